#ifndef CONSTPROP_HOST_MODEL_HEADER_HPP
#define CONSTPROP_HOST_MODEL_HEADER_HPP

#include <constprop/footprint.hpp>
#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>
#include <constprop/host/hexadecimal.hpp>
#include <constprop/host/identifier.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/host/text.hpp>
#include <constprop/host/type_name.hpp>
#include <constprop/network.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <initializer_list>
#include <ostream>
#include <string>
#include <type_traits>
#include <vector>

namespace constprop::host {

/// An input to check a header with: any std::array of numbers, a braced list, or nothing.
struct check_values {
    std::vector<double> values;

    check_values() = default;
    check_values(std::initializer_list<double> list) : values(list) {}
    template <class Number, std::size_t Size>
    check_values(const std::array<Number, Size>& list) : values(list.begin(), list.end()) {}
};

/// What a model header says beside the model.
struct model_header_options {
    std::string name = "trained";           ///< the namespace: letters, digits and single underscores
    std::vector<std::string> provenance{};  ///< lines of a comment: data, date, accuracy, license …
    check_values check_input{};  ///< a real sample checks most; left out, numbers that reach each weight of layer 0
    std::vector<std::string> includes{};  ///< headers of your own layers: "my_layers.hpp" or "<my/layers.hpp>"
};

namespace detail {

/// Lists items, a comma after each but the last, in lines of at most 100 columns.
class item_lines {
    std::string text_, line_ = indent;

    static constexpr const char* indent = "    ";

 public:
    void add(const std::string& item, bool last) {
        if (line_.size() > 4 && line_.size() + item.size() + 2 > 100) end_line();
        line_ += (line_.size() > 4 ? " " : "") + item + (last ? "" : ",");
    }
    void comment(const std::string& words) {
        end_line();
        text_ += indent + ("// " + words) + "\n";
    }
    void end_line() {
        if (line_.size() > 4) text_ += line_ + "\n";
        line_ = indent;
    }
    std::string text() {
        end_line();
        return text_;
    }
};

template <class Scalar, std::size_t Size> std::string braced(const std::array<Scalar, Size>& values) {
    item_lines lines;
    for (std::size_t k = 0; k < Size; ++k) lines.add(hexadecimal(values[k]), k + 1 == Size);
    return "{{\n" + lines.text() + "}}";
}

template <class Network>
typename Network::input_type check_input_of(const check_values& given, const std::string& where) {
    typename Network::input_type x{};
    // Sixteen dyadic fractions in turn, none of them zero, so that every weight of the first layer has a say.
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
        if (!std::isfinite(row[k]))
            throw error(where, what + ("[" + std::to_string(k)) + "] is not finite", "finite numbers to compare with",
                        "Choose another check_input.");
}

/// A layer as it is spelled in a header. Names of the global namespace get their `::`, so that none of the header's own
/// names hides them.
template <class Layer> std::string layer_spelling(std::size_t position, const std::string& where) {
    const std::string name = type_name<Layer>();
    if (!can_be_spelled(name))
        throw error(where, "layer " + std::to_string(position) + ", " + name + ", has no name outside its file",
                    "layers that a header can name", "Move it to a named namespace, in a header.");
    return name.substr(0, name.find('<')).find("::") == std::string::npos ? "::" + name : name;
}

/// The network's type, in one line where that fits.
inline std::string chain_text(const std::string& before, const std::vector<std::string>& layers) {
    std::string line = before, column = before.substr(0, before.find_last_not_of(' ') + 1);
    for (std::size_t k = 0; k < layers.size(); ++k) {
        line += (k == 0 ? "" : ", ") + layers[k];
        column += (k == 0 ? "\n    " : ",\n    ") + layers[k];
    }
    return (line.size() <= 84 ? line : column) + ">";
}

template <class Scalar, class... Layers>
std::string model_header_text(const basic_network<Scalar, Layers...>& net, const model_header_options& options,
                              const std::string& where) {
    using network_type = basic_network<Scalar, Layers...>;
    check_identifier(options.name, where);
    check_includes(options.includes, where);
    const auto tensors = tensors_of(net);
    check_finite_before_saving(where, tensors);
    const auto x = check_input_of<network_type>(options.check_input, where);
    check_finite_row(x, "check_input", where);
    const auto y = net(x);
    check_finite_row(y, "for check_input, output", where);

    std::vector<std::string> layers;
    (layers.push_back(layer_spelling<Layers>(layers.size(), where)), ...);
    const std::string chain =
        chain_text(std::is_same_v<Scalar, float> ? "constprop::network<" : "constprop::basic_network<double, ", layers);

    std::string text = "#ifndef CONSTPROP_MODEL_HPP_" + options.name + "\n#define CONSTPROP_MODEL_HPP_" + options.name +
                       "\n\n// A trained network, written by constprop::host::write_model_header.\n//\n";
    for (const std::string& lines : options.provenance)
        for (const std::string& line : comment_lines(lines)) text += line.empty() ? "//\n" : "// " + line + "\n";
    if (!options.provenance.empty()) text += "//\n";
    for (std::size_t k = 0; k < layers.size(); ++k)
        text += (k == 0 ? "// Layers:      " : "//              ") + std::to_string(k) + " " + layers[k] + "\n";
    using cost = footprint<network_type>;
    text += "// Parameters:  " + std::to_string(network_type::parameter_count) + ", " +
            std::to_string(cost::parameter_bytes) +
            " bytes\n// Inference:   " + std::to_string(cost::multiply_accumulates) + " multiply-adds, " +
            std::to_string(cost::inference_bytes) + " bytes of scratch\n\n#include <constprop/constprop.hpp>\n";
    for (const std::string& name : options.includes)
        text += "#include " + (name.starts_with('<') ? name : "\"" + name + "\"") + "\n";
    text += "\n#include <cstddef>\n#include <ratio>\n\nnamespace " + options.name + " {\n\nusing model = " + chain +
            ";\n\n// Hexadecimal, because that is exact.\ninline constexpr model net";

    item_lines lines;
    for (const auto& one : tensors) {
        lines.comment(one.name + " " + shape_text(one.shape));
        for (std::size_t k = 0; k < one.values.size(); ++k)
            lines.add(hexadecimal(one.values[k]), k + 1 == one.values.size() && &one == &tensors.back());
    }
    text += tensors.empty() ? "{};\n" : " = model::from_parameters({\n" + lines.text() + "});\n";

    text +=
        "\n// What it costs, as constants: cost::parameter_bytes, cost::inference_bytes and others\n"
        "using cost = constprop::footprint<model>;\n"
        "\n// One input, and the output that the program computed which wrote this file. They are compared within\n"
        "// 1e-5 max(1, |expected|), not bit for bit, because that program may have used fused multiply-adds, which\n"
        "// round once where this compiler rounds twice.\n"
        "inline constexpr model::input_type check_input" +
        braced(x) + ";\ninline constexpr model::output_type check_output" + braced(y) +
        ";\n\n"
        "/// Whether an output is, within that tolerance, the one expected for check_input.\n"
        "constexpr bool agrees(const model::output_type& output) noexcept {\n"
        "    for (std::size_t k = 0; k < output.size(); ++k) {\n"
        "        const model::scalar expected = check_output[k], difference = output[k] - expected;\n"
        "        const model::scalar size = expected < 0 ? -expected : expected;\n"
        "        const model::scalar most = model::scalar(1e-5) * (size > 1 ? size : 1);\n"
        "        if (!(difference <= most && -difference <= most)) return false;\n"
        "    }\n"
        "    return true;\n"
        "}\n"
        "static_assert(agrees(net(check_input)),\n"
        "              \"This network does not compute what it did when it was written. Was the file changed, or "
        "are the \"\n"
        "              \"layers other ones now?\");\n"
        "\n}  // namespace " +
        options.name + "\n\n#endif  // CONSTPROP_MODEL_HPP_" + options.name + "\n";
    return text;
}

}  // namespace detail

/// Writes a network as a C++ header: `NAME::model`, its type, and `NAME::net`, a constant with its parameters, which
/// a program for a device includes beside nothing but constprop.
///
///     write_model_header("digits.hpp", net, {.name = "digits", .provenance = {"UCI digits, 97 % of 360 samples"}});
///
/// A sample with its expected output is checked whenever the header is compiled. Its compiler evaluates one
/// assignment per parameter and one forward pass; the default limits suffice for some hundred thousand parameters.
///
/// Throws:      `error` for parameters that are NaN or infinite, a name that is no identifier, layers that have no name
///              outside their file, a check_input of another size, a file that cannot be written; then no file changes
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

}  // namespace constprop::host

#endif  // CONSTPROP_HOST_MODEL_HEADER_HPP
