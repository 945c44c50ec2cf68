#ifndef CONSTPROP_HOST_MIXED_HEADER_HPP
#define CONSTPROP_HOST_MIXED_HEADER_HPP

#include <constprop/concept/sequence.hpp>
#include <constprop/deploy/part_of.hpp>
#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>
#include <constprop/host/header_text.hpp>
#include <constprop/host/identifier.hpp>
#include <constprop/host/int8_header.hpp>
#include <constprop/host/model_header.hpp>
#include <constprop/host/text.hpp>
#include <constprop/int8/mixed_network.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/network.hpp>

#include <cstddef>
#include <filesystem>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {
namespace detail {

/// The header of one part: that of a network of floats, or of integers.
template <class Scalar, class... Layers>
std::string part_header_text(const basic_network<Scalar, Layers...>& net, const int8_header_options& options,
                             const std::string& where) {
    return model_header_text(
        net, {.name = options.name, .check_input = options.check_input, .includes = options.includes}, where);
}
template <class Network, class Scales>
std::string part_header_text(const int8_network<Network, Scales>& net, const int8_header_options& options,
                             const std::string& where) {
    return int8_header_text_of(net, options, where);
}

/// What a network gives for an input, or for the first step of a stream.
template <class Network>
typename Network::output_type first_output(const Network& net, const typename Network::input_type& x) {
    typename Network::output_type first{};
    constprop::detail::for_each_output(net, sequence<typename Network::input_type, 1>{{x}},
                                       [&](std::size_t /*t*/, const auto& y_) { first = y_; });
    return first;
}

template <class... Layers>
std::vector<std::string> layer_spellings(constprop::detail::layer_list<Layers...> /*all*/, const std::string& where) {
    std::vector<std::string> names;
    (names.push_back(layer_spelling<Layers>(names.size(), where)), ...);
    return names;
}

template <class... Networks>
std::string mixed_header_text(const mixed_network<Networks...>& net, const int8_header_options& options,
                              const std::string& where) {
    using network_type = mixed_network<Networks...>;
    using original = typename network_type::original;
    check_identifier(options.name, where);
    std::string parts, types, values, tests;
    (void)net.fold(
        check_input_of<network_type>(options.check_input, where), [&](const auto& part_, const auto& x_, auto at_) {
            const std::string name_ = options.name + (options.name.ends_with('_') ? "" : "_") + std::to_string(at_()),
                              space_ = "::" + model_namespace(name_), comma_ = at_() == 0 ? "" : ", ";
            parts +=
                "\n" + part_header_text(part_, {.name = name_, .check_input = x_, .includes = options.includes}, where);
            types += comma_ + space_ + "::model";
            values += comma_ + space_ + "::net";
            tests += (at_() == 0 ? "" : " && ") + space_ + "::self_test()";
            return first_output(part_, x_);
        });
    const std::string space = model_namespace(options.name);
    return opening_text(options.name,
                        "A trained network of floats and integers, written by constprop::host::write_model_header.",
                        options.provenance, "",
                        layer_spellings(constprop::detail::layers_from<original, 0, original::layer_count>(), where)) +
           "// Parts:       " + std::to_string(network_type::part_count) +
           ", one after the other, each with its check\n" + parts + "\nnamespace " + space +
           "::inline CONSTPROP_TARGET {  // see constprop/kernels/target.hpp\n\nusing model = "
           "constprop::mixed_network<" +
           types + ">;\n\ninline constexpr model net(" + values +
           ");\n\n// What it costs, as constants: cost::parameter_bytes, cost::inference_ram (all of it) and others\n"
           "using cost = constprop::footprint<model>;\n\n"
           "/// A test for the device that the program runs on: whether each part computes the outputs that are expected of it.\n"
           "inline bool self_test() noexcept { return " +
           tests + "; }\n\n}  // namespace " + space + "\n\n#endif  // CONSTPROP_MODEL_HPP_" + options.name + "\n";
}

}  // namespace detail

/// Writes a mixed network as a C++ header: `NAME_model::model`, its type, and `NAME_model::net`, a constant. Its parts have
/// namespaces of their own, `NAME_0_model` and so on, and are checked one by one, as headers of such networks are: integers bit
/// for bit, floats within a tolerance.
///
///     write_model_header("digits.hpp", quantize(net, samples, float_last<1>{}), {.name = "digits"});
///
/// Throws:      as for a network of floats
template <class... Networks>
void write_model_header(std::ostream& out, const mixed_network<Networks...>& net, const int8_header_options& options) {
    const std::string where = "model header " + detail::in_quotes(options.name);
    const std::string text = detail::mixed_header_text(net, options, where);
    if (!out.write(text.data(), static_cast<std::streamsize>(text.size())).flush())
        throw error(where, "the stream does not take it", std::to_string(text.size()) + " bytes to be written",
                    "Look at the file behind the stream.");
}
template <class... Networks>
void write_model_header(const std::filesystem::path& path, const mixed_network<Networks...>& net,
                        const int8_header_options& options) {
    detail::write_file(path, detail::mixed_header_text(net, options, detail::path_text(path)));
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_MIXED_HEADER_HPP
