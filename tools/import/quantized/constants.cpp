// Constants: scales, zero points, weights, biases.
#include "import/quantized/constants.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "import/quantized/translation.hpp"

namespace constprop::tools::quantized {
namespace {

/// Axes count from the end where they are negative.
std::size_t axis_at(const node& n, std::int64_t axis, const integers& of) {
    const auto dimensions = static_cast<std::int64_t>(of.shape.size());
    const std::int64_t at = dimensions == 1 ? 0 : axis < 0 ? axis + dimensions : axis;
    if (of.scales.size() > 1 && (at < 0 || at >= dimensions ||
                                 of.shape[static_cast<std::size_t>(at)] != static_cast<std::int64_t>(of.scales.size())))
        n.fail("there are " + std::to_string(of.scales.size()) + " scales along axis " + std::to_string(axis),
               "one for each place along it", "Quantize the model again.");
    return of.scales.size() > 1 ? static_cast<std::size_t>(at) : 0;
}

integers quantized_constant(const node& n) {
    const value& from = n.constant_input(0, "what is quantized");
    const auto [scales, zero_points, has_sign] = scales_at(n, 1, gives_signs(n));
    integers result{.shape = from.shape, .values = {}, .scales = scales, .zero_points = zero_points};
    result.axis = axis_at(n, n.int_attribute("axis", 1), result);
    const double low = has_sign ? -128 : 0, high = has_sign ? 127 : 255;
    for (std::size_t k = 0; k < from.numbers->size(); ++k) {
        const std::size_t s = result.scale_of(k);
        // The nearest integer, halves to even ones.
        const double q =
            std::nearbyint((*from.numbers)[k] / static_cast<double>(scales[s])) + static_cast<double>(zero_points[s]);
        if (std::isnan(q)) n.fail("a constant is not finite", "finite numbers", "Look at the training.");
        result.values.push_back(static_cast<std::int64_t>(std::clamp(q, low, high)));
    }
    return result;
}

integers clipped(const node& n, integers from) {
    if (from.is_real) n.fail("it clips real numbers of a constant", "its integers", "Clip before DequantizeLinear.");
    const double low = n.has_input(1) ? n.number_input(1, "its lower bound") : -128.0,
                 high = n.has_input(2) ? n.number_input(2, "its upper bound") : 255.0;
    if (!(low <= high)) n.fail("its bounds are in the wrong order", "a lower and an upper one", "Export it again.");
    for (std::int64_t& one : from.values)
        one = static_cast<std::int64_t>(std::clamp(static_cast<double>(one), low, high));
    return from;
}

/// The same integers in a type that holds them all; real numbers stay real.
integers cast(const node& n, const integers& from) {
    const std::int64_t type = n.int_attribute("to", 0);
    const auto within = [&](std::int64_t low, std::int64_t high) {
        return std::all_of(from.values.begin(), from.values.end(),
                           [&](std::int64_t one_) { return one_ >= low && one_ <= high; });
    };
    const bool keeps = from.is_real                       ? type == onnx::TensorProto::FLOAT
                       : type == onnx::TensorProto::INT8  ? within(-128, 127)
                       : type == onnx::TensorProto::UINT8 ? within(0, 255)
                                                          : type == onnx::TensorProto::INT32;
    if (!keeps)
        n.fail("it converts a constant to type " + type_text(type), "the type that there is",
               "Export the model again.");
    return from;
}

/// Integers of a constant as real numbers.
integers dequantized(const node& n, integers from) {
    const auto [scales, zero_points, has_sign] = scales_at(n, 1, true);
    if (scales != from.scales || zero_points != from.zero_points)
        n.fail("its scales or zero points are not those with which " + n.proto().input(0) + " was quantized",
               "equal ones", "Quantize the model again.");
    from.is_real = true;
    return from;
}

/// A matrix turned.
integers transposed(const node& n, const integers& from) {
    if (from.shape.size() != 2) n.fail("it transposes a constant of more dimensions", "a matrix", "Export it again.");
    integers result = from;
    const auto rows = static_cast<std::size_t>(from.shape[0]), columns = static_cast<std::size_t>(from.shape[1]);
    std::swap(result.shape[0], result.shape[1]);
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c) result.values[c * rows + r] = from.values[r * columns + c];
    result.axis = from.scales.size() > 1 ? 1 - from.axis : 0;
    return result;
}

}  // namespace

bool gives_signs(const node& n) {
    const std::int64_t type = n.int_attribute("output_dtype", 0);
    if (type != 0 && type != onnx::TensorProto::INT8 && type != onnx::TensorProto::UINT8)
        n.fail("its integers are of type " + type_text(type), "INT8 or UINT8",
               "Quantize to eight bits: QuantType.QInt8.");
    return type == onnx::TensorProto::INT8;
}

scales_and_zero_points scales_at(const node& n, int scale, bool has_sign) {
    scales_and_zero_points result{.scales = {}, .zero_points = {}, .has_sign = has_sign};
    if (n.int_attribute("block_size", 0) != 0)
        n.fail("it has a scale for each block of values", "one scale, or one for each output",
               "Quantize per tensor or per channel.");
    for (const double one : *n.constant_input(scale, "the scale").numbers) {
        const auto rounded = static_cast<float>(one);
        if (!(rounded > 0) || !std::isfinite(rounded))
            n.fail("a scale is " + std::to_string(one), "a number above 0", "Quantize the model again.");
        result.scales.push_back(rounded);
    }
    if (result.scales.empty()) n.fail("it has no scale", "one", "Quantize the model again.");
    if (n.has_input(scale + 1)) {
        const value& zero_points = n.constant_input(scale + 1, "the zero point");
        const bool is_int32 = zero_points.type == "INT32";  // of biases
        result.has_sign = zero_points.type == "INT8" || is_int32;
        if (!result.has_sign && zero_points.type != "UINT8")
            n.fail("its integers are " + (zero_points.type.empty() ? "of an unknown type" : zero_points.type),
                   "INT8 or UINT8", "Quantize to eight bits: QuantType.QInt8.");
        for (const double one : *zero_points.numbers) {
            const bool fits =
                is_int32 ? one == 0 : one >= (result.has_sign ? -128 : 0) && one <= (result.has_sign ? 127 : 255);
            if (!fits) n.fail("a zero point is " + std::to_string(one), "one of its type", "Quantize the model again.");
            result.zero_points.push_back(static_cast<std::int64_t>(one));
        }
    }
    if (result.zero_points.empty()) result.zero_points.assign(1, 0);
    if (result.zero_points.size() == 1) result.zero_points.assign(result.scales.size(), result.zero_points[0]);
    if (result.zero_points.size() != result.scales.size())
        n.fail("there are " + std::to_string(result.scales.size()) + " scales and " +
                   std::to_string(result.zero_points.size()) + " zero points",
               "as many", "Quantize the model again.");
    return result;
}

coding coding_at(const node& n, int scale, bool has_sign) {
    const scales_and_zero_points of = scales_at(n, scale, has_sign);
    if (of.scales.size() != 1)
        n.fail("a value has " + std::to_string(of.scales.size()) + " scales", "one", "Quantize values per tensor.");
    return {{of.scales[0], static_cast<std::int32_t>(of.zero_points[0] - (of.has_sign ? 0 : 128))}, of.has_sign};
}

integers integers_at(const node& n, int k, int scale, std::int64_t axis) {
    const value& from = n.constant_input(k, "the integers");
    auto [scales, zero_points, has_sign] = scales_at(n, scale, true);
    integers result{
        .shape = from.shape, .values = {}, .scales = std::move(scales), .zero_points = std::move(zero_points)};
    result.axis = axis_at(n, axis, result);
    for (const double one : *from.numbers) {
        if (!(std::fabs(one) <= 2147483648.0) || one != std::trunc(one))
            n.fail("a constant has the value " + std::to_string(one), "integers of at most 32 bits",
                   "Quantize the model again.");
        result.values.push_back(static_cast<std::int64_t>(one));
    }
    return result;
}

void read_constant_integers(const node& n, translation& to) {
    if (n.op() == "QuantizeLinear") return to.give(n, quantized_constant(n));
    const integers* const from = to.constant(n, 0);
    if (n.op() == "DequantizeLinear")
        return to.give(n, dequantized(n, from != nullptr ? *from : integers_at(n, 0, 1, n.int_attribute("axis", 1))));
    if (from != nullptr && n.op() == "Clip") return to.give(n, clipped(n, *from));
    if (from != nullptr && n.op() == "Transpose") return to.give(n, transposed(n, *from));
    if (from != nullptr && n.op() == "Cast") return to.give(n, cast(n, *from));
    if (from != nullptr && n.op() == "Identity") return to.give(n, *from);
    n.fail("it changes quantized constants", "what QuantizeLinear or DequantizeLinear gives, clipped or transposed",
           "Export the model again.");
}

std::vector<std::int8_t> weights_of(const node& n, const integers& from, translation& to) {
    std::vector<std::int8_t> result;
    result.reserve(from.values.size());
    std::size_t changed = 0;
    for (std::size_t k = 0; k < from.values.size(); ++k) {
        std::int64_t w = from.values[k] - from.zero_points[from.scale_of(k)];
        if (w < -128 || w > 127)
            n.fail("a weight is " + std::to_string(w) + " steps from its zero point", "weights from -127 to 127",
                   "Quantize weights symmetrically: weight_type=QuantType.QInt8.");
        changed += w == -128 ? 1 : 0;
        result.push_back(static_cast<std::int8_t>(std::max<std::int64_t>(w, -127)));
    }
    if (changed > 0)
        to.note(std::to_string(changed) + " of " + std::to_string(result.size()) + " weights of " +
                n.proto().output(0) + " are -128, and become -127");
    return result;
}

}  // namespace constprop::tools::quantized
