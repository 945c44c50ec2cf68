#include <constprop/constprop.hpp>
#include <constprop/int8/report.hpp>

#include <array>
#include <cstddef>
#include <limits>

#include "catch.hpp"

namespace cp = constprop;

namespace {

// y = x₀ + x₁ / 2, then relu: numbers that can be followed.
using model = cp::network<cp::linear<2, 1>, cp::relu>;
constexpr model net = model::from_parameters({1, 0.5F, 0});
constexpr std::array<model::input_type, 3> samples{{{1, 0}, {-1, 1}, {0.25F, 1}}};
constexpr auto small_net = cp::quantize(net, samples);
constexpr auto report = cp::report_quantization(net, small_net, samples);

constexpr float size(float x) { return x < 0 ? -x : x; }

/// The definition, in one place.
constexpr float greatest_difference() {
    float most = 0;
    for (const auto& x : samples) {
        const float off = size(net(x)[0] - small_net(x)[0]);
        most = off > most ? off : most;
    }
    return most;
}

using two = cp::network<cp::linear<4, 8>, cp::tanh, cp::linear<8, 3>>;
constexpr auto inputs = [] {
    std::array<two::input_type, 16> all{};
    for (std::size_t n = 0; n < all.size(); ++n)
        for (std::size_t k = 0; k < 4; ++k) all[n][k] = static_cast<float>((n * 7 + k * 5) % 16) / 8 - 1;
    return all;
}();

}  // namespace

static_assert(report.output().greatest_difference == greatest_difference());
static_assert(report.output().greatest_value == 1);
static_assert(report.output().signal_to_noise > 40 && report.output().signal_to_noise < 80);
// The relu is the linear layer's clamp: both have the values after it.
static_assert(report.layers[0].greatest_difference == report.layers[1].greatest_difference);

TEST_CASE("what quantization costs, layer by layer") {
    const auto exact = cp::initialized<two>(cp::kaiming_uniform{.seed = 4});
    const auto fine = cp::report_quantization(exact, cp::quantize(exact, inputs), inputs);
    for (const cp::quantized_layer& layer : fine.layers) {
        CHECK(layer.signal_to_noise > 35);
        CHECK(layer.greatest_difference < 0.05F * layer.greatest_value);
    }
    // With a range that cuts most values off, it costs more.
    const auto coarse = cp::report_quantization(exact, cp::quantize(exact, inputs, cp::percentile{40}), inputs);
    CHECK(coarse.output().signal_to_noise < fine.output().signal_to_noise - 10);
}

TEST_CASE("no difference is infinitely little noise") {
    const auto none = cp::report_quantization(model{}, cp::quantize(model{}, samples), samples);
    CHECK(none.output().signal_to_noise == std::numeric_limits<double>::infinity());
    CHECK(none.output().greatest_difference == 0);
}
