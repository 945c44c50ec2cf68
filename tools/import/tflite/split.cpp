#include "import/tflite/split.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "import/tflite/call.hpp"
#include "import/tflite/operators.hpp"

namespace constprop::tools::tflite {
namespace {

constexpr std::size_t most_parts = 200;

/// The integers of input k, if they are constants; else none.
std::vector<std::int32_t> numbers_of(const graph& g, const operation& op, std::size_t k) {
    if (k >= op.inputs.size() || op.inputs[k] == no_tensor) return {};
    const tensor& one = g.tensors[op.inputs[k]];
    return one.is_constant && one.type == number_kind::int32 && one.size <= most_parts ? int32s(one)
                                                                                       : std::vector<std::int32_t>{};
}

/// How many places each part has along an axis of `length`; none if the operator does not say what fits.
std::vector<std::int64_t> sizes_of(const graph& g, const operation& op, std::int64_t length) {
    const std::size_t count = op.outputs.size();
    const auto parts = static_cast<std::int64_t>(count);
    if (op.kind == operation_kind::split)
        return length % parts == 0 ? std::vector<std::int64_t>(count, length / parts) : std::vector<std::int64_t>{};
    const std::vector<std::int32_t> stated = numbers_of(g, op, 1);
    std::vector<std::int64_t> sizes(stated.begin(), stated.end());
    // One of them may be −1: what the others leave.
    const auto rest = std::find(sizes.begin(), sizes.end(), -1);
    if (rest != sizes.end()) *rest = length - (std::accumulate(sizes.begin(), sizes.end(), std::int64_t{0}) + 1);
    const bool fit = sizes.size() == count &&
                     std::all_of(sizes.begin(), sizes.end(), [](std::int64_t size_) { return size_ > 0; }) &&
                     std::accumulate(sizes.begin(), sizes.end(), std::int64_t{0}) == length;
    return fit ? sizes : std::vector<std::int64_t>{};
}

/// The slices that a split is; none if that is not known.
std::vector<operation> parts_of(const graph& g, const operation& op) {
    const std::size_t at = place_of_value(op.kind);
    const std::vector<std::int32_t> axes = numbers_of(g, op, op.kind == operation_kind::split ? 0 : 2);
    if (axes.size() != 1 || at >= op.inputs.size() || op.inputs[at] == no_tensor || op.outputs.size() > most_parts)
        return {};
    const std::vector<std::size_t>& shape = g.tensors[op.inputs[at]].shape;
    const auto rank_of_value = static_cast<std::int64_t>(shape.size());
    const std::int64_t axis = axes[0] < 0 ? axes[0] + rank_of_value : axes[0];
    if (axis < 0 || axis >= rank_of_value) return {};
    std::vector<operation> parts;
    std::int64_t first = 0;
    for (const std::int64_t size : sizes_of(g, op, static_cast<std::int64_t>(shape[static_cast<std::size_t>(axis)]))) {
        operation part{operation_kind::slice, op.name, {op.inputs[at]}, {op.outputs[parts.size()]}, {}};
        for (const std::size_t length : shape) part.with.part.push_back({0, static_cast<std::int64_t>(length), 1});
        part.with.part[static_cast<std::size_t>(axis)] = {first, first + size, 1};
        first += size;
        parts.push_back(std::move(part));
    }
    return parts;
}

}  // namespace

void split_into_parts(graph& g) {
    std::vector<operation> all;
    for (operation& op : g.operations) {
        std::vector<operation> parts;
        if (op.kind == operation_kind::split || op.kind == operation_kind::split_v) parts = parts_of(g, op);
        if (parts.empty()) all.push_back(std::move(op));
        else std::move(parts.begin(), parts.end(), std::back_inserter(all));
    }
    g.operations = std::move(all);
}

void refuse_split(const call& op) {
    op.fail("its axis and sizes make no parts of what it takes", "constants that add up to a dimension",
            "Convert the model again.");
}

}  // namespace constprop::tools::tflite
