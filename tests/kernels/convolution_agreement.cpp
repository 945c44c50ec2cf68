// The same bits of convolutions and pools from vectors of every width, from plain loops and from constant evaluation. Built
// several times, as agreement.cpp is.
#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <cstdio>
#include <type_traits>

#include "agreement.hpp"

namespace {

namespace cp = constprop;
namespace kernels = cp::kernels;
using agreement::agrees_with_constant_evaluation, agreement::numbers, agreement::unknown_zero;

/// A layer's products, there, back and for its weights, against the plain loops that define them.
template <class T, kernels::convolution_sizes Sizes> bool agrees_with_plain_loops() {
    using plain = kernels::plain_convolution<Sizes>;
    using products = kernels::convolution<Sizes>;
    constexpr std::size_t image = products::pixels * Sizes.inputs, grid = products::places * Sizes.outputs,
                          weights = Sizes.weights();
    static auto weight = numbers<std::array<T, weights>, 1>(unknown_zero + 1)[0];
    static auto bias = numbers<std::array<T, Sizes.inputs + Sizes.outputs>, 1>(unknown_zero + 2)[0];
    static auto x = numbers<std::array<T, image>, 1>(unknown_zero + 3)[0];
    static auto dy = numbers<std::array<T, grid>, 1>(unknown_zero + 4)[0];
    static std::array<std::array<T, grid>, 1> y_expected;
    static std::array<std::array<T, image>, 1> dx_expected;
    static std::array<std::array<T, weights>, 1> dw_expected;
    static guarded<T, grid> y;
    static guarded<T, image> dx;
    static guarded<T, weights> dw;
    const auto then = [](const auto& value) { return value + value; };
    const auto agree = [&](auto bias_) {
        plain::forward(weight.data(), bias_, x.data(), y_expected[0].data(), then);
        plain::backward(weight.data(), bias_, dy.data(), dx_expected[0].data(), then);
        dw_expected[0] = weight;
        plain::accumulate(x.data(), dy.data(), dw_expected[0].data());
        y.clear(), dx.clear(), dw.clear();
        products::forward(weight.data(), bias_, x.data(), y.data(), then);
        std::array<T, weights> turned;
        products::backward(products::turn(weight.data(), turned.data()), bias_, dy.data(), dx.data(), then);
        for (std::size_t k = 0; k < weights; ++k) dw.data()[k] = weight[k];
        products::accumulate(x.data(), dy.data(), dw.data());
        return y.hold(y_expected) && dx.hold(dx_expected) && dw.hold(dw_expected);
    };
    const T* const some = bias.data();
    bool ok = agree(some) && agree(kernels::no_bias{});
    // Zeros have signs, too.
    for (T& value : weight) value *= 0;
    for (T& value : bias) value *= 0;
    ok &= agree(some) && agree(kernels::no_bias{});
    if (!ok)
        std::printf("%zu x %zu x %zu to %zu, windows of %zu x %zu: vectors differ from plain loops\n",
                    Sizes.rows.length, Sizes.columns.length, Sizes.inputs, Sizes.outputs, Sizes.rows.size,
                    Sizes.columns.size);
    return ok;
}

/// Windows on an axis of that length.
[[maybe_unused]] constexpr kernels::axis on(std::size_t length, cp::window over) { return over.on(length); }

/// Each kind of window and of group; then more of each, whose loops doubles share with floats.
template <class T> bool convolutions_agree() {
    constexpr cp::window one{}, three{.size = 3, .before = 1, .after = 1}, five{.size = 5, .before = 2, .after = 2},
        strided{.size = 3, .stride = 2, .before = 1, .after = 0},
        dilated{.size = 3, .dilation = 2, .before = 2, .after = 1},
        both{.size = 4, .stride = 2, .dilation = 3, .before = 4, .after = 3}, apart{.size = 1, .stride = 3},
        coprime{.size = 3, .stride = 3, .dilation = 2, .before = 3, .after = 5},
        far{.size = 2, .before = 3, .after = 4}, even{.size = 3, .stride = 2, .dilation = 4, .before = 2},
        halved{.size = 5, .stride = 4, .dilation = 2, .before = 1, .after = 2};
    constexpr cp::window pair{.size = 2}, six{.size = 6, .before = 3, .after = 2};
    using of = kernels::convolution_sizes;
    bool ok = true;
    // Odd numbers of channels, and few or many of them.
    ok &= agrees_with_plain_loops<T, of{on(5, three), on(4, three), 1, 7}>();
    ok &= agrees_with_plain_loops<T, of{on(15, three), on(3, three), 17, 5}>();
    // Windows that are larger than the image, and values that no window sees.
    ok &= agrees_with_plain_loops<T, of{on(3, five), on(2, five), 2, 6}>();
    ok &= agrees_with_plain_loops<T, of{on(5, apart), on(7, apart), 4, 9}>();
    // Strides and dilation together.
    ok &= agrees_with_plain_loops<T, of{on(9, even), on(13, halved), 2, 5}>();
    // Groups; each channel alone, with several outputs for each.
    ok &= agrees_with_plain_loops<T, of{on(4, three), on(5, three), 6, 14, 2}>();
    ok &= agrees_with_plain_loops<T, of{on(5, three), on(5, three), 19, 19, 19}>();
    ok &= agrees_with_plain_loops<T, of{on(4, three), on(4, strided), 5, 15, 5}>();
    if constexpr (std::is_same_v<T, float>) {
        ok &= agrees_with_plain_loops<T, of{on(4, three), on(5, three), 3, 1}>();
        ok &= agrees_with_plain_loops<T, of{on(2, three), on(14, three), 2, 10}>();
        ok &= agrees_with_plain_loops<T, of{on(3, one), on(5, one), 33, 71}>();
        // Pixels in lanes, and some behind them.
        ok &= agrees_with_plain_loops<T, of{on(5, one), on(7, one), 1, 1}>();
        ok &= agrees_with_plain_loops<T, of{on(4, one), on(9, one), 3, 2}>();
        // A few channels behind whole vectors: of one strip, of several, of each group, and each channel alone.
        ok &= agrees_with_plain_loops<T, of{on(3, three), on(8, three), 20, 24}>();
        ok &= agrees_with_plain_loops<T, of{on(2, three), on(7, three), 2, 100}>();
        ok &= agrees_with_plain_loops<T, of{on(4, three), on(3, three), 4, 40, 2}>();
        ok &= agrees_with_plain_loops<T, of{on(4, three), on(31, three), 24, 24, 24}>();
        ok &= agrees_with_plain_loops<T, of{on(9, five), on(7, five), 52, 52, 52}>();
        // Values that several windows of a row share: of two taps, of six, and without padding.
        ok &= agrees_with_plain_loops<T, of{on(4, pair), on(9, pair), 20, 20, 20}>();
        ok &= agrees_with_plain_loops<T, of{on(3, three), on(17, six), 9, 9, 9}>();
        // Windows on padding alone.
        ok &= agrees_with_plain_loops<T, of{on(2, far), on(3, far), 2, 3}>();
        ok &= agrees_with_plain_loops<T, of{on(6, strided), on(9, strided), 3, 12}>();
        ok &= agrees_with_plain_loops<T, of{on(6, dilated), on(7, dilated), 5, 4}>();
        ok &= agrees_with_plain_loops<T, of{on(12, both), on(13, both), 2, 8}>();
        ok &= agrees_with_plain_loops<T, of{on(9, coprime), on(10, coprime), 3, 3}>();
        ok &= agrees_with_plain_loops<T, of{on(11, halved), on(11, even), 8, 3}>();
        ok &= agrees_with_plain_loops<T, of{on(6, strided), on(4, dilated), 33, 33, 33}>();
        ok &= agrees_with_plain_loops<T, of{on(3, three), on(3, three), 12, 4, 4}>();
        ok &= agrees_with_plain_loops<T, of{on(6, five), on(6, three), 1, 1}>();
        // Signals.
        ok &= agrees_with_plain_loops<T, of{on(1, one), on(40, five), 8, 16}>();
        ok &= agrees_with_plain_loops<T, of{on(1, one), on(23, dilated), 4, 4, 4}>();
    }
    return ok;
}

}  // namespace

int main() {
    if (!agreement::processor_runs_this()) return std::puts("skipped: this processor lacks the instructions"), 77;
    bool ok = true;
    // Borders on all sides, odd channels, groups; windows that overlap, and that do not see the same number of values.
    ok &= agrees_with_constant_evaluation<
        cp::network<cp::image<4, 5, 2>, cp::conv2d<2, 5, cp::kernel<3>, cp::padding<1>>, cp::relu,
                    cp::max_pool2d<3, cp::stride<2>, cp::padding<1>>,
                    cp::depthwise_conv2d<5, cp::kernel<2>, cp::multiplier<2>, cp::same>, cp::global_average_pool>,
        2>("convolutions over an image");
    ok &= agrees_with_constant_evaluation<
        cp::network<cp::image<3, 4, 11>, cp::depthwise_conv2d<11, cp::kernel<3>, cp::padding<1>>, cp::tanh,
                    cp::average_pool2d<2, cp::padding<1>>, cp::conv2d<11, 3>, cp::global_max_pool>,
        2>("separable convolutions");
    ok &= agrees_with_constant_evaluation<
        cp::with_scalar<
            double,
            cp::network<cp::signal<9, 4>, cp::conv1d<4, 6, cp::kernel<3>, cp::stride<2>, cp::groups<2>, cp::padding<2>>,
                        cp::tanh, cp::conv1d<6, 3, cp::kernel<2>, cp::dilation<2>, cp::no_bias>>>,
        2>("convolutions over a signal");
    if constexpr (kernels::has_vectors<float>) ok &= convolutions_agree<float>();
    if constexpr (kernels::has_vectors<double>) ok &= convolutions_agree<double>();
    std::printf("vectors of %zu bytes: %s\n", kernels::vector_bytes, ok ? "the same bits" : "DIFFERENT BITS");
    return ok ? 0 : 1;
}
