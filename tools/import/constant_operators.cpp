// Operators on constants.
#include "import/constant_operators.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "import/constant.hpp"
#include "import/extent.hpp"
#include "import/operators.hpp"
#include "import/scalar_functions.hpp"
#include "import/selection.hpp"

namespace constprop::tools {
namespace {

using sizes_type = std::vector<std::int64_t>;

value made(sizes_type shape, std::vector<double> numbers, bool integer) {
    return {std::move(shape), std::make_shared<const std::vector<double>>(std::move(numbers)), integer};
}

/// The value of a Constant node, from one of several attributes.
value constant_of(const node& n, const external_data& data) {
    if (const auto* tensor = n.attribute("value"); tensor != nullptr && tensor->has_t())
        return value_of(read_constant(tensor->t(), n.where(), &data));
    const auto several = [](const auto& list, bool integer) {
        return made({static_cast<std::int64_t>(list.size())}, {list.begin(), list.end()}, integer);
    };
    if (const auto* number = n.attribute("value_float")) return made({}, {static_cast<double>(number->f())}, false);
    if (const auto* number = n.attribute("value_int")) return made({}, {static_cast<double>(number->i())}, true);
    if (const auto* list = n.attribute("value_floats")) return several(list->floats(), false);
    if (const auto* list = n.attribute("value_ints")) return several(list->ints(), true);
    n.fail("it holds no numbers", "a value", again);
}

value converted(const node& n, const value& from) {
    const std::int64_t to = n.int_attribute("to", onnx::TensorProto::FLOAT);
    // Between floating types the wider one is kept; the rounding of weights is reported at the end.
    if (is_floating(static_cast<std::int32_t>(to))) return {from.shape, from.numbers, false};
    const bool is_of_bytes = to == onnx::TensorProto::INT8 || to == onnx::TensorProto::UINT8;
    if (!is_of_bytes && to != onnx::TensorProto::INT64 && to != onnx::TensorProto::INT32 &&
        to != onnx::TensorProto::BOOL)
        n.fail("it converts a constant to type " + type_text(to), "a floating type, an integer one or BOOL",
               "Convert it before the export.");
    std::vector<double> numbers;
    for (const double number : *from.numbers)
        numbers.push_back(to == onnx::TensorProto::BOOL ? (number != 0 ? 1 : 0) : std::trunc(number));
    value result = made(from.shape, std::move(numbers), true);
    result.type = type_text(to);
    return result;
}

value joined(const node& n) {
    if (n.constants.empty()) n.fail("it has no inputs", "some to join", again);
    const value& first = n.constant_input(0, "its input");
    const std::size_t axis = axis_of(n, n.int_attribute("axis", 1), first.shape.size());
    sizes_type shape = first.shape;
    shape[axis] = 0;
    std::size_t inner = 1, outer = 1;
    for (std::size_t d = 0; d < shape.size(); ++d)
        if (d != axis) (d < axis ? outer : inner) *= static_cast<std::size_t>(shape[d]);
    bool integer = true;
    for (int k = 0; k < n.proto().input_size(); ++k) {
        const value& one = n.constant_input(k, "its input");
        bool fits = one.shape.size() == shape.size();
        for (std::size_t d = 0; fits && d < shape.size(); ++d) fits = d == axis || one.shape[d] == shape[d];
        if (!fits) n.fail("its inputs have shapes that do not fit each other", "equal ones but for the axis", again);
        shape[axis] += one.shape[axis];
        integer = integer && one.integer;
    }
    std::vector<double> numbers;
    numbers.reserve(count_of(n, shape));
    for (std::size_t o = 0; o < outer; ++o)
        for (int k = 0; k < n.proto().input_size(); ++k) {
            const value& one = n.constant_input(k, "its input");
            const std::size_t length = inner * static_cast<std::size_t>(one.shape[axis]);
            for (std::size_t i = 0; i < length; ++i) numbers.push_back((*one.numbers)[o * length + i]);
        }
    return made(std::move(shape), std::move(numbers), integer);
}

/// A shape from a constant. A shape that depends on the number of samples applies to each sample.
sizes_type shape_from(const node& n, int input) {
    sizes_type shape = integers(n, n.constant_input(input, "the shape"), "the shape");
    for (std::int64_t& size : shape)
        if (size == extent::by_samples) size = 1;
        else if (size < 0) n.fail("its shape holds " + std::to_string(size), "sizes", again);
    return shape;
}

value expanded(const node& n) {
    const value& from = n.constant_input(0, "its input");
    const sizes_type shape = broadcast_shape(n, from.shape, shape_from(n, 1));
    count_of(n, shape);
    std::vector<double> numbers;
    for (const std::size_t place : broadcast_places(from.shape, shape)) numbers.push_back((*from.numbers)[place]);
    return made(shape, std::move(numbers), from.integer);
}

value filled(const node& n, const external_data& data) {
    const sizes_type shape = shape_from(n, 0);
    value one = made({1}, {n.op() == "ConstantFill" ? static_cast<double>(n.float_attribute("value", 0)) : 0}, false);
    if (const auto* given = n.attribute("value"); given != nullptr && given->has_t())
        one = value_of(read_constant(given->t(), n.where(), &data));
    if (one.numbers->size() != 1) n.fail("its value has several numbers", "one", again);
    constexpr std::size_t most = std::size_t{1} << 18;  // no numbers of the file are behind them
    return made(shape, std::vector<double>(count_of(n, shape, most), one.numbers->front()), one.integer);
}

value combined(const node& n, double (*function)(double, double)) {
    value result = n.constant_input(0, "its operand");
    for (int k = 1; k < n.proto().input_size(); ++k) {
        const value& other = n.constant_input(k, "its operand");
        const sizes_type shape = broadcast_shape(n, result.shape, other.shape);
        count_of(n, shape);
        const auto left = broadcast_places(result.shape, shape), right = broadcast_places(other.shape, shape);
        const bool integer = result.integer && other.integer;
        std::vector<double> numbers(left.size());
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            numbers[i] = function((*result.numbers)[left[i]], (*other.numbers)[right[i]]);
            if (integer && n.op() == "Div") numbers[i] = std::trunc(numbers[i]);
        }
        result = made(shape, std::move(numbers), integer);
    }
    return result;
}

value mapped(const value& from, double (*function)(double), bool integer) {
    std::vector<double> numbers;
    for (const double number : *from.numbers) numbers.push_back(function(number));
    return made(from.shape, std::move(numbers), integer);
}

/// The product of two matrices.
value multiplied(const node& n) {
    const value &a = n.constant_input(0, "its operand"), &b = n.constant_input(1, "its operand");
    if (a.shape.size() != 2 || b.shape.size() != 2 || a.shape[1] != b.shape[0])
        n.fail("it multiplies constants that are no matrices, or do not fit", "two matrices",
               "Let the exporter do it: do_constant_folding=True, or onnxsim.");
    const auto rows = static_cast<std::size_t>(a.shape[0]), inner = static_cast<std::size_t>(a.shape[1]),
               columns = static_cast<std::size_t>(b.shape[1]);
    const std::size_t size = count_of(n, {a.shape[0], b.shape[1]});
    if (inner != 0 && size > (std::size_t{1} << 28) / inner)
        n.fail("its product takes too long", "smaller matrices", "Let the exporter do it, or onnxsim.");
    std::vector<double> numbers(size);
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t k = 0; k < inner; ++k)
            for (std::size_t c = 0; c < columns; ++c)
                numbers[r * columns + c] += (*a.numbers)[r * inner + k] * (*b.numbers)[k * columns + c];
    return made({a.shape[0], b.shape[1]}, std::move(numbers), false);
}

/// The sum, product … of all numbers.
value reduced(const node& n) {
    const value& from = n.constant_input(0, "its input");
    if (n.has_input(1) || !n.ints_attribute("axes").empty())
        if (from.shape.size() > 1) n.fail("it reduces some axes of a constant", "all of them", "Let onnxsim do it.");
    double result = n.op() == "ReduceProd" ? 1 : 0;
    for (const double number : *from.numbers) result = n.op() == "ReduceProd" ? result * number : result + number;
    if (n.op() == "ReduceMean") result /= static_cast<double>(from.numbers->size());
    const bool keeps = n.int_attribute("keepdims", 1) != 0;
    return made(keeps ? sizes_type(from.shape.size(), 1) : sizes_type{}, {result}, from.integer);
}

[[noreturn]] void refuse(const node& n) {
    for (const char* const op : {"RandomNormal", "RandomNormalLike", "RandomUniform", "RandomUniformLike",
                                 "Multinomial", "Bernoulli", "EyeLike"})
        if (n.op() == op)
            n.fail("it draws random numbers", "a model that computes the same each time",
                   "Choose the output that does not sample, such as the mean of the actions, or export the model so.");
    for (const char* const op : {"If", "Loop", "Scan"})
        if (n.op() == op)
            n.fail("it chooses what is computed", "a chain of layers", "Export the branch that is needed alone.");
    n.fail("it computes a constant by an operator that is not read", "arithmetic and shapes",
           "Let the exporter do it: do_constant_folding=True, or onnxsim.");
}

}  // namespace

sizes_type broadcast_shape(const node& n, const sizes_type& a, const sizes_type& b) {
    sizes_type shape(std::max(a.size(), b.size()), 1);
    for (std::size_t d = 0; d < shape.size(); ++d) {
        const auto at = [&](const sizes_type& sizes) {
            return d < sizes.size() ? sizes[sizes.size() - 1 - d] : std::int64_t{1};
        };
        if (at(a) != at(b) && at(a) != 1 && at(b) != 1)
            n.fail("its operands' shapes do not fit each other", "equal sizes, or 1", again);
        shape[shape.size() - 1 - d] = at(a) == 1 ? at(b) : at(a);
    }
    return shape;
}

std::vector<std::size_t> broadcast_places(const sizes_type& from, const sizes_type& to) {
    std::vector<std::size_t> strides(to.size(), 0);
    std::size_t stride = 1, count = 1;
    for (std::size_t d = 0; d < from.size(); ++d) {
        const auto size = static_cast<std::size_t>(from[from.size() - 1 - d]);
        if (size != 1) strides[to.size() - 1 - d] = stride;
        stride *= size;
    }
    for (const std::int64_t size : to) count *= static_cast<std::size_t>(size);
    std::vector<std::size_t> places(count);
    for (std::size_t k = 0; k < count; ++k)
        for (std::size_t d = to.size(), rest = k; d-- > 0;) {
            places[k] += rest % static_cast<std::size_t>(to[d]) * strides[d];
            rest /= static_cast<std::size_t>(to[d]);
        }
    return places;
}

std::size_t count_of(const node& n, const sizes_type& shape, std::size_t most) {
    std::size_t count = 1;
    for (const std::int64_t size : shape) {
        if (size < 0 || (size != 0 && count > most / static_cast<std::size_t>(size)))
            n.fail("it makes a constant of more than " + std::to_string(most) + " numbers", "a smaller one",
                   "Import a smaller model.");
        count *= static_cast<std::size_t>(size);
    }
    return count;
}

value fold(const node& n, const external_data& data) {
    if (!n.is_onnx()) refuse(n);
    if (n.op() == "Constant") return constant_of(n, data);
    // PyTorch writes ConstantFill, which never became part of ONNX, up to opset 8.
    if (n.op() == "ConstantOfShape" || (n.op() == "ConstantFill" && n.int_attribute("input_as_shape", 0) != 0))
        return filled(n, data);
    const value& from = n.constant_input(0, "its input");
    if (n.op() == "Identity" || n.op() == "Dropout") return from;
    if (n.op() == "Cast") return converted(n, from);
    if (n.op() == "Concat") return joined(n);
    if (n.op() == "Expand") return expanded(n);
    if (n.op() == "MatMul") return multiplied(n);
    if (n.op() == "ReduceProd" || n.op() == "ReduceSum" || n.op() == "ReduceMean") return reduced(n);
    if (n.op() == "Shape") {
        std::vector<double> sizes{from.shape.begin(), from.shape.end()};
        const auto count = static_cast<std::int64_t>(sizes.size());
        return made({count}, std::move(sizes), true);
    }
    if (n.op() == "Size") return made({}, {static_cast<double>(from.numbers->size())}, true);
    if (n.op() == "Flatten" || n.op() == "Reshape" || n.op() == "Squeeze" || n.op() == "Unsqueeze") {
        const auto shape = extent{from.shape, 0}.reshaped(wanted_by(n, from.shape));
        if (!shape || shape->sample() != from.numbers->size())
            n.fail("its shape does not fit the constant", "one of as many values", again);
        return {shape->sizes, from.numbers, from.integer};
    }
    if (const auto selections = selected_by(n, from.shape)) {
        if (selections->size() != 1) refuse(n);
        std::vector<double> numbers;
        for (const std::size_t place : selections->front().places) numbers.push_back((*from.numbers)[place]);
        return made(selections->front().shape, std::move(numbers), from.integer);
    }
    if (n.proto().input_size() == 1)
        if (const auto function = unary_called(n.op()))
            return mapped(from, *function, from.integer && (n.op() == "Neg" || n.op() == "Abs"));
    if (n.proto().input_size() > 1)
        if (const auto function = binary_called(n.op())) return combined(n, *function);
    refuse(n);
}

}  // namespace constprop::tools
