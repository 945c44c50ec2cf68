// Writes a model of floats with convolutions and branches, an input, and what it gives, computed here by TensorFlow Lite's
// definitions: images are (row, column, channel), weights (output, row, column, channel), and of a depthwise convolution
// (row, column, output).
//
//     write_model model.tflite x.bin y.bin [hybrid]
//
// A hybrid model has int8 for weights, which stand for the floats that are computed with.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include "tools/import/tflite/tflite_file.hpp"

namespace {

using numbers = std::vector<float>;

/// Numbers between -1/2 and 1/2, always the same.
numbers drawn(std::size_t count) {
    static std::uint32_t state = 1;
    numbers result(count);
    for (float& one : result) {
        state = state * 1664525U + 1013904223U;
        one = static_cast<float>(state >> 8) / 16777216.0F - 0.5F;
    }
    return result;
}

struct image {
    int rows, columns, channels;
    numbers values;

    float at(int row, int column, int channel) const {
        const bool inside = row >= 0 && row < rows && column >= 0 && column < columns;
        return inside ? values[static_cast<std::size_t>((row * columns + column) * channels + channel)] : 0.0F;
    }
};

/// A convolution of `size` × `size` windows. Of a depthwise one each output sees one channel.
image convolved(const image& x, const numbers& weights, const numbers& biases, int size, int stride, bool same,
                bool depthwise) {
    const int outputs = static_cast<int>(biases.size()), multiplier = depthwise ? outputs / x.channels : 1;
    const auto places = [&](int length_) {
        return same ? (length_ + stride - 1) / stride : (length_ - size) / stride + 1;
    };
    const auto before = [&](int length_) {
        return same ? std::max((places(length_) - 1) * stride + size - length_, 0) / 2 : 0;
    };
    image y{places(x.rows), places(x.columns), outputs, {}};
    for (int row = 0; row < y.rows; ++row)
        for (int column = 0; column < y.columns; ++column)
            for (int o = 0; o < outputs; ++o) {
                float sum = biases[static_cast<std::size_t>(o)];
                for (int r = 0; r < size; ++r)
                    for (int c = 0; c < size; ++c)
                        for (int i = 0; i < (depthwise ? 1 : x.channels); ++i) {
                            const int tap = r * size + c;
                            const int weight = depthwise ? tap * outputs + o : (o * size * size + tap) * x.channels + i;
                            sum += weights[static_cast<std::size_t>(weight)] *
                                   x.at(row * stride - before(x.rows) + r, column * stride - before(x.columns) + c,
                                        depthwise ? o / multiplier : i);
                        }
                y.values.push_back(sum);
            }
    return y;
}

/// Each pixel is spread over `size` × `size` pixels of an image that is `stride` times as large; padding SAME cuts off the rest.
image transposed(const image& x, const numbers& weights, const numbers& biases, int size, int stride) {
    const int outputs = static_cast<int>(biases.size()), before = std::max(size - stride, 0) / 2;
    image y{x.rows * stride, x.columns * stride, outputs, {}};
    for (int k = 0; k < y.rows * y.columns; ++k) y.values.insert(y.values.end(), biases.begin(), biases.end());
    for (int row = 0; row < x.rows; ++row)
        for (int column = 0; column < x.columns; ++column)
            for (int r = 0; r < size; ++r)
                for (int c = 0; c < size; ++c) {
                    const int to_row = row * stride + r - before, to_column = column * stride + c - before;
                    if (to_row < 0 || to_row >= y.rows || to_column < 0 || to_column >= y.columns) continue;
                    for (int o = 0; o < outputs; ++o)
                        for (int i = 0; i < x.channels; ++i)
                            y.values[static_cast<std::size_t>((to_row * y.columns + to_column) * outputs + o)] +=
                                weights[static_cast<std::size_t>(((o * size + r) * size + c) * x.channels + i)] *
                                x.at(row, column, i);
                }
    return y;
}

image greatest_of_four(const image& x) {
    image y{x.rows / 2, x.columns / 2, x.channels, {}};
    for (int row = 0; row < y.rows; ++row)
        for (int column = 0; column < y.columns; ++column)
            for (int k = 0; k < y.channels; ++k)
                y.values.push_back(std::max({x.at(2 * row, 2 * column, k), x.at(2 * row, 2 * column + 1, k),
                                             x.at(2 * row + 1, 2 * column, k), x.at(2 * row + 1, 2 * column + 1, k)}));
    return y;
}

numbers dense(const numbers& x, const numbers& weights, const numbers& biases) {
    numbers y = biases;
    for (std::size_t o = 0; o < y.size(); ++o)
        for (std::size_t i = 0; i < x.size(); ++i) y[o] += weights[o * x.size() + i] * x[i];
    return y;
}

void clamp_between(numbers& values, float low, float high) {
    for (float& one : values) one = std::min(std::max(one, low), high);
}

void save(const char* path, const numbers& values) {
    std::string bytes;
    for (const float one : values) constprop::host::detail::append_little_endian(bytes, one);
    std::ofstream(path, std::ios::binary) << bytes;
}

/// Adds weights to a file: as floats; or as integers, with a scale for each place along an axis, or one for all. Changes them to the
/// floats that they then stand for.
class weight_writer {
    tflite_file& file_;
    bool as_integers_;

 public:
    weight_writer(tflite_file& file, bool as_integers) : file_(file), as_integers_(as_integers) {}

    int operator()(const char* name, const std::vector<std::int32_t>& shape, numbers& weights, int axis = -1) const {
        if (!as_integers_) return file_.constant(name, shape, weights);
        std::size_t inner = 1, places = 1;
        for (std::size_t d = 0; axis >= 0 && d < shape.size(); ++d) {
            if (static_cast<int>(d) == axis) places = static_cast<std::size_t>(shape[d]);
            else if (static_cast<int>(d) > axis) inner *= static_cast<std::size_t>(shape[d]);
        }
        scaled of{numbers(places), {}, std::max(axis, 0)};
        const auto scale = [&](std::size_t k) -> float& { return of.scales[axis < 0 ? 0 : k / inner % places]; };
        for (std::size_t k = 0; k < weights.size(); ++k) scale(k) = std::max(scale(k), std::abs(weights[k]) / 127);
        std::vector<std::int8_t> integers;
        for (std::size_t k = 0; k < weights.size(); ++k) {
            integers.push_back(static_cast<std::int8_t>(std::lround(weights[k] / scale(k))));
            weights[k] = scale(k) * static_cast<float>(integers.back());
        }
        return file_.constant(name, shape, integers, of);
    }
};

}  // namespace

int main(int count, char** paths) {
    if (count != 4 && count != 5) return 2;
    tflite_file file;
    const weight_writer weights(file, count == 5);
    image x{7, 6, 2, drawn(84)};
    save(paths[2], x.values);

    // x / 4 + 1/8, as a Rescaling layer.
    int value = file.value("x", {1, 7, 6, 2});
    file.inputs = {value};
    const auto arithmetic = [&](stored::Kind kind_, float number_) {
        const int with = file.constant("number", {1}, numbers{number_}), gives = file.value("rescaled", {1, 7, 6, 2});
        file.op(kind_, {value, with}, {gives});
        value = gives;
    };
    arithmetic(stored::Kind::MUL, 0.25F);
    arithmetic(stored::Kind::ADD, 0.125F);
    for (float& one : x.values) one = one * 0.25F + 0.125F;

    // A convolution with padding SAME and a stride: 4 × 3 × 4.
    numbers w = drawn(4 * 9 * 2);
    const numbers b = drawn(4);
    const int conv = file.value("conv", {1, 4, 3, 4});
    file.conv({value, weights("w", {4, 3, 3, 2}, w, 0), file.constant("b", {4}, b)}, conv, stored::Padding::SAME, 2,
              stored::Then::RELU6);
    x = convolved(x, w, b, 3, 2, true, false);
    clamp_between(x.values, 0, 6);

    // A transposed convolution, then the greatest of four pixels: 8 × 6 × 4, 4 × 3 × 4.
    numbers q = drawn(4 * 9 * 4);
    const numbers f = drawn(4);
    const int spread = file.value("spread", {1, 8, 6, 4}), greatest = file.value("greatest", {1, 4, 3, 4});
    const int size = file.constant("size", {4}, std::vector<std::int32_t>{1, 8, 6, 4});
    file.op(stored::Kind::TRANSPOSE_CONV, {size, weights("q", {4, 3, 3, 4}, q), conv, file.constant("f", {4}, f)},
            {spread}, stored::Options::TransposeConv,
            stored::CreateTransposeConv(file.builder(), stored::Padding::SAME, 2, 2).Union());
    file.pool(stored::Kind::MAX_POOL_2D, spread, greatest, stored::Padding::VALID, 2, 2, 2);
    x = greatest_of_four(transposed(x, q, f, 3, 2));

    // A block with a way around it.
    numbers v = drawn(16);
    const numbers c = drawn(4);
    const int inner = file.value("inner", {1, 4, 3, 4}), sum = file.value("sum", {1, 4, 3, 4});
    file.conv({greatest, weights("v", {4, 1, 1, 4}, v, 0), file.constant("c", {4}, c)}, inner, stored::Padding::SAME);
    file.add_op(greatest, inner, sum, stored::Then::RELU);
    const image branch = convolved(x, v, c, 1, 1, true, false);
    for (std::size_t k = 0; k < x.values.size(); ++k) x.values[k] += branch.values[k];
    clamp_between(x.values, 0, 1e9F);

    // Padding, then a depthwise convolution with two outputs for each channel: 2 × 2 × 8.
    numbers u = drawn(9 * 8);
    const numbers d = drawn(8);
    const int padded = file.value("padded", {1, 5, 5, 4}), depthwise = file.value("depthwise", {1, 2, 2, 8});
    file.op(stored::Kind::PAD, {sum, file.constant("sides", {4, 2}, std::vector<std::int32_t>{0, 0, 1, 0, 1, 1, 0, 0})},
            {padded});
    file.depthwise({padded, weights("u", {1, 3, 3, 8}, u, 3), file.constant("d", {8}, d)}, depthwise,
                   stored::Padding::VALID, 2);
    image wide{5, 5, 4, numbers(100)};
    for (int row = 0; row < 5; ++row)
        for (int column = 0; column < 5; ++column)
            for (int k = 0; k < 4; ++k)
                wide.values[static_cast<std::size_t>((row * 5 + column) * 4 + k)] = x.at(row - 1, column - 1, k);
    x = convolved(wide, u, d, 3, 2, false, true);

    // All values, and all values by tanh, as one vector; then classes.
    const int flat = file.value("flat", {1, 32}), curved = file.value("curved", {1, 2, 2, 8});
    const int joined = file.value("joined", {1, 2, 2, 16}), logits = file.value("logits", {1, 3});
    const int classes = file.value("classes", {1, 3}), pooled = file.value("pooled", {1, 1, 2, 16});
    file.op(stored::Kind::TANH, {depthwise}, {curved});
    file.op(stored::Kind::CONCATENATION, {depthwise, curved}, {joined}, stored::Options::Concatenation,
            stored::CreateConcatenation(file.builder(), 3).Union());
    file.pool(stored::Kind::AVERAGE_POOL_2D, joined, pooled, stored::Padding::VALID, 1, 2, 1);
    file.op(stored::Kind::RESHAPE, {pooled}, {flat});
    numbers t = drawn(3 * 32);
    const numbers e = drawn(3);
    file.dense({flat, weights("t", {3, 32}, t), file.constant("e", {3}, e)}, logits);
    file.op(stored::Kind::SOFTMAX, {logits}, {classes}, stored::Options::Softmax,
            stored::CreateSoftmax(file.builder(), 1).Union());
    file.outputs = {classes};
    numbers means;
    for (int column = 0; column < 2; ++column)
        for (int k = 0; k < 16; ++k) {
            const float above = x.at(0, column, k % 8), below = x.at(1, column, k % 8);
            means.push_back(k < 8 ? (above + below) / 2 : (std::tanh(above) + std::tanh(below)) / 2);
        }
    numbers y = dense(means, t, e);
    float all = 0;
    for (float& one : y) all += one = std::exp(one);
    for (float& one : y) one /= all;

    save(paths[3], y);
    std::ofstream(paths[1], std::ios::binary) << file.bytes();
}
