// Networks in integers on a core: the same integers as on a host, and what an inference costs. The program prints what the
// networks give; then, for each, its name, the address of its inference, and the bytes that `footprint` says it works on.
#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <ratio>

#include "print.hpp"

namespace cp = constprop;

// As large as the example's, with weights that an initializer draws.
using digits = cp::network<cp::linear<64, 32>, cp::relu, cp::linear<32, 10>>;
constexpr auto samples = [] {
    std::array<digits::input_type, 8> all{};
    for (std::size_t n = 0; n < all.size(); ++n)
        for (std::size_t k = 0; k < 64; ++k) all[n][k] = static_cast<float>((n * 7 + k * 29) % 83) / 83;
    return all;
}();
constexpr digits floats = cp::initialized<digits>(cp::kaiming_uniform{.seed = 5});
constexpr auto digits_int8 = cp::quantize(floats, samples, cp::per_tensor{});
constexpr auto digits_per_channel = cp::quantize(floats, samples);
constexpr auto digits_int4 = cp::quantize(floats, samples, cp::int4_weights<>{});

// Sizes that no kernel likes, and functions that are no part of a product.
using odd = cp::network<cp::linear<7, 13>, cp::sigmoid, cp::linear<13, 5>, cp::tanh, cp::linear<5, 6>, cp::relu6,
                        cp::linear<6, 3>, cp::softmax>;
constexpr auto odd_int8 = [] {
    std::array<odd::input_type, 8> all{};
    for (std::size_t n = 0; n < all.size(); ++n)
        for (std::size_t k = 0; k < 7; ++k) all[n][k] = static_cast<float>((n * 5 + k * 31) % 41) / 20 - 1;
    return cp::quantize(cp::initialized<odd>(cp::kaiming_uniform{.seed = 2}), all);
}();

// Images of odd sizes, in blocks, of channels that go and do not go by fours and eights.
using image_net = cp::network<
    cp::image<7, 5, 3>, cp::conv2d<3, 8, cp::kernel<3>, cp::same>, cp::relu,
    cp::residual<cp::conv2d<8, 8, cp::kernel<3>, cp::same>, cp::relu, cp::depthwise_conv2d<8, cp::kernel<3>, cp::same>>,
    cp::relu, cp::conv2d<8, 12, cp::kernel<1>>, cp::depthwise_conv2d<12, cp::kernel<3>, cp::stride<2>, cp::padding<1>>,
    cp::clip<std::ratio<-1, 2>, std::ratio<1, 2>>,
    cp::concatenate<cp::identity, cp::conv2d<12, 5, cp::kernel<2, 3>, cp::same>>, cp::max_pool2d<2>,
    cp::depthwise_conv2d<17, cp::kernel<2, 1>, cp::no_bias>, cp::global_average_pool, cp::linear<17, 3>>;
template <class... Options> constexpr auto image_int8_by(const Options&... options) {
    std::array<image_net::input_type, 3> all{};
    for (std::size_t n = 0; n < all.size(); ++n)
        for (std::size_t k = 0; k < all[n].size(); ++k) all[n][k] = static_cast<float>((n * 5 + k * 31) % 41) / 20 - 1;
    return cp::quantize(cp::initialized<image_net>(cp::kaiming_uniform{.seed = 3}), all, options...);
}
constexpr auto image_int8 = image_int8_by();
constexpr auto image_one_scale = image_int8_by(cp::per_tensor{});
constexpr auto image_int4 = image_int8_by(cp::int4_weights<>{});

// Multipliers that no product of 32 bits stands for, and bounds that are not those of int8.
using bounded =
    cp::network<cp::image<5, 5, 1>, cp::conv2d<1, 8, cp::kernel<3>>, cp::clip<std::ratio<-20>, std::ratio<20>>,
                cp::depthwise_conv2d<8, cp::kernel<2>>, cp::flatten, cp::linear<32, 9>>;
template <class Tensors> constexpr Tensors drawn(std::int32_t seed) {
    Tensors all{.gives = {1, 3}};
    std::int32_t k = seed;
    for (auto& weight : all.weights) weight = static_cast<std::int8_t>((++k * 89) % 255 - 127);
    for (auto& bias : all.biases) bias = (++k * 37) % 64 * 10000 - 320000;
    all.scales[0] = 0x1.64df54p-13F;
    return all;
}
constexpr auto bounded_int8 = cp::int8_network<bounded, cp::per_tensor>::from_integers(
    {1, -7}, drawn<cp::int8_tensors<72, 8, 1>>(1), drawn<cp::int8_tensors<32, 8, 1>>(2),
    drawn<cp::int8_tensors<288, 9, 1>>(3));

// Pixels that are spread, parts of them, slopes, and a difference, whose values go by fours.
using spread = cp::network<cp::image<4, 3, 2>, cp::transposed_conv2d<2, 4, cp::kernel<3>, cp::stride<2>, cp::same>,
                           cp::prelu<4>, cp::subtract<cp::conv2d<4, 4, cp::kernel<1>>, cp::identity>, cp::relu,
                           cp::slice<cp::row_range<1, 8, 3>, cp::channel_range<1, 4>>, cp::prelu<>>;
constexpr auto spread_int8 = [] {
    std::array<spread::input_type, 4> all{};
    for (std::size_t n = 0; n < all.size(); ++n)
        for (std::size_t k = 0; k < all[n].size(); ++k) all[n][k] = static_cast<float>((n * 5 + k * 31) % 41) / 20 - 1;
    return cp::quantize(cp::initialized<spread>(cp::kaiming_uniform{.seed = 6}), all);
}();

// Recurrent layers over a signal, of sizes that do not go by fours.
using recurrent = cp::network<cp::signal<5, 3>, cp::over_time<cp::gru<3, 5>>,
                              cp::over_time<cp::lstm<5, 6>, cp::last_step>, cp::linear<6, 3>>;
constexpr auto recurrent_int8 = [] {
    std::array<recurrent::input_type, 4> all{};
    for (std::size_t n = 0; n < all.size(); ++n)
        for (std::size_t k = 0; k < 15; ++k) all[n][k] = static_cast<float>((n * 5 + k * 31) % 41) / 20 - 1;
    return cp::quantize(cp::initialized<recurrent>(cp::kaiming_uniform{.seed = 4}), all);
}();

/// A network with its input and output, and a function of its own that is counted.
template <const auto& Net> struct model {
    using type = std::remove_cvref_t<decltype(Net)>;
    alignas(16) static inline typename type::int8_input x{};
    alignas(16) static inline typename type::int8_output y{};
    [[gnu::noinline]] static void infer() { Net.run(x, y); }
};

static bool right = true;

/// Runs a network, and compares with what the compiler computed where `expected` is that.
template <const auto& Net, class Expected>
static void run(const char* name, const typename model<Net>::type::int8_input& x, const Expected& expected) {
    model<Net>::x = x;
    model<Net>::infer();
    const bool same = model<Net>::y == expected;
    right = right && same;
    const auto address = reinterpret_cast<std::uintptr_t>(&model<Net>::infer);
    print(name), print(same ? " right " : " wrong ");
    print(static_cast<std::uint32_t>(address - address % 2)), print(" ");
    print(static_cast<std::uint32_t>(cp::footprint<typename model<Net>::type>::inference_bytes)), print("\n");
}

/// Values that reach the bounds.
template <std::size_t Size> constexpr std::array<std::int8_t, Size> values(std::size_t seed) {
    std::array<std::int8_t, Size> all{};
    for (std::size_t k = 0; k < Size; ++k)
        all[k] = static_cast<std::int8_t>(static_cast<int>((k * 53 + seed * 101) % 256) - 128);
    return all;
}

template <const auto& Net, std::size_t Seed> static void run_constant(const char* name) {
    static constexpr auto x = values<std::remove_cvref_t<decltype(Net)>::input_size>(Seed);
    static constexpr auto expected = Net(x);
    run<Net>(name, x, expected);
}

int main() {
    run_constant<digits_int8, 1>("digits");
    run_constant<digits_per_channel, 2>("digits_per_channel");
    run_constant<odd_int8, 3>("odd");
    run_constant<image_int8, 4>("image");
    run_constant<image_one_scale, 5>("image_one_scale");
    run_constant<digits_int4, 6>("digits_int4");
    run_constant<image_int4, 7>("image_int4");
    run_constant<bounded_int8, 8>("bounded");
    run_constant<recurrent_int8, 9>("recurrent");
    run_constant<spread_int8, 10>("spread");
    return right ? 0 : 1;
}
