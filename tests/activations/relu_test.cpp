#include <constprop/activations/relu.hpp>
#include <constprop/kernels/vector.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "agree.hpp"
#include "catch.hpp"

namespace {

using f = constprop::relu;

constexpr bool values() {
    constexpr float nan = std::numeric_limits<float>::quiet_NaN(), infinity = std::numeric_limits<float>::infinity();
    const bool value = f::value(2.0F) == 2.0F && f::value(-2.0F) == 0.0F && f::value(infinity) == infinity;
    const bool slope = f::slope(2.0F, 2.0F) == 1.0F && f::slope(0.0F, 0.0F) == 0.0F && f::slope(-1.0F, 0.0F) == 0.0F;
    const bool selects = f::pullback(-1.0F, 0.0F, infinity) == 0.0F && f::pullback(1.0F, 1.0F, infinity) == infinity;
    return value && slope && selects && !(f::value(nan) == f::value(nan));
}

/// Of vectors: what it is of their lanes, to the sign of zero.
template <std::size_t Lanes> bool lanes_agree() {
    constexpr float nan = std::numeric_limits<float>::quiet_NaN(), infinity = std::numeric_limits<float>::infinity();
    constexpr std::array numbers{-0.0F, 0.0F, nan, -nan, -infinity, infinity, -1e-45F, 2.0F};
    bool ok = true;
    for (std::size_t first = 0; first < numbers.size(); ++first) {
        constprop::kernels::vector<float, Lanes> z{};
        for (std::size_t k = 0; k < Lanes; ++k) z[k] = numbers[(first + k) % numbers.size()];
        const auto a = f::value(z);
        for (std::size_t k = 0; k < Lanes; ++k) {
            const float value = a[k], expected = f::value(numbers[(first + k) % numbers.size()]);
            ok = ok && std::bit_cast<std::uint32_t>(value) == std::bit_cast<std::uint32_t>(expected);
        }
    }
    return ok;
}

}  // namespace

static_assert(values());
static_assert(agree::activation_gradients<f>());

TEST_CASE("relu") {
    CHECK(values());
    CHECK(agree::activation_gradients<f>());
}

TEST_CASE("relu of vectors") {
    if constexpr (constprop::kernels::has_vectors<float>) {
        CHECK(lanes_agree<2>());
        CHECK(lanes_agree<4>());
        CHECK(lanes_agree<constprop::kernels::register_lanes<float>>());
    }
}
