#ifndef CONSTPROP_HOST_MODEL_HEADER_HPP
#define CONSTPROP_HOST_MODEL_HEADER_HPP

#include <constprop/checks/footprint.hpp>
#include <constprop/concept/sequence.hpp>
#include <constprop/diagnostics/options_have_names.hpp>
#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>
#include <constprop/host/header_text.hpp>
#include <constprop/host/identifier.hpp>
#include <constprop/host/samples/arrays.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/host/text.hpp>
#include <constprop/host/type_name.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/is_finite.hpp>
#include <constprop/network.hpp>
#include <constprop/testing/model_check.hpp>

#include <array>
#include <cstddef>
#include <filesystem>
#include <initializer_list>
#include <ostream>
#include <string>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// An input to check a header with: any std::array of numbers, a braced list, or none.
struct check_values {
    std::vector<double> values;

    check_values() = default;
    check_values(std::initializer_list<double> list) : values(list) {}
    template <class Number, std::size_t Size>
    check_values(const std::array<Number, Size>& list) : values(list.begin(), list.end()) {}
};

/// Options of a model header.
struct model_header_options {
    [[no_unique_address]] options_have_names names = options_have_names(nullptr);
    std::string name = "trained";           ///< letters, digits, single underscores
    std::vector<std::string> provenance{};  ///< lines of a comment: data, date, accuracy, license …
    check_values check_input{};  ///< a real sample checks most; by default, numbers that involve each weight of layer 0
    std::vector<std::string> includes{};  ///< headers of your own layers: "my_layers.hpp" or "<my/layers.hpp>"
    samples checks{};                     ///< in place of check_input: samples with their expected outputs
    double tolerance = 1e-5;              ///< tolerance of the check, relative to max(1, |expected|)
};

namespace detail {

template <class Network>
typename Network::input_type check_input_of(const check_values& given, const std::string& where) {
    typename Network::input_type x{};
    // Sixteen dyadic fractions in turn, none of them zero, so that every weight of the first layer affects the output.
    for (std::size_t k = 0; k < x.size(); ++k) x[k] = (static_cast<typename Network::scalar>(10 * k % 32) - 15) / 16;
    if (given.values.empty()) return x;
    if (given.values.size() != x.size())
        throw error(where, "check_input has " + std::to_string(given.values.size()) + " values",
                    std::to_string(x.size()) + ", the network's inputs", "Give one input of the network.");
    for (std::size_t k = 0; k < x.size(); ++k) x[k] = static_cast<typename Network::scalar>(given.values[k]);
    return x;
}

template <class Row> void check_finite_row(const Row& row, const char* what, const std::string& where) {
    for (std::size_t k = 0; k < row.size(); ++k)
        if (!math::is_finite(row[k]))
            throw error(where, what + ("[" + std::to_string(k)) + "] is not finite", "finite numbers to compare with",
                        "Choose another check_input.");
}

/// Samples in the network's scalar.
template <class Scalar>
std::vector<std::vector<Scalar>> rounded(const std::vector<std::vector<double>>& rows, const std::string& where) {
    std::vector<std::vector<Scalar>> result;
    for (const auto& row : rows) {
        result.emplace_back();
        for (const double number : row) result.back().push_back(static_cast<Scalar>(number));
        check_finite_row(result.back(), "for a check, number", where);
    }
    return result;
}

/// Adds an input with its output, of a network over time three steps of it: a sequence if a layer needs it whole.
template <class Scalar, class Network>
void add_check(header_content<Scalar>& content, const Network& net, const typename Network::input_type& x,
               const std::string& where) {
    constexpr std::size_t steps = Network::runs_over_time ? 3 : 1;
    content.check_steps = Network::needs_whole_sequence ? steps : 0;
    content.expects_all_steps = Network::needs_whole_sequence;
    sequence<typename Network::input_type, steps> all{};
    for (auto& row : all.steps) row = x;
    std::vector<typename Network::output_type> outputs;
    outputs.reserve(steps);
    constprop::detail::for_each_output(net, all, [&](std::size_t /*t*/, const auto& y_) { outputs.push_back(y_); });
    for (const auto& y : outputs) {
        check_finite_row(y, "for check_input, output", where);
        if (content.inputs.empty() || content.check_steps == 0)
            content.inputs.emplace_back(), content.outputs.emplace_back();
        content.inputs.back().insert(content.inputs.back().end(), x.begin(), x.end());
        content.outputs.back().insert(content.outputs.back().end(), y.begin(), y.end());
    }
}

/// The spelling of a layer in a header. Names of the global namespace get a `::`, so that no name of the header hides
/// them.
template <class Layer> std::string layer_spelling(std::size_t position, const std::string& where) {
    const std::string name = type_name<Layer>();
    if (!can_be_spelled(name))
        throw error(where, "layer " + std::to_string(position) + ", " + name + ", has no name outside its file",
                    "layers that a header can name", "Move it to a named namespace, in a header.");
    return name.substr(0, name.find('<')).find("::") == std::string::npos ? "::" + name : name;
}

template <class Stored, class... Layers>
std::string model_header_text(const basic_network<Stored, Layers...>& net, const model_header_options& options,
                              const std::string& where) {
    using network_type = basic_network<Stored, Layers...>;
    using scalar = typename network_type::scalar;
    check_identifier(options.name, where);
    check_includes(options.includes, where);
    header_content<scalar> content;
    content.name = options.name;
    content.writer = "A trained network, written by constprop::host::write_model_header.";
    content.provenance = options.provenance;
    content.includes = options.includes;
    content.tensors = tensors_of(net);
    content.stored = form_of_stored<Stored>();
    check_finite_before_saving(where, content.tensors);
    content.tolerance = options.tolerance;
    if (options.checks.inputs.empty()) {
        const auto x = check_input_of<network_type>(options.check_input, where);
        check_finite_row(x, "check_input", where);
        content.checks =
            std::string(network_type::runs_over_time ? "Three steps of one input, and the outputs"
                                                     : "One input, and the output") +
            " that the program computed which wrote this file. They are not compared bit for\n"
            "bit, because that program may have used fused multiply-adds, which round once where this compiler rounds\n"
            "twice.";
        add_check(content, net, x, where);
    } else {
        content.checks = std::string(options.checks.steps == 0 ? "Inputs" : "Sequences") +
                         ", and the outputs that are expected for them, from the files that were given.";
        content.check_steps = options.checks.steps;
        content.expects_all_steps =
            options.checks.steps != 0 && options.checks.outputs.front().size() != network_type::output_size;
        content.inputs = rounded<scalar>(options.checks.inputs, where);
        content.outputs = rounded<scalar>(options.checks.outputs, where);
    }
    (content.layers.push_back(layer_spelling<Layers>(content.layers.size(), where)), ...);
    content.multiply_accumulates = footprint<network_type>::multiply_accumulates;
    content.inference_bytes = footprint<network_type>::inference_bytes;
    return header_text(content);
}

}  // namespace detail

/// Writes a network as a C++ header: `NAME_model::model`, its type, and `NAME_model::net`, a constant with its parameters.
/// A program for a device needs only this header and constprop. No name clashes with that of the namespace; a name that
/// ends in `_model` is the namespace itself.
///
///     write_model_header("digits.hpp", net, {.name = "digits", .provenance = {"UCI digits, 97 % of 360 samples"}});
///
/// A sample with its expected output is checked whenever the header is compiled, and by `NAME_model::self_test()` on the
/// device. The compiler evaluates one assignment per parameter and one forward pass; the default limits suffice for a few
/// hundred thousand parameters.
///
/// Throws:      `error` for parameters that are NaN or infinite, a name that is no identifier, layers without a name outside
///              their file, a check_input of another size, a file that cannot be written; no file is then changed
template <class Scalar, class... Layers>
void write_model_header(std::ostream& out, const basic_network<Scalar, Layers...>& net,
                        const model_header_options& options) {
    const std::string where = "model header " + detail::in_quotes(options.name);
    const std::string text = detail::model_header_text(net, options, where);
    if (!out.write(text.data(), static_cast<std::streamsize>(text.size())).flush())
        throw error(where, "the stream does not take it", std::to_string(text.size()) + " bytes to be written",
                    "Look at the file behind the stream.");
}

template <class Scalar, class... Layers>
void write_model_header(const std::filesystem::path& path, const basic_network<Scalar, Layers...>& net,
                        const model_header_options& options) {
    detail::write_file(path, detail::model_header_text(net, options, detail::path_text(path)));
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_MODEL_HEADER_HPP
