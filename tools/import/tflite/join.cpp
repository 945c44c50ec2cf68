#include "import/tflite/join.hpp"

#include <constprop/concept/extent.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "import/tflite/operators.hpp"

namespace constprop::tools::tflite {
namespace {

/// Repeats one value for each channel at all positions of an image.
void broadcast(const call& op, const extent& over, layer_list& branch) {
    branch.reading = op.of().name;
    const extent one{rank::image, 1, 1, over.channels};
    if (branch.shape.kind == rank::vector) branch.add("unflatten<" + spelling(one) + ">", one);
    branch.add(option_text("upsample", over.height, over.width).substr(std::string("constprop::").size()), over);
}

/// Whether layers count the values of a vector as the file does: those of an image that was flattened come in PyTorch's order.
bool lies_as_in_file(const extent& of) { return of.kind != rank::vector || of.positions() == 1 || of.channels == 1; }

/// The shape of values that are joined one by one. One value for each channel goes with an image.
extent sum_of(const call& op, std::vector<layer_list>& branches) {
    extent all = branches[0].shape;
    for (const layer_list& one : branches)
        if (one.shape.size() > all.size()) all = one.shape;
    for (layer_list& one : branches) {
        const bool is_for_each_channel =
            all.kind == rank::image && one.shape.positions() == 1 && one.shape.channels == all.channels;
        if (!one.shape.agrees_with(all) && is_for_each_channel) broadcast(op, all, one);
        if (!one.shape.agrees_with(all))
            op.fail("its inputs have different shapes", "the same shape, or one value for each channel of an image",
                    "Leave out broadcasting along other axes.");
        if (!(one.shape == all) && !(lies_as_in_file(one.shape) && lies_as_in_file(all)))
            op.fail("it joins an image that was flattened with a vector", "images, or vectors that were none",
                    "Flatten behind it.");
    }
    return all;
}

extent concatenation_of(const call& op, const std::vector<layer_list>& branches) {
    const auto last = static_cast<std::int64_t>(op.output().shape.size()) - 1;
    if (op.with().axis != last && op.with().axis != -1)
        op.fail("it concatenates along dimension " + std::to_string(op.with().axis), "the channels",
                "Concatenate along the last axis.");
    extent all = branches[0].shape;
    if (all.kind == rank::vector) all = vector_of(0);
    all.channels = 0;
    for (const layer_list& one : branches) {
        const bool is_vector = one.shape.kind == rank::vector;
        if (one.shape.kind != all.kind ||
            (!is_vector && (one.shape.height != all.height || one.shape.width != all.width)))
            op.fail("its inputs have different rows and columns", "the same", "Concatenate images of one size.");
        if (!lies_as_in_file(one.shape))
            op.fail("it concatenates images that were flattened", "vectors", "Concatenate before Flatten.");
        all.channels += is_vector ? one.shape.size() : one.shape.channels;
    }
    return all;
}

/// The layer that does what an operator does.
std::string joining_layer(operation_kind kind) {
    switch (kind) {
        case operation_kind::concatenation:
            return "concatenate";
        case operation_kind::mul:
            return "multiply";
        case operation_kind::sub:
            return "subtract";
        default:
            return "add";
    }
}

}  // namespace

void add_joined(const call& op, std::vector<layer_list>& branches, layer_list& to) {
    const operation_kind kind = op.of().kind;
    const bool concatenates = kind == operation_kind::concatenation;
    const extent gives = concatenates ? concatenation_of(op, branches) : sum_of(op, branches);
    op.check_gives(gives);

    const bool is_residual = kind == operation_kind::add && branches.size() == 2 &&
                             branches[0].spelled.empty() != branches[1].spelled.empty();
    std::string layer = (is_residual ? "residual" : joining_layer(kind)) + "<";
    std::size_t inside = 0;
    for (layer_list& one : branches) {
        if (is_residual && one.spelled.empty()) continue;
        const bool is_one = one.spelled.size() < 2;
        const std::string inner = one.spelled.empty() ? "constprop::identity" : joined(one.spelled),
                          position = to.position() + "." + std::to_string(inside);
        if (is_residual) one.move(one.path, to.position() + ".");
        else one.move(one.path + (is_one ? "0" : ""), position + (is_one ? "" : "."));
        layer += (inside++ == 0 ? "" : ", ") + (is_residual || is_one ? inner : "constprop::sequential<" + inner + ">");
        to.multiply_accumulates += one.multiply_accumulates;
        std::move(one.sources.begin(), one.sources.end(), std::back_inserter(to.sources));
        std::move(one.tensors.begin(), one.tensors.end(), std::back_inserter(to.tensors));
        std::move(one.notes.begin(), one.notes.end(), std::back_inserter(to.notes));
        std::move(one.rows.begin(), one.rows.end(), std::back_inserter(to.rows));
        std::move(one.folded.begin(), one.folded.end(), std::back_inserter(to.folded));
    }
    layer += ">";
    if (to.in_integers)
        to.sources.push_back(
            {.position = to.position(), .layer = "constprop::" + layer, .gives = op.quantization_of(op.output())});
    to.add(layer, gives);
    to.clamps = !concatenates;
    add_fused(op, to);
}

}  // namespace constprop::tools::tflite
