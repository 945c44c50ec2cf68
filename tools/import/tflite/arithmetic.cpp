#include <constprop/host/tensors.hpp>
#include <constprop/kernels/int8/join.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/int8/requantize.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "import/tflite/operators.hpp"

namespace constprop::tools::tflite {

bool is_arithmetic(operation_kind kind) noexcept {
    return kind == operation_kind::add || kind == operation_kind::mul || kind == operation_kind::sub;
}

namespace {

/// How many channels a constant may be for: each is a table of 256 bytes.
constexpr std::size_t most_tables = 64;

/// What becomes of all integers with constant c, by the rule of a join of two values.
template <class Rule>
void add_table(const Rule& rule, std::int32_t c, bool is_first, std::int32_t zero_point, std::vector<std::int8_t>& to) {
    for (std::int32_t q = -128; q < 128; ++q) {
        const std::int32_t y = (is_first ? rule(c, q) : rule(q, c)) + zero_point;
        to.push_back(static_cast<std::int8_t>(kernels::int8::held_between(y, -128, 127)));
    }
}

/// The arithmetic of integers: a table for each channel, of what the operator does with its constant.
void read_integer_arithmetic(const call& op, layer_list& to) {
    const bool is_first = op.input(0).is_constant;
    const tensor& with = op.constant(is_first ? 0 : 1, "operands");
    const std::size_t channels = to.shape.kind == rank::vector ? to.shape.size() : to.shape.channels;
    const bool is_along_channels = !with.shape.empty() && with.shape.back() == with.size;
    if (with.size != 1 && (with.size != channels || !is_along_channels))
        op.fail("a constant has shape " + shape_text(with), "one number, or one for each channel",
                "Normalize the input outside of the model.");
    if (channels > most_tables)
        op.fail("it does arithmetic with a constant on " + std::to_string(channels) + " channels",
                "at most " + std::to_string(most_tables), "Fold it into the layer before it.");
    op.check_gives(to.shape);
    const quantization of_constant = op.quantization_of(with), takes = op.quantization_of(op.input(is_first ? 1 : 0)),
                       gives = op.quantization_of(op.output());
    const std::array<quantization, 2> both = is_first ? std::array{of_constant, takes} : std::array{takes, of_constant};
    const double greatest = 2 * static_cast<double>((std::max)(takes.scale, of_constant.scale)) / (1 << 20);
    const double product = static_cast<double>(takes.scale) * static_cast<double>(of_constant.scale);
    if (!((op.of().kind == operation_kind::mul ? product : greatest) / static_cast<double>(gives.scale) < 256))
        op.fail("a step of what it computes is more than 255 of its outputs", "less", "Convert the model again.");
    integers one{.position = to.position()};
    one.gives = gives;
    const std::vector<std::int8_t> constants = int8s(with);
    for (std::size_t k = 0; k < channels; ++k) {
        const std::int32_t c = constants[with.size == 1 ? 0 : k];
        if (op.of().kind == operation_kind::mul)
            add_table(kernels::int8::product_of<2>(both, gives), c, is_first, gives.zero_point, one.tables);
        else if (op.of().kind == operation_kind::sub)
            add_table(kernels::int8::difference_of<2>(both, gives), c, is_first, gives.zero_point, one.tables);
        else add_table(kernels::int8::sum_of<2>(both, gives), c, is_first, gives.zero_point, one.tables);
    }
    const std::string layer = "channel_scale<" + std::to_string(channels) + ">";
    one.layer = "constprop::" + layer;
    to.sources.push_back(std::move(one));
    to.add(layer, to.shape, to.shape.size());
    add_fused(op, to);
}

}  // namespace

/// y = s x + t for each channel. Right behind another one, both become one.
void read_arithmetic(const call& op, layer_list& to) {
    if (to.in_integers) return read_integer_arithmetic(op, to);
    const bool is_first = op.input(0).is_constant;
    const tensor& with = op.constant(is_first ? 0 : 1, "operands");
    const extent& shape = to.shape;
    const std::size_t channels = shape.kind == rank::vector ? shape.size() : shape.channels;
    const bool is_along_channels = !with.shape.empty() && with.shape.back() == with.size;
    if (with.type != number_kind::float32 || (with.size != 1 && (with.size != channels || !is_along_channels)))
        op.fail("a constant has shape " + shape_text(with), "one number, or one for each channel",
                "Normalize the input outside of the model.");
    op.check_gives(shape);
    const std::vector<float> numbers = reals(with);
    host::tensor<float> factors{to.position() + ".weight", {channels}, "", std::vector<float>(channels, 1.0F)};
    host::tensor<float> shifts{to.position() + ".bias", {channels}, "", std::vector<float>(channels, 0.0F)};
    for (std::size_t k = 0; k < channels; ++k) {
        const std::size_t at = shape.kind == rank::vector ? shape.from_channels_first(k) : k;
        const float number = with.size == 1 ? numbers[0] : numbers[at];
        if (!std::isfinite(number)) op.fail("a constant is not finite", "finite numbers", "Look at the training.");
        if (op.of().kind == operation_kind::mul) factors.values[k] = number;
        else shifts.values[k] = op.of().kind == operation_kind::sub && !is_first ? -number : number;
        if (op.of().kind == operation_kind::sub && is_first) factors.values[k] = -1;
    }
    const std::string layer = "channel_scale<" + std::to_string(channels) + ">";
    if (!to.spelled.empty() && to.spelled.back() == "constprop::" + layer) {
        auto &last_shifts = to.tensors.back(), &last_factors = to.tensors[to.tensors.size() - 2];
        for (std::size_t k = 0; k < channels; ++k) {
            last_factors.values[k] *= factors.values[k];
            last_shifts.values[k] = last_shifts.values[k] * factors.values[k] + shifts.values[k];
        }
        to.rows.back().from += ", " + to.reading;
    } else {
        to.tensors.push_back(std::move(factors));
        to.tensors.push_back(std::move(shifts));
        to.add(layer, shape, shape.size());
    }
    add_fused(op, to);
}

}  // namespace constprop::tools::tflite
