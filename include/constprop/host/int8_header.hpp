#ifndef CONSTPROP_HOST_INT8_HEADER_HPP
#define CONSTPROP_HOST_INT8_HEADER_HPP

#include <constprop/diagnostics/options_have_names.hpp>
#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>
#include <constprop/host/int8_header_text.hpp>
#include <constprop/host/model_header.hpp>
#include <constprop/host/text.hpp>
#include <constprop/host/type_name.hpp>
#include <constprop/int8/channel_tables_form.hpp>
#include <constprop/int8/footprint.hpp>
#include <constprop/int8/gru_form.hpp>
#include <constprop/int8/lstm_form.hpp>
#include <constprop/int8/network.hpp>
#include <constprop/int8/prelu_form.hpp>
#include <constprop/int8/weighted.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/int8/requantize.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/network.hpp>
#include <constprop/testing/self_test.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <ostream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// Options of a header with a network of integers. Its check is exact, so there is no tolerance.
struct int8_header_options {
    [[no_unique_address]] options_have_names names = options_have_names(nullptr);
    std::string name = "trained";           ///< letters, digits, single underscores
    std::vector<std::string> provenance{};  ///< lines of a comment: data, date, accuracy, license …
    check_values check_input{};             ///< a real sample, in floats, checks most
    std::vector<std::string> includes{};    ///< headers of your own activations: "my_layers.hpp" or "<my/layers.hpp>"
};

namespace detail {

inline std::string item_text(std::int32_t one) { return std::to_string(one); }
inline std::string item_text(const int8::multiplier& one) {
    return "{" + std::to_string(one.factor) + ", " + std::to_string(one.shift) + "}";
}

/// A std::array with its name, in the lines of a header.
template <class Row> std::string member_text(const char* name, const Row& row) {
    item_lines lines;
    for (std::size_t k = 0; k < row.size(); ++k) lines.add(item_text(row[k]), k + 1 == row.size());
    return "    ." + std::string(name) + " = {{\n" + lines.text() + "    }},\n";
}
inline std::string member_text(const char* name, std::int32_t number) {
    return "    ." + std::string(name) + " = " + std::to_string(number) + ",\n";
}
inline std::string member_text(const char* name, const quantization& of) {
    return "    ." + std::string(name) + " = " + quantization_spelling(of);
}

/// The members that recurrent layers have in common, up to the biases.
template <class Integers> std::string gate_members_text(const Integers& of) {
    return member_text("input_weights", of.input_weights) + member_text("hidden_weights", of.hidden_weights) +
           member_text("input_factors", of.input_factors) + member_text("hidden_factors", of.hidden_factors) +
           member_text("biases", of.biases);
}

inline int8_source source_of(const quantization& gives) {
    return {"", "", "constprop::quantization", quantization_spelling(gives)};
}
template <std::size_t Weights, std::size_t Outputs, std::size_t Factors>
int8_source source_of(const int8_integers<Weights, Outputs, Factors>& of) {
    return {"", "",
            "constprop::int8_integers<" + std::to_string(Weights) + ", " + std::to_string(Outputs) + ", " +
                std::to_string(Factors) + ">",
            "{\n" + member_text("weights", of.weights) + member_text("factors", of.factors) +
                member_text("biases", of.biases) + member_text("gives", of.gives) + "}"};
}
template <std::size_t Inputs, std::size_t Hidden> int8_source source_of(const int8_lstm_integers<Inputs, Hidden>& of) {
    return {"", "", "constprop::int8_lstm_integers<" + std::to_string(Inputs) + ", " + std::to_string(Hidden) + ">",
            "{\n" + gate_members_text(of) + member_text("cell_power", of.cell_power) +
                member_text("cell_limit", of.cell_limit) + member_text("gives", of.gives) + "}"};
}
template <std::size_t Inputs, std::size_t Hidden> int8_source source_of(const int8_gru_integers<Inputs, Hidden>& of) {
    return {"", "", "constprop::int8_gru_integers<" + std::to_string(Inputs) + ", " + std::to_string(Hidden) + ">",
            "{\n" + gate_members_text(of) + member_text("hidden_biases", of.hidden_biases) +
                member_text("gives", of.gives) + "}"};
}
template <std::size_t Channels> int8_source source_of(const int8_slopes<Channels>& of) {
    return {"", "", "constprop::int8_slopes<" + std::to_string(Channels) + ">",
            "{\n" + member_text("slopes", of.slopes) + member_text("of_slopes", of.of_slopes) + ",\n" +
                member_text("gives", of.gives) + "}"};
}
template <std::size_t Channels> int8_source source_of(const int8_channel_tables<Channels>& of) {
    return {"", "", "constprop::int8_channel_tables<" + std::to_string(Channels) + ">",
            "{\n" + member_text("values", of.values) + member_text("gives", of.gives) + "}"};
}
template <class Source> inline constexpr std::size_t parameters_in = 0;
template <std::size_t Weights, std::size_t Outputs, std::size_t Factors>
inline constexpr std::size_t parameters_in<int8_integers<Weights, Outputs, Factors>> = Weights + Outputs;
template <std::size_t Channels> inline constexpr std::size_t parameters_in<int8_slopes<Channels>> = Channels;
template <std::size_t Inputs, std::size_t Hidden>
inline constexpr std::size_t parameters_in<int8_lstm_integers<Inputs, Hidden>> = 4 * Hidden * (Inputs + Hidden + 1);
template <std::size_t Inputs, std::size_t Hidden>
inline constexpr std::size_t parameters_in<int8_gru_integers<Inputs, Hidden>> =
    3 * Hidden * (Inputs + Hidden + 1) + Hidden;

template <class Scalar, class... Layers, class Scales>
std::string int8_header_text_of(const int8_network<basic_network<Scalar, Layers...>, Scales>& net,
                                const int8_header_options& options, const std::string& where) {
    using network_type = int8_network<basic_network<Scalar, Layers...>, Scales>;
    check_identifier(options.name, where);
    check_includes(options.includes, where);
    int8_header_content content;
    content.name = options.name;
    content.writer = "A trained network in integers, written by constprop::host::write_model_header.";
    content.provenance = options.provenance;
    content.includes = options.includes;
    (content.layers.push_back(layer_spelling<Layers>(content.layers.size(), where)), ...);
    if constexpr (!std::is_same_v<Scalar, float>)
        content.chain = "constprop::basic_network<" + type_name<Scalar>() + ", ";
    content.scales = type_name<Scales>();
    if (content.scales.find("::") == std::string::npos) content.scales = "constprop::" + content.scales;
    content.multiply_accumulates = footprint<network_type>::multiply_accumulates;
    content.meaning =
        "Weights with the inputs of one output contiguous, channels last; a factor {m, s} stands for m / 2^31 * 2^s.";
    content.takes = net.takes();
    std::apply(
        [&](const quantization&, const auto&... source_) {
            (content.sources.push_back(source_of(source_)), ...);
            content.parameters = (parameters_in<std::remove_cvref_t<decltype(source_)>> + ... + 0);
        },
        net.integers());
    for (std::size_t k = 0; k < content.sources.size(); ++k) {
        content.sources[k].name = "source_" + std::to_string(k);
        content.sources[k].layer = "Number " + std::to_string(k) + " of what the layers are made from";
    }
    content.is_stream = network_type::has_state;
    content.checks =
        std::string(content.is_stream ? "Three steps of one input, and the outputs" : "One input, and the output") +
        " that the program computed which wrote this file.";
    const auto x = net.quantize_input(check_input_of<network_type>(options.check_input, where));
    typename network_type::state_type state{};
    for (int step = 0; step < (content.is_stream ? 3 : 1); ++step) {
        const auto y = next_output(net, x, state);
        content.inputs.emplace_back(x.begin(), x.end());
        content.outputs.emplace_back(y.begin(), y.end());
    }
    return int8_header_text(content);
}

}  // namespace detail

/// Writes a network of integers as a C++ header, for a device that has no floats: `NAME_model::model`, its type, and
/// `NAME_model::net`, a constant. The integers are the same for every processor; the compiler lays them out as its kernels want
/// them. An input with its output is compared, bit for bit, when the header is compiled, if it is small, and by
/// `NAME_model::self_test()` on the device.
///
///     write_model_header("digits.hpp", quantize(net, samples), {.name = "digits"});
///
/// Throws:      as for a network of floats
template <class Network, class Scales>
void write_model_header(std::ostream& out, const int8_network<Network, Scales>& net,
                        const int8_header_options& options) {
    const std::string where = "model header " + detail::in_quotes(options.name);
    const std::string text = detail::int8_header_text_of(net, options, where);
    if (!out.write(text.data(), static_cast<std::streamsize>(text.size())).flush())
        throw error(where, "the stream does not take it", std::to_string(text.size()) + " bytes to be written",
                    "Look at the file behind the stream.");
}
template <class Network, class Scales>
void write_model_header(const std::filesystem::path& path, const int8_network<Network, Scales>& net,
                        const int8_header_options& options) {
    detail::write_file(path, detail::int8_header_text_of(net, options, detail::path_text(path)));
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_INT8_HEADER_HPP
