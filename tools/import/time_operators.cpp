// Operators that select steps of a sequence.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "import/operators.hpp"
#include "import/selection.hpp"
#include "import/time.hpp"

namespace constprop::tools {
namespace {

bool is_last(std::int64_t index, std::int64_t size) { return index == -1 || (size > 0 && index == size - 1); }

/// True if a slice goes on to the end of its axis; exporters write the largest integer of some size.
bool is_to_end(const slice& one, std::int64_t size) {
    constexpr std::int64_t open = 0x7fff'ffff;
    return one.step == 1 && (one.end >= open || (size > 0 && one.end >= size));
}

/// True if a slice goes from the last to the first.
bool is_reversal(const slice& one, std::int64_t size) {
    const bool is_to_front = one.end < 0 && (size > 0 ? one.end < -size : one.end < -0x7fff'ffff);
    return one.step == -1 && is_last(one.start, size) && is_to_front;
}

steps_kept kept_by_slice(const slice& one, std::int64_t size) {
    if (is_reversal(one, size)) return steps_kept::reversed;
    if (!is_to_end(one, size)) return steps_kept::others;
    if (is_last(one.start, size) && one.start != 0) return steps_kept::last;
    return one.start == 0 ? steps_kept::all : steps_kept::others;
}

/// Drops a dimension from those that count.
void drop(extent& shape, std::size_t axis) {
    shape.sizes.erase(shape.sizes.begin() + static_cast<std::ptrdiff_t>(axis));
    --shape.batch;
    if (shape.time && *shape.time > axis) --*shape.time;
}

/// A Gather of the one element of a dimension that counts.
bool leaves_out_one(const node& n, flow& f) {
    if (n.op() != "Gather" || f.shape.batch < 2) return false;
    const std::size_t axis = axis_of(n, n.int_attribute("axis", 0), f.shape.rank());
    const value& index = n.constant_input(1, "the index");
    if (axis >= f.shape.batch || f.shape.sizes[axis] != 1 || !index.shape.empty()) return false;
    if (const double at = index.numbers->front(); at != 0 && at != -1) return false;
    drop(f.shape, axis);
    return true;
}

time_step cumulative_mean() {
    return {"constprop::cumulative_mean", [](steps_of_sequence x) {
                for (std::size_t t = 1; t < x.size(); ++t)
                    for (std::size_t k = 0; k < x[t].size(); ++k) x[t][k] += x[t - 1][k];
                for (std::size_t t = 1; t < x.size(); ++t)
                    for (double& value : x[t]) value /= static_cast<double>(t + 1);
                return x;
            }};
}

time_step cumulative_max() {
    return {"constprop::cumulative_max", [](steps_of_sequence x) {
                for (std::size_t t = 1; t < x.size(); ++t)
                    for (std::size_t k = 0; k < x[t].size(); ++k) x[t][k] = std::max(x[t][k], x[t - 1][k]);
                return x;
            }};
}

}  // namespace

time_step reversed_sequence() {
    return {"constprop::reverse_sequence",
            [](const steps_of_sequence& x) { return steps_of_sequence(x.rbegin(), x.rend()); }};
}

steps_kept steps_kept_by(const node& n, const extent& shape) {
    if (!shape.time || !n.is_onnx()) return steps_kept::all;
    const bool is_merged = !shape.merged.empty();
    const std::size_t axis = is_merged ? 0 : *shape.time;
    const std::int64_t size = shape.sizes[axis];
    if (n.op() == "Slice") {
        for (const slice& one : slices_of(n, shape.rank()))
            if (one.axis == axis)
                if (const steps_kept kept = kept_by_slice(one, size); kept != steps_kept::all)
                    return is_merged ? steps_kept::others : kept;
        return steps_kept::all;
    }
    if ((n.op() != "Gather" && n.op() != "Split") || axis_of(n, n.int_attribute("axis", 0), shape.rank()) != axis)
        return steps_kept::all;
    if (n.op() == "Split" || is_merged) return steps_kept::others;
    const auto indices = integers(n, n.constant_input(1, "the list of indices"), "the list of indices");
    return indices.size() == 1 && is_last(indices[0], size) ? steps_kept::last : steps_kept::others;
}

void refuse_joined_steps(const node& n) {
    n.fail("it joins steps of a sequence", "layers that see one step, with the state of those before",
           "Return the last step, or all of them, and join them in C++.");
}

void read_reduced_steps(const node& n, flow& f, const std::vector<bool>& reduced) {
    const std::size_t axis = *f.shape.time;
    const bool is_mean = n.op() == "ReduceMean";
    if (!f.shape.merged.empty() || !reduced[axis] || std::count(reduced.begin(), reduced.end(), true) != 1 ||
        (!is_mean && n.op() != "ReduceMax"))
        refuse_joined_steps(n);
    f.layers.add(is_mean ? cumulative_mean() : cumulative_max());
    f.shape.sizes[axis] = 1;
    f.shape.time.reset();
    if (n.int_attribute("keepdims", 1) == 0) drop(f.shape, axis);
}

bool read_counted(const node& n, flow& f) {
    const char* const remedy = "Return the last step, or all of them.";
    const steps_kept kept = steps_kept_by(n, f.shape);
    if (kept == steps_kept::all) return leaves_out_one(n, f);
    if (kept == steps_kept::others)
        n.fail("it keeps other steps of a sequence than the last", "the last one, or all", remedy);
    if (kept == steps_kept::reversed) return f.layers.add(reversed_sequence()), true;
    const std::size_t axis = *f.shape.time;
    f.shape.sizes[axis] = 1;
    f.shape.time.reset();
    if (n.op() == "Slice") {
        for (const slice& one : slices_of(n, f.shape.rank()))
            if (one.axis != axis && (one.start != 0 || !is_to_end(one, f.shape.sizes[one.axis])))
                n.fail("it keeps the last step of a sequence and a part of it", "one after the other", remedy);
    } else if (n.constant_input(1, "the index").shape.empty()) {
        drop(f.shape, axis);
    }
    return true;
}

}  // namespace constprop::tools
