#include "import/tflite/header.hpp"

#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>
#include <constprop/host/header_text.hpp>
#include <constprop/host/hexadecimal.hpp>
#include <constprop/host/identifier.hpp>
#include <constprop/host/npy.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "import/tflite/report.hpp"

namespace constprop::tools::tflite {

using namespace host::detail;
using host::error;
using host::hexadecimal;

namespace {

/// What the first layer does not say of its input.
std::string input_of(const network& net) {
    const bool says = net.input.kind == rank::vector && net.layers.spelled[0].starts_with("constprop::linear<");
    return says ? "" : spelling(net.input);
}

std::vector<std::string> provenance_of(const network& net, const header_options& options) {
    std::vector<std::string> lines{file_text(options),
                                   "Producer:    " + (net.producer.empty() ? "unknown" : net.producer),
                                   "Output:      " + net.output_name};
    for (const std::string& note : net.layers.notes) lines.push_back("Note:        " + note);
    return lines;
}

header_result write_floats(const network& net, const check_vectors& checks, const header_options& options) {
    header_content<float> content;
    content.name = options.name;
    content.writer = "A trained network, written by constprop-import.";
    content.provenance = provenance_of(net, options);
    content.input = input_of(net);
    content.layers = net.layers.spelled;
    content.tensors = net.layers.tensors;
    check_loaded(options.file, content.tensors);
    content.multiply_accumulates = net.layers.multiply_accumulates;
    content.checks = "Inputs, and the outputs that are expected for them, from the files that were given.";
    const auto convert = [](const std::vector<std::vector<double>>& from_, std::vector<std::vector<float>>& to_) {
        for (const auto& row : from_) {
            to_.emplace_back();
            for (const double number : row) to_.back().push_back(static_cast<float>(number));
        }
    };
    convert(checks.inputs, content.inputs);
    convert(checks.outputs, content.outputs);
    content.tolerance = options.tolerance;
    return {header_text(content), "", {}};
}

template <class Number> std::string integers_text(const std::vector<Number>& values) {
    item_lines lines;
    for (std::size_t k = 0; k < values.size(); ++k) lines.add(std::to_string(values[k]), k + 1 == values.size());
    return lines.text();
}

std::string quantization_text(const quantization& of) {
    return "{" + hexadecimal(of.scale) + ", " + std::to_string(of.zero_point) + "}";
}

/// "layer_2_1_0" for a layer in a branch.
std::string name_of(const integers& from) {
    std::string name = "layer_" + from.position;
    std::replace(name.begin(), name.end(), '.', '_');
    return name;
}

std::string scales_text(const std::vector<float>& scales) {
    item_lines lines;
    for (std::size_t k = 0; k < scales.size(); ++k) lines.add(hexadecimal(scales[k]), k + 1 == scales.size());
    return lines.text();
}

/// ".weights = {{…}}," as a member of an aggregate.
std::string member_text(const std::string& name, const std::string& lines) {
    return "    ." + name + " = {{\n" + lines + "    }},\n";
}

std::string source_text(const integers& from) {
    const std::string name = name_of(from), head = "\n// " + from.layer + "\ninline constexpr constprop::",
                      gives = "    .gives = " + quantization_text(from.gives) + "};\n";
    if (from.weights.empty()) return head + "quantization " + name + quantization_text(from.gives) + ";\n";
    if (const auto& gates = from.of_gates) {
        const std::size_t hidden = from.biases.size() / from.scales.size(),
                          inputs = from.weights.size() / from.biases.size();
        return head + "int8_lstm_tensors<" + std::to_string(inputs) + ", " + std::to_string(hidden) + "> " + name +
               "{\n" + member_text("input_weights", integers_text(from.weights)) +
               member_text("hidden_weights", integers_text(gates->hidden_weights)) +
               member_text("input_scales", scales_text(from.scales)) +
               member_text("hidden_scales", scales_text(gates->hidden_scales)) +
               member_text("biases", integers_text(from.biases)) +
               "    .cell_power = " + std::to_string(gates->cell_power) +
               ",\n    .cell_limit = " + std::to_string(gates->cell_limit) + ",\n" + gives;
    }
    return head + "int8_tensors<" + std::to_string(from.weights.size()) + ", " + std::to_string(from.biases.size()) +
           ", " + std::to_string(from.scales.size()) + "> " + name + "{\n" +
           member_text("weights", integers_text(from.weights)) + member_text("scales", scales_text(from.scales)) +
           member_text("biases", integers_text(from.biases)) + gives;
}

std::string rows_of_integers(const std::vector<std::vector<double>>& rows) {
    std::string text = "[]{\n";
    for (const auto& row : rows)
        text += "    {{\n" + integers_text(std::vector<int>(row.begin(), row.end())) +
                (&row == &rows.back() ? "    }}};\n" : "    }},\n");
    return text;
}

/// What compares the network with the expected outputs, bit for bit or within steps: when it is compiled, and, for a device, when
/// it runs.
std::string checks_of_integers(const network& net, const check_vectors& checks, int steps) {
    const std::string within = steps == 0 ? "" : ", " + std::to_string(steps);
    std::string text =
        "\n// Inputs, and the outputs that are expected for them, from the files that were given.\n"
        "inline constexpr model::int8_input check_inputs" +
        rows_of_integers(checks.inputs) + "inline constexpr model::int8_output check_outputs" +
        rows_of_integers(checks.outputs) +
        "\n/// A test for the device that the program runs on: whether it computes all of these outputs.\n"
        "inline bool self_test() noexcept { return constprop::self_test(net, check_inputs, check_outputs" +
        within + "); }\n\n";
    // Within the limits that compilers have by default.
    constexpr std::size_t most = 50'000;
    if (net.layers.multiply_accumulates > most)
        return text + "// self_test() compares them: computing one would take compilers long.\n";
    for (std::size_t k = 0; k < checks.inputs.size(); ++k) {
        const std::string at = "[" + std::to_string(k) + "]";
        text += steps == 0 ? "static_assert(net(check_inputs" + at + ") == check_outputs" + at + ");\n"
                           : "static_assert(constprop::agree(net(check_inputs" + at + "), check_outputs" + at + within +
                                 "));\n";
    }
    return text;
}

std::string scales_of(const network& net) {
    for (const integers& one : net.layers.sources)
        if (one.scales.size() > 1 && !one.of_gates) return "constprop::per_channel";
    return "constprop::per_tensor";
}

header_result write_integers(const network& net, const check_vectors& checks, const header_options& options) {
    const layer_list& layers = net.layers;
    const std::string space = model_namespace(options.name);
    std::string text = opening_text(options.name, "A trained network in integers, written by constprop-import.",
                                    provenance_of(net, options), input_of(net), layers.spelled);
    text +=
        "// Parameters:  " + std::to_string(layers.parameters()) +
        " weights and biases\n// Inference:   " + std::to_string(layers.multiply_accumulates) +
        " multiply-adds\n// RAM:         cost::inference_bytes beside input and output, which layer cost::peak_layer "
        "takes;\n//              layer " +
        std::to_string(layers.gives_most()) + " gives most values, " +
        std::to_string(layers.values[layers.gives_most()]) + "\n\n#include <constprop/constprop.hpp>\n";
    text += "\n#include <cstddef>\n#include <ratio>\n\nnamespace " + space +
            "::inline CONSTPROP_TARGET {  // see constprop/kernels/target.hpp\n\nusing model = " +
            chain_text("constprop::int8_network<constprop::network<", input_of(net), layers.spelled) + ", " +
            scales_of(net) +
            ">;\n\n// Integers as the file has them: weights with the inputs of one output contiguous, channels last.\n"
            "namespace integers {\n\ninline constexpr constprop::quantization takes" +
            quantization_text(net.takes) + ";\n";
    std::string arguments = "integers::takes";
    for (const integers& one : layers.sources) {
        text += source_text(one);
        arguments += ", integers::" + name_of(one);
    }
    text += "\n}  // namespace integers\n\ninline constexpr model net = model::from_integers(" + arguments +
            ");\n\n// What it costs, as constants: cost::parameter_bytes, cost::inference_bytes and others\n"
            "using cost = constprop::footprint<model>;\n";
    if (!checks.inputs.empty()) text += checks_of_integers(net, checks, options.steps);
    return {text + "\n}  // namespace " + space + "\n\n#endif  // CONSTPROP_MODEL_HPP_" + options.name + "\n", "", {}};
}

/// An .npy file of int8, whose bytes are its values; nothing where it holds another type.
std::optional<host::number_array> read_npy_integers(std::string_view bytes, const std::string& where) {
    if (!bytes.starts_with(npy_magic)) return {};
    const auto read = [&](char* to_, std::size_t size_) {
        if (size_ > bytes.size())
            throw error(where, "it ends too early", "as many values as its shape says", "Save or copy it again.");
        bytes.copy(to_, size_);
        bytes.remove_prefix(size_);
    };
    const npy_header header = read_npy_header(where, where, npy_dictionary_text("|i1", {16, 4}), read);
    if (header.type != "|i1" || header.column_major) return {};
    host::number_array result{header.shape, {}};
    for (const char byte : bytes) result.values.push_back(static_cast<signed char>(byte));
    return result;
}

/// An array of integers from a file.
host::number_array read_integers(const std::filesystem::path& path) {
    const std::string where = path_text(path), bytes = read_file(path);
    host::number_array result;
    if (path.extension() == ".bin" || path.extension() == ".raw") {
        for (const char byte : bytes) result.values.push_back(static_cast<signed char>(byte));
        result.shape = {result.values.size()};
    } else if (auto integers = read_npy_integers(bytes, where)) {
        result = *std::move(integers);
    } else {
        constant from = read_array(path);
        result = {std::move(from.shape), std::move(from.values)};
    }
    for (const double value : result.values)
        if (!(value >= -128 && value <= 127) || value != static_cast<double>(static_cast<int>(value)))
            throw error(where, "it has the value " + decimal(value), "integers from -128 to 127",
                        "Save what goes into the model of integers, and what comes out of it.");
    return result;
}

}  // namespace

header_result write_header(const network& net, const check_vectors& checks, const header_options& options) {
    check_identifier(options.name, options.file);
    header_result result =
        net.layers.in_integers ? write_integers(net, checks, options) : write_floats(net, checks, options);
    result.summary = std::to_string(net.layers.spelled.size()) + " layers, " + std::to_string(net.layers.parameters()) +
                     " parameters in " + (net.layers.in_integers ? "integers" : "floats") + ", " +
                     std::to_string(checks.inputs.size()) + " checks";
    result.facts = report_of(net, options.name, provenance_of(net, options));
    return result;
}

void add_checks(check_vectors& checks, const std::filesystem::path& input, const std::filesystem::path& output,
                const network& net) {
    const tensor_layout takes{net.input_name, net.input.size()}, gives{net.output_name, net.layers.shape.size()};
    if (!net.layers.in_integers) return tools::add_checks(checks, input, output, takes, gives);
    add_samples(checks, read_integers(input), path_text(input), read_integers(output), path_text(output), takes.size,
                gives.size);
}

}  // namespace constprop::tools::tflite
