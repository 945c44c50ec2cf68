#include <constprop/constprop.hpp>
#include <constprop/int8/network.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

#include "catch.hpp"
#include "near_floats.hpp"

namespace cp = constprop;

namespace {

/// Numbers between two bounds, one after the other.
struct numbers {
    std::uint32_t state = 1;
    std::int32_t operator()(std::int32_t low, std::int32_t high) {
        state = state * 1664525U + 1013904223U;
        return low + static_cast<std::int32_t>((state >> 8) % static_cast<std::uint32_t>(high - low + 1));
    }
};

/// A layer alone, of weights that fit into four bits, gives the same as if they were kept in eight.
template <class Model, class Scales, std::size_t Weights, std::size_t Outputs> bool same_as_int8(float of_sums) {
    numbers draw;
    constexpr std::size_t scales = Scales::per_output ? Outputs : 1;
    cp::int8_tensors<Weights, Outputs, scales> integers{.gives = {0.25F, -3}};
    for (auto& weight : integers.weights) weight = static_cast<std::int8_t>(draw(-7, 7));
    for (auto& bias : integers.biases) bias = draw(-200, 200);
    for (auto& scale : integers.scales) scale = of_sums * static_cast<float>(draw(1, 9));
    const cp::quantization takes{0.5F, 5};
    const auto four = cp::int8_network<Model, cp::int4_weights<Scales>>::from_integers(takes, integers);
    const auto eight = cp::int8_network<Model, Scales>::from_integers(takes, integers);

    bool same = true;
    for (std::size_t o = 0; o < Outputs; ++o)
        for (std::size_t i = 0; i < Weights / Outputs; ++i)
            same = same && four.template layer<0>().weight(o, i) == integers.weights[o * (Weights / Outputs) + i];
    for (int n = 0; n < 20; ++n) {
        typename decltype(eight)::int8_input x{};
        for (auto& value : x) value = static_cast<std::int8_t>(draw(-128, 127));
        same = same && four(x) == eight(x);
    }
    return same;
}
template <std::size_t Inputs, std::size_t Outputs> bool linear_is_same() {
    using model = cp::network<cp::linear<Inputs, Outputs>>;
    bool same = true;
    for (const float of_sums : {0.01F, 1e-4F, 4.0F})  // the last one is beyond what kernels suit
        same = same && same_as_int8<model, cp::per_channel, Inputs * Outputs, Outputs>(of_sums) &&
               same_as_int8<model, cp::per_tensor, Inputs * Outputs, Outputs>(of_sums);
    return same;
}

}  // namespace

TEST_CASE("linear layers with weights of four bits") {
    CHECK(linear_is_same<1, 1>());
    CHECK(linear_is_same<5, 3>());
    CHECK(linear_is_same<16, 4>());
    CHECK(linear_is_same<64, 32>());
    CHECK(linear_is_same<32, 10>());
    CHECK(linear_is_same<128, 9>());
    CHECK(linear_is_same<300, 7>());
}

TEST_CASE("convolutions with weights of four bits") {
    using conv = cp::network<cp::image<6, 5, 3>, cp::conv2d<3, 5, cp::kernel<3>, cp::padding<1>>>;
    using pointwise = cp::network<cp::image<4, 4, 8>, cp::conv2d<8, 4>>;
    using depthwise = cp::network<cp::image<5, 5, 8>, cp::depthwise_conv2d<8, cp::kernel<3>, cp::same>>;
    using signal = cp::network<cp::signal<20, 2>, cp::conv1d<2, 6, cp::kernel<5>, cp::stride<2>>>;
    for (const float of_sums : {0.01F, 1e-4F}) {
        CAPTURE(of_sums);
        CHECK(same_as_int8<conv, cp::per_channel, 135, 5>(of_sums));
        CHECK(same_as_int8<pointwise, cp::per_tensor, 32, 4>(of_sums));
        CHECK(same_as_int8<depthwise, cp::per_channel, 72, 8>(of_sums));
        CHECK(same_as_int8<signal, cp::per_channel, 60, 6>(of_sums));
    }
}

TEST_CASE("weights of four bits take half of the memory") {
    using model = cp::network<cp::linear<64, 32>, cp::relu, cp::linear<32, 10>>;
    constexpr auto bytes = [](auto scales) {
        return cp::footprint<cp::int8_network<model, decltype(scales)>>::parameter_bytes;
    };
    CHECK(bytes(cp::per_channel{}) - bytes(cp::int4_weights<>{}) >= (64 * 32 + 32 * 10) / 2);
}

TEST_CASE("a constant expression computes the same") {
    using model = cp::network<cp::linear<6, 5>, cp::tanh, cp::linear<5, 3>>;
    constexpr auto net = near_floats::network_for<model>();
    constexpr auto samples = near_floats::samples_for<model>();
    constexpr auto small_net = cp::quantize(net, samples, cp::int4_weights<>{});
    constexpr auto expected = small_net(small_net.quantize_input(samples[3]));
    const auto at_run_time = small_net;
    CHECK(at_run_time(at_run_time.quantize_input(samples[3])) == expected);
    CHECK(near_floats::greatest_error(net, small_net) < 0.3F);
}
