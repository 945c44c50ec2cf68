#include "import/tflite/call.hpp"

#include <constprop/host/bytes.hpp>
#include <constprop/host/error.hpp>
#include <constprop/host/text.hpp>
#include <constprop/host/weights/number_type.hpp>

namespace constprop::tools::tflite {

using namespace host::detail;

call::call(const graph& g, const operation& op, const std::string& file)
    : graph_(&g), operation_(&op), where_(file + ": " + op.name + " " + in_quotes(g.tensors[op.outputs[0]].name)) {}

bool call::has_input(std::size_t k) const noexcept {
    return k < operation_->inputs.size() && operation_->inputs[k] != no_tensor;
}

const tensor& call::input(std::size_t k) const {
    if (!has_input(k))
        fail("input " + std::to_string(k) + " is left out", "all that it needs", "Convert the model again.");
    return graph_->tensors[operation_->inputs[k]];
}

const tensor& call::constant(std::size_t k, const char* what) const {
    const tensor& one = input(k);
    if (!one.is_constant)
        fail(std::string(what) + " are computed by the graph", "constants", "Convert a model after its training.");
    return one;
}

const tensor& call::output() const { return graph_->tensors[operation_->outputs[0]]; }

extent call::shape_of(const tensor& value) const {
    const auto& shape = value.shape;
    const std::string found = "a value has shape " + shape_text(value);
    constexpr std::size_t most = std::size_t{1} << 20;
    if (shape.size() < 2 || shape.size() > 4 || shape[0] != 1)
        fail(found, "one sample: (1, values), (1, positions, channels) or (1, rows, columns, channels)",
             "Convert the model for batches of 1.");
    if (value.size == 0 || value.size > most)
        fail(found, "1 to " + std::to_string(most) + " values", "Import a smaller model.");
    if (shape.size() == 2) return vector_of(shape[1]);
    return {rank::image, shape.size() == 3 ? 1 : shape[1], shape[shape.size() - 2], shape.back()};
}

quantization call::quantization_of(const tensor& value) const {
    if (value.type != number_kind::int8)
        fail("a value is " + value.type_name, "INT8 values throughout",
             "Quantize all of the model: supported_ops = [TFLITE_BUILTINS_INT8].");
    if (value.scales.size() != 1 || value.zero_points[0] < -128 || value.zero_points[0] > 127)
        fail("integers of a value stand for nothing", "one scale, and a zero point from -128 to 127",
             "Convert the model again.");
    return {value.scales[0], static_cast<std::int32_t>(value.zero_points[0])};
}

void call::check_same_quantization() const {
    const quantization takes = quantization_of(input(0)), gives = quantization_of(output());
    if (!(takes == gives))
        fail("its integers stand for other numbers behind it than before it", "the same scale and zero point",
             "Convert the model again.");
}

void call::check_gives(const extent& shape) const {
    const extent stated = shape_of(output());
    const bool same =
        stated.size() == shape.size() && (stated.kind == rank::vector || shape.kind == rank::vector || stated == shape);
    if (!same)
        fail("it gives shape " + shape_text(output()),
             "(1, " +
                 (shape.kind == rank::vector
                      ? ""
                      : std::to_string(shape.height) + ", " + std::to_string(shape.width) + ", ") +
                 std::to_string(shape.kind == rank::vector ? shape.size() : shape.channels) + ")",
             "Convert the model again.");
}

void call::fail(const std::string& found, const std::string& expected, const std::string& remedy) const {
    throw host::error(where_, found, expected, remedy);
}

std::string shape_text(const tensor& of) {
    std::string text;
    for (const std::size_t size : of.shape) text += (text.empty() ? "" : ", ") + std::to_string(size);
    return "(" + text + ")";
}

std::vector<float> reals(const tensor& from) {
    std::vector<float> result;
    result.reserve(from.size);
    std::size_t inner = 1;  // how far apart neighbors along the axis of scales are
    for (std::size_t d = from.axis + 1; d < from.shape.size(); ++d) inner *= from.shape[d];
    for (std::size_t k = 0; k < from.size; ++k) {
        const char* const at = from.data.data();
        if (from.type == number_kind::float32) result.push_back(read_little_endian<float>(at + 4 * k));
        else if (from.type == number_kind::float16)
            result.push_back(static_cast<float>(float16_value(read_little_endian<std::uint16_t>(at + 2 * k))));
        else {
            const std::size_t s = from.scales.size() > 1 ? k / inner % from.scales.size() : 0;
            const auto steps = static_cast<std::int64_t>(read_little_endian<std::int8_t>(at + k)) - from.zero_points[s];
            result.push_back(from.scales[s] * static_cast<float>(steps));
        }
    }
    return result;
}

std::vector<std::int8_t> int8s(const tensor& from) {
    std::vector<std::int8_t> result(from.size);
    for (std::size_t k = 0; k < from.size; ++k) result[k] = read_little_endian<std::int8_t>(from.data.data() + k);
    return result;
}

std::vector<std::int32_t> int32s(const tensor& from) {
    std::vector<std::int32_t> result(from.size);
    for (std::size_t k = 0; k < from.size; ++k) result[k] = read_little_endian<std::int32_t>(from.data.data() + 4 * k);
    return result;
}

}  // namespace constprop::tools::tflite
