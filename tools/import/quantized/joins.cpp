// Branches that are joined, and constants that are added.
#include <algorithm>
#include <string>
#include <utility>

#include "import/quantized/operators.hpp"
#include "import/selection.hpp"

namespace constprop::tools::quantized {
namespace {

/// The layer with weights that a constant can be added to: a draft, or one whose integers go nowhere else.
const draft* layer_before(const node& n, int k, const translation& to) {
    const item& x = to.any(n, k);
    const bool has_weights = x.from != nullptr && !x.from->steps.empty() && x.reshaped.empty() &&
                             x.from->op.with.then == tflite::fused::none;
    return has_weights && (!x.is_quantized() || to.is_used_once(n.proto().input(k))) ? x.from.get() : nullptr;
}

}  // namespace

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

void read_sum(const node& n, translation& to) {
    const int flowing = to.flows(n, 0) ? 0 : 1;
    if (const auto added = n.op() == "Add" ? to.reals(n, 1 - flowing) : std::nullopt) {
        const draft* const layer = layer_before(n, flowing, to);
        if (layer == nullptr)
            n.fail("it adds a constant to what is no Conv, Gemm or MatMul, or is used elsewhere, too",
                   "biases of a layer", "Fold it into the layer before it.");
        const item& x = to.any(n, flowing);
        return to.give(n, with_biases(n, *layer, *added), x.channels_last);
    }
    if (!to.flows(n, 0) || !to.flows(n, 1))
        n.fail("with a constant it has no integer form", "two values, or biases", "Fold it into the layer before it.");
    const std::vector<item> branches{to.taken(n, 0), to.taken(n, 1)};
    to.give(n, joined(n, branches, n.op() == "Add" ? tflite::operation_kind::add : tflite::operation_kind::mul),
            branches[0].channels_last);
}

void read_concatenation(const node& n, translation& to) {
    std::vector<item> branches;
    for (int k = 0; k < n.proto().input_size(); ++k) branches.push_back(to.taken(n, k));
    to.give(n, joined(n, branches, tflite::operation_kind::concatenation), branches[0].channels_last);
}

}  // namespace constprop::tools::quantized
