#include <constprop/constprop.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "catch.hpp"
#include "kernels/int8/by_definition.hpp"
#include "near_floats.hpp"

namespace {

namespace cp = constprop;
namespace definition = by_definition;
using near_floats::error_of;

template <class... Layers> using integers_of = cp::int8_network<cp::network<Layers...>, cp::per_channel>;

// Two pixels less their zero point, 2 and −1, spread over two windows of three that overlap: 2, 4, 6 − 1, −2, −3.
using signal = integers_of<cp::image<1, 2>, cp::transposed_conv2d<1, 1, cp::kernel<1, 3>, cp::stride<1, 2>>>;
constexpr signal spread =
    signal::from_integers({1.0F, 5}, cp::int8_tensors<3, 1, 1>{{1, 2, 3}, {1.0F}, {10}, {1.0F, 0}});
static_assert(spread(std::array<std::int8_t, 2>{7, 4}) == std::array<std::int8_t, 5>{12, 14, 15, 8, 7});
static_assert(signal::from_integers(spread.integers()) == spread);

/// How a layer spreads pixels: sizes, and the padding that is cut off above and on the left.
struct spreading {
    std::size_t rows, columns, inputs, outputs, kernel, stride, dilation, before;
    std::size_t to_rows, to_columns;
};

/// TensorFlow Lite's definition: each pixel is added to all sums that its window covers, then come biases and factors.
std::vector<int> spread_by_definition(const spreading& by, const std::vector<std::int8_t>& x,
                                      const std::vector<std::int8_t>& weights, const std::vector<float>& scales,
                                      const std::vector<std::int32_t>& biases, const cp::quantization& takes,
                                      const cp::quantization& gives, int low) {
    std::vector<std::int32_t> sums(by.to_rows * by.to_columns * by.outputs);
    for (std::size_t row = 0; row < by.rows; ++row)
        for (std::size_t column = 0; column < by.columns; ++column)
            for (std::size_t r = 0; r < by.kernel; ++r)
                for (std::size_t c = 0; c < by.kernel; ++c) {
                    const std::size_t down = row * by.stride + r * by.dilation - by.before,
                                      across = column * by.stride + c * by.dilation - by.before;
                    if (down >= by.to_rows || across >= by.to_columns) continue;
                    for (std::size_t o = 0; o < by.outputs; ++o)
                        for (std::size_t i = 0; i < by.inputs; ++i)
                            sums[(down * by.to_columns + across) * by.outputs + o] +=
                                weights[((o * by.kernel + r) * by.kernel + c) * by.inputs + i] *
                                (x[(row * by.columns + column) * by.inputs + i] - takes.zero_point);
                }
    std::vector<int> y;
    for (std::size_t k = 0; k < sums.size(); ++k) {
        const std::size_t o = k % by.outputs;
        const double factor = static_cast<double>(takes.scale) *
                              static_cast<double>(scales[scales.size() == 1 ? 0 : o]) /
                              static_cast<double>(gives.scale);
        const auto value = definition::times(sums[k] + biases[o], definition::factor_of(factor)) + gives.zero_point;
        y.push_back(std::max(definition::clamped(value), low));
    }
    return y;
}

template <std::size_t Size, class Row> Row filled(std::uint32_t seed) {
    Row row{};
    for (std::size_t k = 0; k < Size; ++k) {
        seed = seed * 1664525U + 1013904223U;
        row[k] = static_cast<typename Row::value_type>(static_cast<int>(seed >> 24) % 255 - 127);
    }
    return row;
}

/// How many outputs of a layer of integers are not those of the definition.
template <std::size_t Scales, class Layer, class... Behind> int differences(const spreading& by, int low = -128) {
    constexpr std::size_t outputs = 3, inputs = 2,
                          taps = Layer::settings.over.rows.size * Layer::settings.over.columns.size;
    using network = integers_of<cp::image<4, 3, inputs>, Layer, Behind...>;
    cp::int8_tensors<outputs * inputs * taps, outputs, Scales> from;
    from.weights = filled<outputs * inputs * taps, decltype(from.weights)>(1);
    for (std::size_t s = 0; s < Scales; ++s) from.scales[s] = 0.0031F * static_cast<float>(s + 1);
    from.biases = {1000, -700, 33};
    from.gives = {0.041F, 7};
    const cp::quantization takes{0.027F, -31};
    const auto net = network::from_integers(takes, from);
    const auto x = filled<24, typename network::int8_input>(9);
    const auto y = net(x);
    const auto due = spread_by_definition(by, {x.begin(), x.end()}, {from.weights.begin(), from.weights.end()},
                                          {from.scales.begin(), from.scales.end()},
                                          {from.biases.begin(), from.biases.end()}, takes, from.gives, low);
    int count = y.size() == due.size() ? 0 : 1;
    for (std::size_t k = 0; k < due.size() && k < y.size(); ++k) count += y[k] != due[k];
    return count;
}

}  // namespace

TEST_CASE("integers of transposed convolutions are TensorFlow Lite's") {
    using cp::transposed_conv2d, cp::kernel, cp::stride, cp::same;
    CHECK(differences<3, transposed_conv2d<2, 3, kernel<3>, stride<2>, same>>({4, 3, 2, 3, 3, 2, 1, 0, 8, 6}) == 0);
    CHECK(differences<1, transposed_conv2d<2, 3, kernel<2>, stride<2>>>({4, 3, 2, 3, 2, 2, 1, 0, 8, 6}) == 0);
    CHECK(differences<3, transposed_conv2d<2, 3, kernel<4>, stride<2>, same>>({4, 3, 2, 3, 4, 2, 1, 1, 8, 6}) == 0);
    CHECK(differences<3, transposed_conv2d<2, 3, kernel<3>>>({4, 3, 2, 3, 3, 1, 1, 0, 6, 5}) == 0);
    CHECK(differences<3, transposed_conv2d<2, 3, kernel<2>, stride<3>>>({4, 3, 2, 3, 2, 3, 1, 0, 11, 8}) == 0);
    // Dilation and padding in numbers, which TensorFlow Lite has not.
    CHECK(differences<3, transposed_conv2d<2, 3, kernel<2>, cp::dilation<3>, cp::padding<1>>>(
              {4, 3, 2, 3, 2, 1, 3, 1, 5, 4}) == 0);
    // A function behind it clamps within it.
    CHECK(differences<3, transposed_conv2d<2, 3, kernel<3>, stride<2>, same>, cp::relu>({4, 3, 2, 3, 3, 2, 1, 0, 8, 6},
                                                                                        7) == 0);
}

TEST_CASE("quantize is near to transposed convolutions of floats") {
    using spreads = cp::transposed_conv2d<2, 3, cp::kernel<3>, cp::stride<2>, cp::same>;
    CHECK(error_of<cp::image<3, 4, 2>, spreads, cp::relu, cp::conv2d<3, 2, cp::kernel<2>>>() < 0.04F);
    CHECK(error_of<cp::signal<5, 2>, cp::transposed_conv1d<2, 3, cp::kernel<2>, cp::stride<2>, cp::no_bias>>() < 0.03F);
}

TEST_CASE("weights of four bits, and training aware of rounding, have a scale for each output") {
    using model = cp::network<cp::image<3, 3, 2>, cp::transposed_conv2d<2, 2, cp::kernel<2>, cp::stride<2>>>;
    const model net = near_floats::network_for<model>();
    const auto samples = near_floats::samples_for<model>();
    const auto aware = cp::fake_quantized(net, samples, cp::int4_weights<>{});
    const auto small = cp::quantize(aware);
    const float step = small.gives().scale;
    for (const auto& x : samples) {
        const auto rounded = aware(x), integers = small(x);
        for (std::size_t k = 0; k < rounded.size(); ++k) CHECK(std::abs(rounded[k] - integers[k]) < 1.01F * step);
    }
}
