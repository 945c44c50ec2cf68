#include "import/tflite/header.hpp"

#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>
#include <constprop/host/header_text.hpp>
#include <constprop/host/hexadecimal.hpp>
#include <constprop/host/identifier.hpp>
#include <constprop/host/int8_header_text.hpp>
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

/// How a network of floats stores its parameters: as it is asked to, or with the file's integers.
stored_form form_of(const network& net, const header_options& options) {
    if (options.stored == "half") return form_of_stored<half>();
    if (options.stored == "bfloat16") return form_of_stored<bfloat16>();
    if (options.stored == "scaled_int8" || net.layers.integers_stay) return form_of_stored<scaled_int8>();
    return {};
}

std::string numbers_of(const network& net, const header_options& options) {
    if (net.layers.in_integers) return "integers";
    if (!options.stored.empty()) return "floats, stored as " + options.stored;
    return net.layers.integers_stay ? "floats, with integers for weights" : "floats";
}

void check_halves(const std::vector<host::tensor<float>>& tensors, const std::string& where) {
    for (const auto& one : tensors)
        for (std::size_t k = 0; k < one.values.size(); ++k)
            if (kernels::is_infinite(half(one.values[k])))
                throw error(where,
                            "parameter " + one.name + index_text(k, one.shape) + " is " +
                                decimal(static_cast<double>(one.values[k])),
                            "numbers up to 65504, the largest half", "Store as bfloat16.");
}

header_result write_floats(const network& net, const check_vectors& checks, const header_options& options) {
    header_content<float> content;
    content.name = options.name;
    content.writer = "A trained network, written by constprop-import.";
    content.provenance = provenance_of(net, options);
    content.input = input_of(net);
    content.layers = net.layers.spelled;
    content.tensors = net.layers.tensors;
    content.stored = form_of(net, options);
    check_loaded(options.file, content.tensors);
    if (options.stored == "half") check_halves(content.tensors, options.file);
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

/// `count` times the same factor.
std::string factors_text(const int8::multiplier& factor, std::size_t count) {
    item_lines lines;
    for (std::size_t k = 0; k < count; ++k)
        lines.add("{" + std::to_string(factor.factor) + ", " + std::to_string(factor.shift) + "}", k + 1 == count);
    return lines.text();
}

/// A network has a scale for each output, or one for all of a layer.
int8_source source_of(const integers& from, bool per_output) {
    int8_source source{from.layer, name_of(from), "constprop::quantization", quantization_spelling(from.gives)};
    const std::string gives = "    .gives = " + quantization_spelling(from.gives) + "}";
    if (!from.tables.empty()) {
        source.type = "constprop::int8_channel_tables<" + std::to_string(from.tables.size() / 256) + ">";
        source.value = "{\n" + member_text("values", integers_text(from.tables)) + gives;
    }
    if (from.weights.empty()) return source;
    if (from.of_slopes) {
        source.type = "constprop::int8_slopes<" + std::to_string(from.weights.size()) + ">";
        source.value = "{\n" + member_text("slopes", integers_text(from.weights)) +
                       "    .of_slopes = " + quantization_spelling(*from.of_slopes) + ",\n" + gives;
    } else if (from.factor) {
        const std::size_t factors = per_output ? from.biases.size() : 1;
        source.type = "constprop::int8_integers<" + std::to_string(from.weights.size()) + ", " +
                      std::to_string(from.biases.size()) + ", " + std::to_string(factors) + ">";
        source.value = "{\n" + member_text("weights", integers_text(from.weights)) +
                       member_text("factors", factors_text(*from.factor, factors)) +
                       member_text("biases", integers_text(from.biases)) + gives;
    } else if (const auto& gates = from.of_gates) {
        const std::size_t hidden = from.biases.size() / from.scales.size(),
                          inputs = from.weights.size() / from.biases.size();
        source.type = "constprop::int8_lstm_tensors<" + std::to_string(inputs) + ", " + std::to_string(hidden) + ">";
        source.value = "{\n" + member_text("input_weights", integers_text(from.weights)) +
                       member_text("hidden_weights", integers_text(gates->hidden_weights)) +
                       member_text("input_scales", scales_text(from.scales)) +
                       member_text("hidden_scales", scales_text(gates->hidden_scales)) +
                       member_text("biases", integers_text(from.biases)) +
                       "    .cell_power = " + std::to_string(gates->cell_power) +
                       ",\n    .cell_limit = " + std::to_string(gates->cell_limit) + ",\n" + gives;
    } else {
        source.type = "constprop::int8_tensors<" + std::to_string(from.weights.size()) + ", " +
                      std::to_string(from.biases.size()) + ", " + std::to_string(from.scales.size()) + ">";
        source.value = "{\n" + member_text("weights", integers_text(from.weights)) +
                       member_text("scales", scales_text(from.scales)) +
                       member_text("biases", integers_text(from.biases)) + gives;
    }
    return source;
}

std::string scales_of(const network& net) {
    for (const integers& one : net.layers.sources)
        if (one.scales.size() > 1 && !one.of_gates) return "constprop::per_channel";
    return "constprop::per_tensor";
}

header_result write_integers(const network& net, const check_vectors& checks, const header_options& options) {
    const layer_list& layers = net.layers;
    int8_header_content content;
    content.name = options.name;
    content.writer = "A trained network in integers, written by constprop-import.";
    content.provenance = provenance_of(net, options);
    content.input = input_of(net);
    content.layers = layers.spelled;
    content.scales = scales_of(net);
    content.parameters = layers.parameters();
    content.multiply_accumulates = layers.multiply_accumulates;
    content.ram = "layer " + std::to_string(layers.gives_most()) + " gives most values, " +
                  std::to_string(layers.values[layers.gives_most()]);
    content.meaning = "Integers as the file has them: weights with the inputs of one output contiguous, channels last.";
    content.takes = net.takes;
    for (const integers& one : layers.sources)
        content.sources.push_back(source_of(one, content.scales == "constprop::per_channel"));
    content.checks = "Inputs, and the outputs that are expected for them, from the files that were given.";
    for (const auto& row : checks.inputs) content.inputs.emplace_back(row.begin(), row.end());
    for (const auto& row : checks.outputs) content.outputs.emplace_back(row.begin(), row.end());
    content.steps = options.steps;
    return {int8_header_text(content), "", {}};
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
    if (net.layers.in_integers && !options.stored.empty())
        throw error(options.file, "--store " + options.stored + " is given for a network of integers", "one of floats",
                    "It is stored in 8 bits already.");
    header_result result =
        net.layers.in_integers ? write_integers(net, checks, options) : write_floats(net, checks, options);
    result.summary = std::to_string(net.layers.spelled.size()) + " layers, " + std::to_string(net.layers.parameters()) +
                     " parameters in " + numbers_of(net, options) + ", " + std::to_string(checks.inputs.size()) +
                     " checks";
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
