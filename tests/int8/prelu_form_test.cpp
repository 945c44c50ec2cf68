#include <constprop/constprop.hpp>
#include <constprop/int8/prelu_form.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "catch.hpp"
#include "kernels/int8/by_definition.hpp"
#include "near_floats.hpp"

namespace {

namespace cp = constprop;
namespace definition = by_definition;
using near_floats::error_of;

template <class... Layers> using integers_of = cp::int8_network<cp::network<Layers...>, cp::per_channel>;
using two_slopes = integers_of<cp::image<1, 2, 2>, cp::prelu<2>>;

// Slopes 1/4 and −1/2, in steps of 1/4 from −1 on; steps of 1/2 become steps of 1/4.
constexpr two_slopes net = two_slopes::from_integers({0.5F, 3}, cp::int8_slopes<2>{{5, 2}, {0.25F, 4}, {0.25F, -10}});

}  // namespace

// −4 steps of 1/2 are −2: −1/2, and 1. What is 0 or more stays.
static_assert(net(std::array<std::int8_t, 4>{-1, -1, 8, 3}) == std::array<std::int8_t, 4>{-12, -6, 0, -10});
static_assert(two_slopes::from_integers(net.integers()) == net);
static_assert(cp::footprint<two_slopes>::inference_bytes == 0);

TEST_CASE("integers of prelu are TensorFlow Lite's") {
    const cp::quantization takes[]{{0.0217F, -5}, {1.3F, 127}}, slopes{0.00391F, 11}, gives{0.0174F, 90};
    for (const cp::quantization& of : takes) {
        const auto form = two_slopes::from_integers(of, cp::int8_slopes<2>{{-128, 113}, slopes, gives});
        const double in = static_cast<double>(of.scale), out = static_cast<double>(gives.scale);
        const auto above = definition::factor_of(in / out),
                   below = definition::factor_of(in * static_cast<double>(slopes.scale) / out);
        for (int q = -128; q < 128; ++q) {
            const std::int32_t steps = q - of.zero_point;
            const auto due = [&](std::int32_t slope_) {
                const std::int32_t y_ = steps >= 0 ? definition::times(steps, above)
                                                   : definition::times(steps * (slope_ - slopes.zero_point), below);
                return definition::clamped(y_ + gives.zero_point);
            };
            const auto x = static_cast<std::int8_t>(q);
            const auto y = form(std::array<std::int8_t, 4>{x, x, x, x});
            CAPTURE(q);
            CHECK(y[0] == due(-128));
            CHECK(y[1] == due(113));
            CHECK(y[2] == y[0]);
        }
    }
}

TEST_CASE("quantize gives prelu slopes of int8") {
    CHECK(error_of<cp::vector<5>, cp::linear<5, 6>, cp::prelu<>, cp::linear<6, 3>>() < 0.04F);
    CHECK(error_of<cp::image<3, 4, 2>, cp::conv2d<2, 3, cp::kernel<2>>, cp::prelu<3>, cp::flatten, cp::prelu<18>>() <
          0.03F);
}

TEST_CASE("slopes of what was an image come in PyTorch's order, and lie as its values do") {
    using model = cp::network<cp::image<1, 2, 2>, cp::flatten, cp::prelu<4>>;
    const model floats = model::from_parameters({0.25F, 0.5F, 0.75F, 1.0F});
    const std::array<model::input_type, 2> samples{{{-1, -1, -1, -1}, {1, 1, 1, 1}}};
    const auto small = cp::quantize(floats, samples);
    const auto y = small(samples[0]), exact = floats(samples[0]);
    for (std::size_t k = 0; k < 4; ++k) CHECK(std::abs(y[k] - exact[k]) < 0.01F);
    using small_model = std::remove_const_t<decltype(small)>;
    CHECK(small_model::from_integers(small.integers()) == small);
    small_model other;
    CHECK(cp::restore(cp::snapshot(small), other) == cp::restore_result::restored);
    CHECK(other == small);
}
