#ifndef CONSTPROP_HOST_HEADER_TEXT_HPP
#define CONSTPROP_HOST_HEADER_TEXT_HPP

#include <constprop/host/hexadecimal.hpp>
#include <constprop/host/identifier.hpp>
#include <constprop/host/item_lines.hpp>
#include <constprop/host/stored_form.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/host/text.hpp>
#include <constprop/kernels/target.hpp>

#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

/// The text of a header with a model: the common part of `write_model_header` and the importer.
namespace constprop::inline CONSTPROP_TARGET::host::detail {

/// The network's type, in one line if that fits; `input`, if there is one, stands before the layers.
inline std::string chain_text(const std::string& before, const std::string& input, std::vector<std::string> layers) {
    if (!input.empty()) layers.insert(layers.begin(), input);
    std::string line = before, column = before.substr(0, before.find_last_not_of(' ') + 1);
    for (std::size_t k = 0; k < layers.size(); ++k) {
        line += (k == 0 ? "" : ", ") + layers[k];
        column += (k == 0 ? "\n    " : ",\n    ") + layers[k];
    }
    return (line.size() <= 84 ? line : column) + ">";
}

/// A number in its usual form, such as "1e-05".
inline std::string decimal(double value) {
    char digits[32];
    return {digits, std::to_chars(digits, digits + sizeof digits, value).ptr};
}

/// The contents of a header: the model as text and numbers, independent of its source.
template <class Scalar> struct header_content {
    std::string name;                     ///< the model's name, from which `model_namespace` makes the namespace
    std::string writer;                   ///< "A trained network, written by …"
    std::vector<std::string> provenance;  ///< lines of a comment
    std::vector<std::string> includes;
    std::string input{};  ///< the input's extent, if the first layer does not fix it: "constprop::image<8, 8>"
    std::vector<std::string> layers;      ///< spelled as C++
    stored_form stored = {};              ///< how the parameters are stored
    std::vector<tensor<Scalar>> tensors;  ///< in the order of `tensors_of`
    std::size_t multiply_accumulates = 0;
    std::optional<std::size_t> inference_bytes{};  ///< values between layers, if the writer knows
    std::string checks;                            ///< the source of the expected outputs, as lines of a comment
    std::vector<std::vector<Scalar>> inputs;       ///< samples to check the network with; may be empty
    std::vector<std::vector<Scalar>> outputs;      ///< the expected outputs for them
    std::size_t check_steps = 0;                   ///< if the inputs are sequences: the steps of each
    bool expects_all_steps = false;                ///< then: outputs are those of all steps, or of the last one
    double tolerance = 1e-5;                       ///< |difference| ≤ tolerance · max(1, |expected|)
};

template <class Scalar> std::string rows_text(const std::vector<std::vector<Scalar>>& rows) {
    std::string text = "[]{\n";
    for (const auto& row : rows) {
        item_lines lines;
        for (std::size_t k = 0; k < row.size(); ++k) lines.add(hexadecimal(row[k]), k + 1 == row.size());
        text += "    {{\n" + lines.text() + (&row == &rows.back() ? "    }}};\n" : "    }},\n");
    }
    return text;
}

/// Sequences of `steps` rows each.
template <class Scalar>
std::string sequences_text(const std::vector<std::vector<Scalar>>& sequences, std::size_t steps) {
    std::string text = "[]{\n";
    for (const auto& all : sequences) {
        item_lines lines;
        const std::size_t size = all.size() / steps;
        for (std::size_t k = 0; k < all.size(); ++k)
            lines.add((k % size == 0 ? "{{" : "") + hexadecimal(all[k]) + (k % size + 1 == size ? "}}" : ""),
                      k + 1 == all.size());
        text += "    {{{\n" + lines.text() + (&all == &sequences.back() ? "    }}}};\n" : "    }}},\n");
    }
    return text;
}

/// A declaration of `name`: samples of a type, or sequences of them.
template <class Scalar>
std::string samples_text(const std::string& type, const std::string& name, std::size_t steps,
                         const std::vector<std::vector<Scalar>>& rows) {
    if (steps == 0) return "inline constexpr " + type + " " + name + rows_text(rows);
    return "inline constexpr constprop::sequence<" + type + ", " + std::to_string(steps) + "> " + name +
           sequences_text(rows, steps);
}

/// The code that compares the network with the expected outputs: at compile time, and, on a device, at run time.
template <class Scalar> std::string checks_text(const header_content<Scalar>& content) {
    std::string text = "\n";
    for (const std::string& line : comment_lines(content.checks)) text += "// " + line + "\n";
    text += samples_text("model::input_type", "check_inputs", content.check_steps, content.inputs) +
            samples_text("model::output_type", "check_outputs", content.expects_all_steps ? content.check_steps : 0,
                         content.outputs) +
            "inline constexpr double check_tolerance = " + hexadecimal(content.tolerance) + ";  // " +
            decimal(content.tolerance) +
            ", of max(1, |expected|)\n"
            "\n/// A test for the device that the program runs on: whether it computes all of these outputs.\n"
            "inline bool self_test() noexcept {\n"
            "    return constprop::self_test(net, check_inputs, check_outputs, check_tolerance);\n"
            "}\n\n";
    // Compilers take seconds for a million multiply-adds.
    constexpr std::size_t most = 1'000'000;
    std::size_t cost = 0, k = 0;
    const std::size_t steps = content.check_steps == 0 ? 1 : content.check_steps;
    while (k < content.inputs.size() && (cost += steps * content.multiply_accumulates) <= most) ++k;
    if (k > 0)
        text += "static_assert(constprop::check_model<net, check_inputs, check_outputs, check_tolerance, " +
                std::to_string(k) + ">());\n";
    if (k < content.inputs.size())
        text += "// self_test() compares " + std::to_string(content.inputs.size() - k) +
                " more, which would take compilers long.\n";
    return text;
}

/// The values of all trained tensors, or of all others, with their names.
template <class Scalar> std::string values_text(const std::vector<tensor<Scalar>>& tensors, bool trained) {
    item_lines lines;
    const tensor<Scalar>* last = nullptr;
    for (const auto& one : tensors) last = one.is_trained == trained ? &one : last;
    for (const auto& one : tensors) {
        if (one.is_trained != trained) continue;
        lines.comment(one.name + " " + shape_text(one.shape));
        for (std::size_t k = 0; k < one.values.size(); ++k)
            lines.add(hexadecimal(one.values[k]), k + 1 == one.values.size() && &one == last);
    }
    return lines.text();
}

/// The parameters, and behind them the statistics, as arguments of a function that makes the network of them.
template <class Scalar> std::string parameters_text(const header_content<Scalar>& content) {
    if constexpr (std::is_same_v<Scalar, float>)
        if (content.stored.has_scales) return " = model::from_integers({\n" + integers_and_floats_text(content.tensors);
    return " = model::from_parameters({\n" + values_text(content.tensors, true);
}

/// The beginning of a header: its guard, its writer, the model's source, and its layers.
inline std::string opening_text(const std::string& name, const std::string& writer,
                                const std::vector<std::string>& provenance, const std::string& input,
                                const std::vector<std::string>& layers) {
    std::string text =
        "#ifndef CONSTPROP_MODEL_HPP_" + name + "\n#define CONSTPROP_MODEL_HPP_" + name + "\n\n// " + writer + "\n//\n";
    for (const std::string& lines : provenance)
        for (const std::string& line : comment_lines(lines)) text += line.empty() ? "//\n" : "// " + line + "\n";
    if (!provenance.empty()) text += "//\n";
    if (!input.empty()) text += "// Input:       " + input + "\n";
    for (std::size_t k = 0; k < layers.size(); ++k)
        text += (k == 0 ? "// Layers:      " : "//              ") + std::to_string(k) + " " + layers[k] + "\n";
    return text;
}

template <class Scalar> std::string header_text(const header_content<Scalar>& content) {
    std::size_t parameters = 0, statistics = 0, bytes = 0;
    for (const auto& one : content.tensors) {
        (one.is_trained ? parameters : statistics) += one.values.size();
        bytes += one.is_trained ? content.stored.bytes_of(one) : 0;
    }

    const std::string space = model_namespace(content.name);
    std::string text = opening_text(content.name, content.writer, content.provenance, content.input, content.layers);
    text +=
        "// Parameters:  " + std::to_string(parameters) + ", " + std::to_string(bytes) + " bytes" +
        (statistics == 0 ? "" : ", and " + std::to_string(statistics) + " statistics") +
        "\n// Inference:   " + std::to_string(content.multiply_accumulates) + " multiply-adds" +
        (content.inference_bytes ? ", " + std::to_string(*content.inference_bytes) + " bytes of values between layers"
                                 : "") +
        "\n\n#include <constprop/constprop.hpp>\n";
    for (const std::string& name : content.includes)
        text += "#include " + (name.starts_with('<') ? name : "\"" + name + "\"") + "\n";
    text +=
        "\n#include <cstddef>\n#include <ratio>\n\nnamespace " + space +
        "::inline CONSTPROP_TARGET {  // see constprop/kernels/target.hpp\n\nusing model = " +
        chain_text(!content.stored.name.empty()    ? "constprop::basic_network<constprop::" + content.stored.name + ", "
                   : std::is_same_v<Scalar, float> ? "constprop::network<"
                                                   : "constprop::basic_network<double, ",
                   content.input, content.layers) +
        ";\n\n// Hexadecimal, because that is exact.\ninline constexpr model net";

    if (parameters + statistics == 0) text += "{};\n";
    else
        text += parameters_text(content) + (statistics == 0 ? "" : "}, {\n" + values_text(content.tensors, false)) +
                "});\n";
    text +=
        "\n// What it costs, as constants: cost::parameter_bytes, cost::inference_ram (all of it) and others\n"
        "using cost = constprop::footprint<model>;\n";
    if (!content.inputs.empty()) text += checks_text(content);
    return text + "\n}  // namespace " + space + "\n\n#endif  // CONSTPROP_MODEL_HPP_" + content.name + "\n";
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_HEADER_TEXT_HPP
