#include <constprop/constprop.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "catch.hpp"
#include "near_floats.hpp"

namespace {

namespace cp = constprop;
using near_floats::error_of;

using model = cp::network<cp::image<1, 2, 2>, cp::channel_scale<2>>;
constexpr model floats = model::from_parameters({2, -1, 1, 0.5F});
constexpr std::array<model::input_type, 2> samples{{{-1, -1, 0, 0}, {1, 1, 0.5F, 0.25F}}};
constexpr auto small = cp::quantize(floats, samples);
using small_model = std::remove_const_t<decltype(small)>;
constexpr auto exact = floats(samples[1]), near = small(samples[1]);
static_assert(exact == model::output_type{3, -0.5F, 2, 0.25F});
static_assert(small_model::from_integers(small.integers()) == small);
static_assert(cp::footprint<small_model>::inference_bytes == 0);

}  // namespace

TEST_CASE("a scale of channels is a table for each of them") {
    for (std::size_t k = 0; k < 4; ++k) CHECK(std::abs(exact[k] - near[k]) < 0.01F);
    CHECK(error_of<cp::image<3, 4, 2>, cp::conv2d<2, 3, cp::kernel<2>>, cp::channel_scale<3>, cp::relu, cp::flatten,
                   cp::channel_scale<18>>() < 0.03F);
    small_model other;
    CHECK(cp::restore(cp::snapshot(small), other) == cp::restore_result::restored);
    CHECK(other == small);
}

TEST_CASE("tables of what was an image come in PyTorch's order, and lie as its values do") {
    using flat = cp::network<cp::image<1, 2, 2>, cp::flatten, cp::channel_scale<4>>;
    const flat net = flat::from_parameters({1, 2, 3, 4, 0, 0, 0, 0});
    const std::array<flat::input_type, 2> ones{{{-1, -1, -1, -1}, {1, 1, 1, 1}}};
    const auto y = cp::quantize(net, ones)(ones[1]), due = net(ones[1]);
    for (std::size_t k = 0; k < 4; ++k) CHECK(std::abs(y[k] - due[k]) < 0.02F);
}
