#ifndef CONSTPROP_HOST_INT8_HEADER_TEXT_HPP
#define CONSTPROP_HOST_INT8_HEADER_TEXT_HPP

#include <constprop/host/header_text.hpp>
#include <constprop/host/hexadecimal.hpp>
#include <constprop/host/identifier.hpp>
#include <constprop/host/text.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <string>
#include <vector>

/// The text of a header with a network of integers: the common part of `write_model_header` and the importer.
namespace constprop::inline CONSTPROP_TARGET::host::detail {

/// A constant that a layer is made from.
struct int8_source {
    std::string layer;  ///< for a comment
    std::string name, type, value;
};

/// The contents of such a header, independent of its source.
struct int8_header_content {
    std::string name;    ///< the model's name, from which `model_namespace` makes the namespace
    std::string writer;  ///< "A trained network in integers, written by …"
    std::vector<std::string> provenance, includes;
    std::string input;                ///< the input's extent, if the first layer does not fix it
    std::vector<std::string> layers;  ///< spelled as C++
    std::string chain = "constprop::network<", scales;
    std::size_t parameters = 0, multiply_accumulates = 0;
    std::string ram;      ///< the end of a comment, behind what `cost` has; or nothing
    std::string meaning;  ///< a line of a comment on the integers
    quantization takes;
    std::vector<int8_source> sources;
    std::string checks;  ///< the source of the expected outputs, as lines of a comment
    std::vector<std::vector<int>> inputs, outputs;
    int steps = 0;           ///< so far outputs may be from those that are expected
    bool is_stream = false;  ///< the inputs are one stream
};

template <class Number> std::string integers_text(const std::vector<Number>& values) {
    item_lines lines;
    for (std::size_t k = 0; k < values.size(); ++k) lines.add(std::to_string(values[k]), k + 1 == values.size());
    return lines.text();
}

inline std::string quantization_spelling(const quantization& of) {
    return "{" + hexadecimal(of.scale) + ", " + std::to_string(of.zero_point) + "}";
}

inline std::string rows_of_integers(const std::vector<std::vector<int>>& rows) {
    std::string text = "[]{\n";
    for (const auto& row : rows)
        text += "    {{\n" + integers_text(row) + (&row == &rows.back() ? "    }}};\n" : "    }},\n");
    return text;
}

/// What compares the network with the expected outputs, bit for bit or within steps: when it is compiled, and, for a device, when
/// it runs.
inline std::string int8_checks_text(const int8_header_content& content) {
    const std::string within = content.steps == 0 ? "" : ", " + std::to_string(content.steps);
    std::string text = "\n";
    for (const std::string& line : comment_lines(content.checks)) text += "// " + line + "\n";
    text += "inline constexpr model::int8_input check_inputs" + rows_of_integers(content.inputs) +
            "inline constexpr model::int8_output check_outputs" + rows_of_integers(content.outputs) +
            "\n/// A test for the device that the program runs on: whether it computes all of these outputs.\n"
            "inline bool self_test() noexcept { return constprop::self_test(net, check_inputs, check_outputs" +
            within + "); }\n\n";
    // Within the limits that compilers have by default.
    constexpr std::size_t most = 50'000;
    if (content.multiply_accumulates > most)
        return text + "// self_test() compares them: computing one would take compilers long.\n";
    if (content.is_stream)
        return text + "static_assert(constprop::outputs_agree(net, check_inputs, check_outputs" + within + "));\n";
    for (std::size_t k = 0; k < content.inputs.size(); ++k) {
        const std::string at = "[" + std::to_string(k) + "]";
        text += content.steps == 0 ? "static_assert(net(check_inputs" + at + ") == check_outputs" + at + ");\n"
                                   : "static_assert(constprop::agree(net(check_inputs" + at + "), check_outputs" + at +
                                         within + "));\n";
    }
    return text;
}

inline std::string int8_header_text(const int8_header_content& content) {
    const std::string space = model_namespace(content.name);
    std::string text = opening_text(content.name, content.writer, content.provenance, content.input, content.layers);
    text +=
        "// Parameters:  " + std::to_string(content.parameters) +
        " weights and biases\n// Inference:   " + std::to_string(content.multiply_accumulates) +
        " multiply-adds\n// RAM:         cost::inference_bytes beside input and output, which layer cost::peak_layer takes" +
        (content.ram.empty() ? "\n" : ";\n//              " + content.ram + "\n");
    text += "\n#include <constprop/constprop.hpp>\n";
    for (const std::string& name : content.includes)
        text += "#include " + (name.starts_with('<') ? name : "\"" + name + "\"") + "\n";
    text += "\n#include <cstddef>\n#include <ratio>\n\nnamespace " + space +
            "::inline CONSTPROP_TARGET {  // see constprop/kernels/target.hpp\n\nusing model = " +
            chain_text("constprop::int8_network<" + content.chain, content.input, content.layers) + ", " +
            content.scales + ">;\n\n// " + content.meaning +
            "\nnamespace integers {\n\ninline constexpr constprop::quantization takes" +
            quantization_spelling(content.takes) + ";\n";
    std::string arguments = "integers::takes";
    for (const int8_source& one : content.sources) {
        text += "\n// " + one.layer + "\ninline constexpr " + one.type + " " + one.name + one.value + ";\n";
        arguments += ", integers::" + one.name;
    }
    text += "\n}  // namespace integers\n\ninline constexpr model net = model::from_integers(" + arguments +
            ");\n\n// What it costs, as constants: cost::parameter_bytes, cost::inference_ram (all of it) and others\n"
            "using cost = constprop::footprint<model>;\n";
    if (!content.inputs.empty()) text += int8_checks_text(content);
    return text + "\n}  // namespace " + space + "\n\n#endif  // CONSTPROP_MODEL_HPP_" + content.name + "\n";
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_INT8_HEADER_TEXT_HPP
