// Branches that are joined, and constants that are added.
#include <algorithm>
#include <string>
#include <utility>

#include "import/quantized/operators.hpp"
#include "import/selection.hpp"

namespace constprop::tools::quantized {
namespace {

/// Whether a constant can be added to the biases of what computes a value: not once integers clamp it, or a function.
bool takes_biases(const item& x) {
    return x.is_draft() && !x.from->steps.empty() && x.reshaped.empty() && x.from->op.with.then == tflite::fused::none;
}

}  // namespace

draft shifted(const node& n, const item& x, const real_constant& added, translation& to) {
    if (x.shape.rank() < 2 || x.shape.rank() > 4 || x.image)
        n.fail("it adds a constant to " + x.shape.text() + (x.image ? ", once an image" : ""),
               "a vector, a signal or an image", "Add before Flatten.");
    // A depthwise convolution of one weight, 1 = 127 (1 / 127), for each channel: sums keep seven bits more than values.
    constexpr float one = 1.0F / 127;
    const auto channels = static_cast<std::size_t>(x.shape.sizes[x.channels_last ? x.shape.rank() - 1 : 1]);
    draft result{.shape = x.shape};
    result.op.kind = tflite::operation_kind::depthwise_conv_2d;
    result.op.with.has_windows = true;
    result.op.inputs = {x.tensor, to.made().weights(n.proto().output(0) + " weights", {1, 1, 1, channels},
                                                    std::vector<std::int8_t>(channels, 127), {one}, 3)};
    result.steps.assign(channels, static_cast<double>(x.of.scale) * static_cast<double>(one));
    result.biases.assign(channels, 0.0);
    return with_biases(n, std::move(result), added, x.channels_last);
}

draft joined(const node& n, const std::vector<item>& branches, tflite::operation_kind how) {
    draft result{.shape = branches[0].shape};
    result.op.kind = how;
    const bool concatenates = how == tflite::operation_kind::concatenation;
    for (const item& one : branches) {
        const bool fits = concatenates ? one.shape.rank() == result.shape.rank() && !one.image
                                       : one.shape == result.shape && one.image == branches[0].image;
        if (!fits || one.channels_last != branches[0].channels_last)
            n.fail("its inputs are " + result.shape.text() + " and " + one.shape.text() +
                       (one.shape == result.shape ? ", of images that lie otherwise" : ""),
                   concatenates ? "images of one size, or vectors that were none" : "equal shapes",
                   concatenates ? "Concatenate before Flatten." : "Leave out broadcasting.");
        result.op.inputs.push_back(one.tensor);
    }
    if (!concatenates) return result;
    const std::size_t axis = axis_of(n, n.int_attribute("axis", 1), result.shape.rank());
    if (axis != (branches[0].channels_last ? result.shape.rank() - 1 : 1))
        n.fail("it joins along axis " + std::to_string(axis), "the channels", "Join channels, or flatten each branch.");
    result.op.with.axis = -1;
    result.shape.sizes[axis] = 0;
    for (const item& one : branches) result.shape.sizes[axis] += one.shape.sizes[axis];
    if (std::all_of(branches.begin(), branches.end(), [&](const item& one_) { return one_.of == branches[0].of; }))
        result.otherwise = branches[0].of;
    return result;
}

namespace {

/// Input k, of which the file takes the real numbers.
item real_taken(const node& n, int k, translation& to) {
    item x = to.taken(n, k);
    if (!x.is_real)
        n.fail("it takes the integers of " + n.proto().input(k) + " as numbers", "a DequantizeLinear before it",
               "Quantize the model again.");
    return x;
}

}  // namespace

void read_sum(const node& n, translation& to) {
    const int flowing = to.flows(n, 0) ? 0 : 1;
    if (const auto added = n.op() == "Add" ? to.reals(n, 1 - flowing) : std::nullopt) {
        if (const item& x = to.any(n, flowing); takes_biases(x))
            return to.give(n, with_biases(n, *x.from, *added, x.channels_last), x.channels_last);
        const item x = real_taken(n, flowing, to);
        return to.give(n, shifted(n, x, *added, to), x.channels_last);
    }
    if (!to.flows(n, 0) || !to.flows(n, 1))
        n.fail("with a constant it has no integer form", "two values, or biases", "Fold it into the layer before it.");
    const std::vector<item> branches{real_taken(n, 0, to), real_taken(n, 1, to)};
    to.give(n, joined(n, branches, n.op() == "Add" ? tflite::operation_kind::add : tflite::operation_kind::mul),
            branches[0].channels_last);
}

void read_concatenation(const node& n, translation& to) {
    std::vector<item> branches;
    for (int k = 0; k < n.proto().input_size(); ++k) branches.push_back(to.taken(n, k));
    to.give(n, joined(n, branches, tflite::operation_kind::concatenation), branches[0].channels_last);
}

}  // namespace constprop::tools::quantized
