// Operators that are linear layers, or scales.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

#include "import/operators.hpp"

namespace constprop::tools {
namespace {

std::string text_of(const std::vector<std::int64_t>& shape) {
    std::string text = "(";
    for (std::size_t k = 0; k < shape.size(); ++k) text += (k == 0 ? "" : ", ") + std::to_string(shape[k]);
    return text + ")";
}

/// A constant, broadcast to the shape of the value: one number for all positions of a sample, or one for each. Nothing if
/// it would change that shape or differ between samples.
std::optional<per_value> broadcast(const value& constant, const extent& to) {
    if (constant.shape.size() > to.rank()) return {};
    const std::size_t front = to.rank() - constant.shape.size();
    std::vector<std::size_t> strides(to.rank(), 0);
    std::size_t stride = 1;
    for (std::size_t d = to.rank(); d-- > front;) {
        const std::int64_t size = constant.shape[d - front];
        if (size != 1 && size != to.sizes[d]) return {};
        if (size != 1 && d >= to.batch) strides[d] = stride;
        stride *= static_cast<std::size_t>(size);
    }
    const auto& numbers = *constant.numbers;
    if (numbers.empty()) return {};
    // A layer cannot treat samples differently; but a constant may be equal for each of a fixed number of samples.
    std::size_t sample = 1;
    for (std::size_t d = std::max(front, to.batch); d < to.rank(); ++d)
        sample *= static_cast<std::size_t>(constant.shape[d - front]);
    for (std::size_t k = sample; k < numbers.size(); ++k)
        if (numbers[k] != numbers[k % sample]) return {};
    if (numbers.size() == 1) return numbers;
    per_value all(to.sample());
    for (std::size_t k = 0; k < all.size(); ++k) {
        std::size_t rest = k, from = 0;
        for (std::size_t d = to.rank(); d-- > to.batch;) {
            const auto size = static_cast<std::size_t>(to.sizes[d]);
            from += rest % size * strides[d];
            rest /= size;
        }
        all[k] = numbers[from];
    }
    return all;
}

/// A constant with its dimensions aligned. Up to opset 6 an attribute gives the dimension at which they begin; without it,
/// and in later opsets, they are the last ones.
value aligned(const node& n, value constant, const flow& f) {
    if (n.opset() >= 7 || n.attribute("axis") == nullptr) return constant;
    const std::int64_t axis = n.int_attribute("axis", 0);
    const auto own = static_cast<std::int64_t>(constant.shape.size()), rank = static_cast<std::int64_t>(f.shape.rank());
    const std::int64_t begin = axis < 0 ? axis + rank : axis;
    if (begin < 0 || begin + own > rank)
        n.fail("its axis is " + std::to_string(axis), "one at which the constant fits " + f.shape.text(),
               "Export it with opset 7 or later.");
    constant.shape.insert(constant.shape.end(), static_cast<std::size_t>(rank - begin - own), 1);
    return constant;
}

/// The size of the value's last dimension, if that is a whole sample.
std::size_t row_length(const node& n, const flow& f) {
    const std::size_t size = f.shape.rank() == 0 ? 1 : static_cast<std::size_t>(f.shape.sizes.back());
    if (f.shape.rank() == f.shape.batch || size != f.shape.sample())
        n.fail("its input has shape " + f.shape.text(), "one row of numbers for each sample",
               "Put a Flatten before it (nn.Flatten).");
    return size;
}

}  // namespace

per_value broadcast(const node& n, const value& constant, flow& f) {
    if (f.columns) {
        // A column has one number for each value of a sample.
        const bool column = constant.shape.size() == 2 && constant.shape[1] == 1;
        if (constant.numbers->size() == 1 || (column && constant.numbers->size() == f.shape.sample()))
            return *constant.numbers;
        n.fail("its constant has shape " + text_of(constant.shape), "a column for columns of samples",
               "Use a constant for each value of a sample, or one for all.");
    }
    // A constant of more dimensions adds dimensions of size 1 in front.
    if (constant.shape.size() > f.shape.rank()) {
        std::vector<std::int64_t> sizes = f.shape.sizes;
        sizes.insert(sizes.begin(), constant.shape.size() - f.shape.rank(), 1);
        if (auto wider = f.shape.reshaped(std::move(sizes))) f.shape = *std::move(wider);
    }
    if (auto all = broadcast(constant, f.shape)) return *std::move(all);
    n.fail("its constant has shape " + text_of(constant.shape),
           "one that fits samples of shape " + f.shape.text() + " and is the same for all of them",
           "Use a constant for each value of a sample, or one for all.");
}

namespace {

/// The constant matrix of a product, m × k, and the position of w(o, i) in it.
struct matrix {
    const std::vector<double>* numbers;
    std::size_t outputs, inputs;
    bool turned;  ///< true if the numbers lie as (inputs, outputs)

    double operator()(std::size_t o, std::size_t i) const {
        return (*numbers)[turned ? i * outputs + o : o * inputs + i];
    }
};

linear_step layer_of(const matrix& w, double alpha, const value_order& order) {
    linear_step layer;
    layer.inputs = w.inputs, layer.outputs = w.outputs;
    layer.biases.assign(w.outputs, 0.0);
    layer.weights.resize(w.inputs * w.outputs);
    for (std::size_t i = 0; i < w.inputs; ++i)
        for (std::size_t o = 0, place = order.place(i); o < w.outputs; ++o)
            layer.weights[o * w.inputs + place] = alpha * w(o, i);
    return layer;
}

/// x W, for rows.
matrix behind_rows(const node& n, flow& f) {
    const bool gemm = n.op() == "Gemm", transposed = gemm && n.int_attribute("transB", 0) != 0;
    const value& weights = n.constant_input(1, "the matrix");
    if (gemm && n.int_attribute("transA", 0) != 0) {
        // A column of numbers is a row in equal order.
        const auto& sizes = f.shape.sizes;
        if (f.columns) f.columns = false;
        else if (f.shape.batch != 0 || sizes.size() != 2 || sizes[1] != 1)
            n.fail("it transposes its input (transA)", "samples as rows", "Transpose the input before the model.");
        else f.shape.sizes = {1, sizes[0]};
    }
    if (f.columns) n.fail("it takes columns of samples for rows", "rows of samples", "Transpose them before it.");
    const std::size_t inputs = row_length(n, f);
    std::vector<std::int64_t> shape = weights.shape;
    if (!gemm && shape.size() == 1) shape.push_back(1);
    // A stack of a single matrix is a matrix.
    while (!gemm && shape.size() > 2 && shape[0] == 1 && f.shape.rank() >= shape.size()) shape.erase(shape.begin());
    if (shape.size() != 2 || (gemm && f.shape.rank() != 2))
        n.fail("its operands have shapes " + f.shape.text() + " and " + text_of(weights.shape),
               "rows and a matrix of constants", "Put a Flatten before it (nn.Flatten).");
    const auto rows = static_cast<std::size_t>(shape[transposed ? 1 : 0]),
               columns = static_cast<std::size_t>(shape[transposed ? 0 : 1]);
    if (rows != inputs || columns == 0)
        n.fail("its matrix has shape " + text_of(weights.shape),
               std::to_string(inputs) + " numbers to multiply with each of the input's", "Export the model again.");
    if (weights.shape.size() == 1) f.shape.sizes.pop_back();
    else f.shape.sizes.back() = static_cast<std::int64_t>(columns);
    return {weights.numbers.get(), columns, rows, !transposed};
}

/// W x, for columns.
matrix before_columns(const node& n, flow& f) {
    const bool gemm = n.op() == "Gemm", transposed = gemm && n.int_attribute("transA", 0) != 0;
    const value& weights = n.constant_input(0, "the matrix");
    if (weights.shape.size() != 2)
        n.fail("its first operand has shape " + text_of(weights.shape), "a matrix", "Export the model again.");
    const auto rows = static_cast<std::size_t>(weights.shape[transposed ? 1 : 0]),
               columns = static_cast<std::size_t>(weights.shape[transposed ? 0 : 1]);
    const auto fit = [&](std::int64_t size) {
        if (size != static_cast<std::int64_t>(columns) || rows == 0)
            n.fail("its matrix has shape " + text_of(weights.shape),
                   std::to_string(size) + " numbers to multiply with each of the input's", "Export the model again.");
    };
    auto& sizes = f.shape.sizes;
    const bool turns = gemm && n.int_attribute("transB", 0) != 0;
    if (f.columns != turns && f.shape.rank() == 2 && f.shape.batch == 1) {  // a column for each sample
        fit(sizes[1]);
        sizes[1] = static_cast<std::int64_t>(rows);
        f.columns = true;
    } else if (!f.columns && !turns && f.shape.rank() > f.shape.batch && f.shape.rank() == 1) {  // a vector
        fit(sizes[0]);
        sizes[0] = static_cast<std::int64_t>(rows);
    } else if (!f.columns && !turns && f.shape.rank() >= 2 && f.shape.batch + 2 <= f.shape.rank() &&
               sizes.back() == 1 &&
               sizes[sizes.size() - 2] == static_cast<std::int64_t>(f.shape.sample())) {  // one column
        fit(sizes[sizes.size() - 2]);
        sizes[sizes.size() - 2] = static_cast<std::int64_t>(rows);
    } else {
        n.fail("it multiplies a matrix with " + f.shape.text(), "columns: one for each sample",
               "Write W x as x times the transposed of W.");
    }
    return {weights.numbers.get(), rows, columns, transposed};
}

}  // namespace

void read_product(const node& n, flow& f) {
    const bool gemm = n.op() == "Gemm";
    const matrix w = n.flowing() == 0 ? behind_rows(n, f) : before_columns(n, f);
    // In a product with a vector, a sample is one number without its own dimension.
    f.shape.batch = std::min(f.shape.batch, f.shape.rank());
    const value_order before = std::exchange(f.order, value_order(w.outputs));
    f.layers.add(layer_of(w, gemm ? static_cast<double>(n.float_attribute("alpha", 1)) : 1.0, before));
    if (gemm && n.has_input(2)) {
        per_value shifts = broadcast(n, n.constant_input(2, "the summand"), f);
        const double beta = static_cast<double>(n.float_attribute("beta", 1));
        for (double& shift : shifts) shift *= beta;
        f.layers.add(scale_step{{1.0}, std::move(shifts)});
    }
}

void read_arithmetic(const node& n, flow& f) {
    if (n.op() == "Neg") return f.layers.add(scale_step{{-1.0}, {0.0}});
    const int flowing = n.flowing();
    if (n.proto().input_size() != 2)
        n.fail("it has " + std::to_string(n.proto().input_size()) + " operands", "two", "Export the model again.");
    per_value numbers = broadcast(n, aligned(n, n.constant_input(1 - flowing, "its other operand"), f), f);
    numbers = f.order.lying(numbers);
    scale_step scale{{1.0}, {0.0}};
    if (n.op() == "Add" || n.op() == "Sum") {
        scale.shifts = std::move(numbers);
    } else if (n.op() == "Sub") {
        if (flowing == 0)
            for (double& number : numbers) number = -number;
        else scale.factors = {-1.0};
        scale.shifts = std::move(numbers);
    } else if (n.op() == "Mul") {
        scale.factors = std::move(numbers);
    } else {
        if (flowing != 0) n.fail("it divides by the input", "a constant to divide by", "Use Sigmoid (nn.Sigmoid).");
        for (double& number : numbers) number = 1 / number;
        scale.factors = std::move(numbers);
    }
    f.layers.add(std::move(scale));
}

void read_batch_normalization(const node& n, flow& f) {
    if (n.int_attribute("training_mode", 0) != 0)
        n.fail("it is in training mode", "its running mean and variance", "Call model.eval() before the export.");
    if (n.int_attribute("spatial", 1) == 0)
        n.fail("it is not spatial", "one mean for each channel", "Export it with opset 9 or later.");
    if (n.flowing() != 0) n.fail("its input is a constant", "the value that comes from the input", "Export it again.");
    const value* given[4];
    const char* const names[]{"the scale", "the bias", "the mean", "the variance"};
    for (int k = 0; k < 4; ++k) given[k] = &n.constant_input(k + 1, names[k]);
    // Dimension 1 counts channels. A constant for each channel applies to all dimensions after it.
    if (f.shape.rank() < 2 || f.shape.batch > 1)
        n.fail("its input has shape " + f.shape.text(), "a batch, and channels as dimension 1", "Export it again.");
    const std::int64_t channels = f.shape.sizes[1];
    for (const value* one : given)
        if (one->shape != std::vector<std::int64_t>{channels})
            n.fail("a parameter has shape " + text_of(one->shape), text_of({channels}) + ", the number of channels",
                   "Export the model again.");
    const double epsilon = static_cast<double>(n.float_attribute("epsilon", 1e-5F));
    std::vector<double> factors, shifts;
    for (std::size_t c = 0; c < static_cast<std::size_t>(channels); ++c) {
        const auto at = [&](int k) { return (*given[k]->numbers)[c]; };
        const double factor = at(0) / std::sqrt(at(3) + epsilon);
        factors.push_back(factor);
        shifts.push_back(at(1) - at(2) * factor);
    }
    std::vector<std::int64_t> shape(f.shape.rank() - 1, 1);
    shape[0] = channels;
    const auto each = [&](std::vector<double> numbers) {
        return f.order.lying(broadcast(n, {shape, std::make_shared<const std::vector<double>>(std::move(numbers))}, f));
    };
    f.layers.add(scale_step{each(std::move(factors)), each(std::move(shifts))});
}

}  // namespace constprop::tools
