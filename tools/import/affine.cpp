#include "import/affine.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

#include "import/constant_operators.hpp"
#include "import/operators.hpp"
#include "import/selection.hpp"
#include "import/time.hpp"

namespace constprop::tools {
namespace {

using sizes_type = std::vector<std::int64_t>;

/// No layer has more weights, so no intermediate step may have more terms.
constexpr std::size_t most_terms = std::size_t{1} << 22;

std::size_t terms_of(const affine& one) {
    std::size_t count = 0;
    for (const affine::row& row : one.rows) count += row.terms.size();
    return count;
}

/// The shape of one sample, as the shape of a single value.
sizes_type sample_shape(const extent& shape) {
    sizes_type sizes = shape.sizes;
    std::fill_n(sizes.begin(), shape.batch, 1);
    return sizes;
}
/// A shape with another sample and the batch dimensions of `before`.
extent with_sample(const extent& before, const sizes_type& sample) {
    extent shape = before;
    shape.sizes = sample;
    for (std::size_t d = 0; d < before.batch; ++d) shape.sizes[d] = before.sizes[d];
    return shape;
}

/// The inputs of a node; constants are affine values without terms. Nothing if an input is neither.
std::optional<std::vector<affine>> operands(const node& n, const std::map<std::string, affine>& known) {
    std::vector<affine> result;
    const extent* like = nullptr;
    for (const std::string& name : n.proto().input())
        if (const auto found = known.find(name); found != known.end()) like = &found->second.shape;
    for (int k = 0; k < n.proto().input_size(); ++k) {
        if (const value* constant = n.constants[static_cast<std::size_t>(k)]) {
            affine one{{constant->shape, 0}, {}};
            // Batch dimensions are of size 1 in a constant that is equal for all samples.
            if (like != nullptr && constant->shape.size() == like->rank()) {
                for (std::size_t d = 0; d < like->batch; ++d)
                    if (constant->shape[d] != 1) return {};
                one.shape = with_sample(*like, constant->shape);
            }
            for (const double number : *constant->numbers) one.rows.push_back({{}, number});
            result.push_back(std::move(one));
        } else if (const auto found = known.find(n.proto().input(k)); found != known.end()) {
            result.push_back(found->second);
        } else {
            return {};
        }
    }
    return result;
}

affine::row sum(const affine::row& a, double by_a, const affine::row& b, double by_b) {
    affine::row result;
    result.bias = by_a * a.bias + by_b * b.bias;
    auto left = a.terms.begin(), right = b.terms.begin();
    while (left != a.terms.end() || right != b.terms.end()) {
        if (right == b.terms.end() || (left != a.terms.end() && left->first < right->first)) {
            result.terms.emplace_back(left->first, by_a * left->second), ++left;
        } else if (left == a.terms.end() || right->first < left->first) {
            result.terms.emplace_back(right->first, by_b * right->second), ++right;
        } else {
            result.terms.emplace_back(left->first, by_a * left->second + by_b * right->second), ++left, ++right;
        }
    }
    return result;
}

/// Merges terms of one column, and sorts the columns.
void merge(affine::row& row) {
    std::sort(row.terms.begin(), row.terms.end());
    std::size_t kept = 0;
    for (std::size_t k = 0; k < row.terms.size(); ++k)
        if (kept > 0 && row.terms[kept - 1].first == row.terms[k].first)
            row.terms[kept - 1].second += row.terms[k].second;
        else row.terms[kept++] = row.terms[k];
    row.terms.resize(kept);
}

/// Add, Sub, Mul, Div; the last two only with a constant; numbers are broadcast within a sample.
std::optional<affine> arithmetic(const node& n, const affine& a, const affine& b) {
    const bool product = n.op() == "Mul" || n.op() == "Div";
    if (product && terms_of(b) > 0 && (n.op() == "Div" || terms_of(a) > 0)) return {};
    const affine& flows = terms_of(b) > 0 || a.shape.rank() < b.shape.rank() ? b : a;
    const sizes_type left = sample_shape(a.shape), right = sample_shape(b.shape);
    const sizes_type shape = broadcast_shape(n, left, right);
    if (shape.size() != flows.shape.rank()) return {};
    count_of(n, shape);
    const auto from_a = broadcast_places(left, shape), from_b = broadcast_places(right, shape);
    affine result{with_sample(flows.shape, shape), {}};
    for (std::size_t k = 0; k < from_a.size(); ++k) {
        const affine::row &x = a.rows[from_a[k]], &y = b.rows[from_b[k]];
        if (n.op() == "Add" || n.op() == "Sum") result.rows.push_back(sum(x, 1, y, 1));
        else if (n.op() == "Sub") result.rows.push_back(sum(x, 1, y, -1));
        else if (n.op() == "Div") result.rows.push_back(sum(x, 1 / y.bias, {}, 0));
        else if (x.terms.empty()) result.rows.push_back(sum(y, x.bias, {}, 0));
        else result.rows.push_back(sum(x, y.bias, {}, 0));
    }
    return result;
}

std::optional<affine> joined(const node& n, const std::vector<affine>& given) {
    const auto flows = std::find_if(given.begin(), given.end(), [](const affine& one) { return terms_of(one) > 0; });
    if (flows == given.end()) return {};
    const std::size_t axis = axis_of(n, n.int_attribute("axis", 1), flows->shape.rank());
    if (axis < flows->shape.batch) return {};
    sizes_type shape = sample_shape(flows->shape);
    shape[axis] = 0;
    std::size_t outer = 1, inner = 1;
    for (std::size_t d = 0; d < shape.size(); ++d)
        if (d != axis) (d < axis ? outer : inner) *= static_cast<std::size_t>(shape[d]);
    for (const affine& one : given) {
        const sizes_type sizes = sample_shape(one.shape);
        if (sizes.size() != shape.size()) return {};
        for (std::size_t d = 0; d < sizes.size(); ++d)
            if (d != axis && sizes[d] != shape[d]) return {};
        shape[axis] += sizes[axis];
    }
    affine result{with_sample(flows->shape, shape), {}};
    for (std::size_t o = 0; o < outer; ++o)
        for (const affine& one : given) {
            const std::size_t length = inner * static_cast<std::size_t>(one.shape.sizes[axis]);
            for (std::size_t i = 0; i < length; ++i) result.rows.push_back(one.rows[o * length + i]);
        }
    return result;
}

/// The mean or the sum over some dimensions of a sample.
std::optional<affine> reduced(const node& n, const affine& from) {
    sizes_type axes = n.ints_attribute("axes");
    if (n.has_input(1)) axes = integers(n, n.constant_input(1, "the list of axes"), "the list of axes");
    if (axes.empty()) return {};
    const sizes_type shape = sample_shape(from.shape);
    sizes_type kept = shape;
    std::size_t gone = 1;
    std::vector<bool> reduces(shape.size(), false);
    for (const std::int64_t given : axes) {
        const std::size_t axis = axis_of(n, given, shape.size());
        if (axis < from.shape.batch) return {};
        gone *= static_cast<std::size_t>(kept[axis]);
        kept[axis] = 1, reduces[axis] = true;
    }
    affine result{with_sample(from.shape, kept), {}};
    result.rows.resize(from.rows.size() / std::max<std::size_t>(gone, 1));
    const auto to = broadcast_places(kept, shape);
    const double factor = n.op() == "ReduceMean" ? 1.0 / static_cast<double>(gone) : 1.0;
    for (std::size_t k = 0; k < from.rows.size(); ++k) {
        affine::row& row = result.rows[to[k]];
        for (const auto& [column, weight] : from.rows[k].terms) row.terms.emplace_back(column, factor * weight);
        row.bias += factor * from.rows[k].bias;
    }
    for (affine::row& row : result.rows) merge(row);
    if (n.int_attribute("keepdims", 1) == 0) {
        sizes_type sizes;
        for (std::size_t d = 0; d < shape.size(); ++d)
            if (!reduces[d]) sizes.push_back(result.shape.sizes[d]);
        result.shape.sizes = sizes;
    }
    return result;
}

/// A product of rows with a constant matrix.
std::optional<affine> multiplied(const node& n, const affine& from) {
    const bool gemm = n.op() == "Gemm";
    const value* weights = n.constants.size() > 1 ? n.constants[1] : nullptr;
    if (weights == nullptr || weights->shape.size() != 2 || from.shape.rank() <= from.shape.batch) return {};
    if (gemm && (from.shape.rank() != 2 || n.int_attribute("transA", 0) != 0)) return {};
    const bool turned = gemm && n.int_attribute("transB", 0) != 0;
    const auto rows = static_cast<std::size_t>(weights->shape[turned ? 1 : 0]),
               columns = static_cast<std::size_t>(weights->shape[turned ? 0 : 1]);
    if (static_cast<std::size_t>(from.shape.sizes.back()) != rows || rows == 0) return {};
    const double alpha = gemm ? static_cast<double>(n.float_attribute("alpha", 1)) : 1.0,
                 beta = gemm ? static_cast<double>(n.float_attribute("beta", 1)) : 1.0;
    affine result{from.shape, {}};
    result.shape.sizes.back() = static_cast<std::int64_t>(columns);
    if (columns > most_terms / std::max<std::size_t>(terms_of(from), 1)) return {};
    for (std::size_t r = 0; r < from.rows.size() / rows; ++r)
        for (std::size_t c = 0; c < columns; ++c) {
            affine::row row;
            for (std::size_t k = 0; k < rows; ++k) {
                const affine::row& one = from.rows[r * rows + k];
                const double weight = alpha * (*weights->numbers)[turned ? c * rows + k : k * columns + c];
                for (const auto& [column, factor] : one.terms) row.terms.emplace_back(column, weight * factor);
                row.bias += weight * one.bias;
            }
            merge(row);
            if (gemm && n.has_input(2)) {
                const value* summand = n.constants[2];
                if (summand == nullptr || (summand->numbers->size() != columns && summand->numbers->size() != 1))
                    return {};
                row.bias += beta * (*summand->numbers)[summand->numbers->size() == 1 ? 0 : c];
            }
            result.rows.push_back(std::move(row));
        }
    return result;
}

std::vector<affine> only(std::optional<affine> one) {
    if (!one || terms_of(*one) > most_terms) return {};
    return {*std::move(one)};
}

}  // namespace

affine affine::identity(const extent& shape, const value_order& order) {
    affine result{shape, {}};
    for (std::size_t k = 0; k < shape.sample(); ++k) result.rows.push_back({{{order.place(k), 1.0}}, 0});
    return result;
}

bool affine::is_identity(std::size_t inputs) const {
    if (rows.size() != inputs) return false;
    for (std::size_t k = 0; k < rows.size(); ++k)
        if (rows[k].bias != 0 || rows[k].terms.size() != 1 || rows[k].terms[0] != std::pair{k, 1.0}) return false;
    return true;
}

linear_step affine::layer(std::size_t inputs) const {
    linear_step layer;
    layer.inputs = inputs, layer.outputs = rows.size(), layer.derived = true;
    layer.weights.resize(inputs * rows.size());
    for (std::size_t r = 0; r < rows.size(); ++r) {
        layer.biases.push_back(rows[r].bias);
        for (const auto& [column, weight] : rows[r].terms) layer.weights[r * inputs + column] = weight;
    }
    return layer;
}

std::vector<affine> affine_of(const node& n, const std::map<std::string, affine>& known) {
    if (!n.is_onnx() || n.proto().input_size() == 0) return {};
    const auto found = known.find(n.proto().input(0));
    const affine* first = found == known.end() ? nullptr : &found->second;
    const auto is = [&](auto... ops) { return ((n.op() == ops) || ...); };
    if (is("Add", "Sub", "Mul", "Div", "Sum", "Concat")) {
        const auto given = operands(n, known);
        if (!given) return {};
        if (is("Concat")) return only(joined(n, *given));
        if (given->size() != 2) return {};
        return only(arithmetic(n, (*given)[0], (*given)[1]));
    }
    if (first == nullptr) return {};
    if (is("Identity", "Dropout", "Cast")) return only(*first);
    if (is("Neg")) {
        affine result = *first;
        for (affine::row& row : result.rows) row = sum(row, -1, {}, 0);
        return only(std::move(result));
    }
    if (is("ReduceMean", "ReduceSum")) return only(reduced(n, *first));
    if (is("MatMul", "Gemm")) return only(multiplied(n, *first));
    if (is("Flatten", "Reshape", "Squeeze", "Unsqueeze")) {
        auto shape = first->shape.reshaped(wanted_by(n, first->shape.sizes));
        if (!shape) return {};
        return only(affine{*std::move(shape), first->rows});
    }
    // Selections keep the batch dimensions in front, and samples whole.
    const sizes_type sample = sample_shape(first->shape);
    if (is("Transpose")) {
        const sizes_type order = n.ints_attribute("perm");
        for (std::size_t d = 0; d < first->shape.batch; ++d)
            if (order.size() != sample.size() || order[d] != static_cast<std::int64_t>(d)) return {};
    }
    if (is("Gather", "Split"))
        if (axis_of(n, n.int_attribute("axis", 0), sample.size()) < first->shape.batch) return {};
    if (steps_kept_by(n, first->shape) != steps_kept::all) return {};
    const auto selections = selected_by(n, sample);
    if (!selections) return {};
    std::vector<affine> result;
    for (const selection& one : *selections) {
        for (std::size_t d = 0; d < first->shape.batch; ++d)
            if (d >= one.shape.size() || one.shape[d] != 1) return {};
        affine part{with_sample(first->shape, one.shape), {}};
        for (const std::size_t place : one.places) part.rows.push_back(first->rows[place]);
        if (part.rows.empty()) return {};
        result.push_back(std::move(part));
    }
    return result;
}

}  // namespace constprop::tools
