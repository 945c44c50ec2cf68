// A user whose globals have the names that the headers use inside: no -Wshadow from networks in integers either, on a host or on
// an emulated core, whose kernels a host does not compile.
#include <constprop/constprop.hpp>

#include <array>
#include <cstdint>

namespace cp = constprop;
// clang-format off
int x, y, net, w, k, n, o, c, r, s, p, at, to, end, from, next, last, first, second, third, line, lines, row, column, rows,
    columns, window, windows, tap, taps, place, places, pixel, pixels, channel, channels, input, inputs, output, outputs, sum,
    sums, word, words, weight, weights, bias, biases, product, products, factor, factors, scale, scales, shift, then, scratch,
    room, step, stride, size, seen, count, found, exact, integers, all, best, of_padding, at_once, rest, left, now, added,
    zero_point, high, low, begin, begins, value, values, result, begun, by, run, ready, half, halves, pair, pairs, head, tail,
    part, parts, mixed, middle, state, states, of_part, computed, layers, layer, name, space;
// clang-format on

using pictures =
    cp::network<cp::image<8, 8, 4>, cp::conv2d<4, 8, cp::kernel<3>, cp::same>, cp::relu,
                cp::depthwise_conv2d<8, cp::kernel<3>, cp::same>, cp::relu,
                cp::conv2d<8, 6, cp::kernel<3>, cp::stride<2>>, cp::residual<cp::conv2d<6, 6, cp::kernel<1>>>, cp::relu,
                cp::average_pool2d<3>, cp::flatten, cp::linear<6, 10>, cp::tanh, cp::linear<10, 4>, cp::softmax>;

std::size_t shadowed(const pictures& trained, const std::array<pictures::input_type, 2>& samples);
std::size_t shadowed(const pictures& trained, const std::array<pictures::input_type, 2>& samples) {
    const auto in_integers = cp::quantize(trained, samples);
    const auto in_both = cp::quantize(trained, samples, cp::float_first<2>{}, cp::float_last<1>{});
    return cp::classify(in_both, samples[0]) + cp::report_quantization(trained, in_both, samples).layers.size() +
           cp::snapshot(in_both).bytes.size() + cp::classify(in_integers, samples[1]) +
           cp::report_quantization(trained, in_integers, samples).layers.size();
}
