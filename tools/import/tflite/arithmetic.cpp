#include <constprop/host/tensors.hpp>

#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "import/tflite/operators.hpp"

namespace constprop::tools::tflite {

bool is_arithmetic(operation_kind kind) noexcept {
    return kind == operation_kind::add || kind == operation_kind::mul || kind == operation_kind::sub;
}

/// y = s x + t for each channel. Right behind another one, both become one.
void read_arithmetic(const call& op, layer_list& to) {
    if (to.in_integers)
        op.fail("with a constant it has no integer form", "arithmetic that the converter folds into a layer",
                "Normalize the input outside of the model.");
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
