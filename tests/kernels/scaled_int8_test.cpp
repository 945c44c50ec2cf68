#include <constprop/kernels/scaled_int8.hpp>
#include <constprop/kernels/scaled_sums.hpp>
#include <constprop/kernels/vector.hpp>

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "catch.hpp"

namespace cp = constprop;
namespace kernels = cp::kernels;

static_assert(sizeof(cp::scaled_int8) == 1 && alignof(cp::scaled_int8) == 1);

static_assert(kernels::scale_of(127) == 1 && kernels::scale_of(0) == 0 && kernels::scale_of(63.5F) == 0.5F);
static_assert(kernels::nearest_integer(1, 0.5F).value == 2 && kernels::nearest_integer(-1.25F, 0.5F).value == -3 &&
              kernels::nearest_integer(1.25F, 0.5F).value == 3 && kernels::nearest_integer(0.24F, 0.5F).value == 0);
static_assert(kernels::nearest_integer(0, 0).value == 0);
static_assert(kernels::nearest_integer(0.49999997F, 1).value == 0);  // one half added in float would make 1 of it
static_assert(kernels::nearest_integer(1e-30F, 1e30F).value == 0 && kernels::nearest_integer(-0.0F, 1).value == 0);
static_assert(kernels::scale_of(0x1.fbp-120F) == 0 && kernels::scale_of(0x1.fcp-120F) == 0x1p-126F);
static_assert(kernels::scale_of(1) == 0x1.0204p-7F && kernels::scale_of(std::numeric_limits<float>::max()) > 0x1p121F);

// The bytes of a float are the same on every machine.
static_assert([] {
    std::array<cp::scaled_int8, 4> bytes{};
    kernels::write_float(bytes.data(), -1.5F);  // 0xbfc00000
    return bytes[0].value == 0 && bytes[2].value == static_cast<std::int8_t>(0xc0) &&
           bytes[3].value == static_cast<std::int8_t>(0xbf) && kernels::read_float(bytes.data()) == -1.5F;
}());

static_assert(kernels::room_for_weights<cp::scaled_int8>(9, 3) == 12 + 12 &&
              kernels::room_for_weights<float>(9, 3) == 9);
static_assert(kernels::room_for_others<cp::scaled_int8>(3) == 12 && kernels::room_for_others<cp::half>(3) == 3);

namespace {
/// A float of each exponent, with all kinds of mantissas.
template <class Use> void for_magnitudes(const Use& use) {
    std::uint32_t mantissa = 1;
    for (std::uint32_t exponent = 0; exponent < 255; ++exponent)
        for (int k = 0; k < 64; ++k) {
            mantissa = mantissa * 1664525 + 1013904223;
            use(std::bit_cast<float>(exponent << 23 | mantissa >> 9));
        }
}
}  // namespace

TEST_CASE("the products of a scale and its integers are floats, and have the same scale") {
    std::size_t inexact = 0, moved = 0, far = 0;
    for_magnitudes([&](float magnitude_) {
        const float scale = kernels::scale_of(magnitude_);
        for (int q = -127; q <= 127; ++q) {
            const float product = scale * static_cast<float>(q);
            inexact += static_cast<double>(product) != static_cast<double>(scale) * q ? 1U : 0U;
            moved += scale > 0 && kernels::nearest_integer(product, scale).value != q ? 1U : 0U;
        }
        moved += kernels::scale_of(scale * 127) != scale ? 1U : 0U;
        const int greatest = kernels::nearest_integer(magnitude_, scale).value;
        const bool is_stored = magnitude_ >= 127 * std::numeric_limits<float>::min();
        far += greatest != (is_stored ? 127 : 0) ? 1U : 0U;
        // All weights of this scale, to the nearest: by doubles, which are exact enough.
        for (int k = 0; is_stored && k < 50; ++k) {
            const float weight = magnitude_ * (static_cast<float>(k * 7919 % 1000 - 500) / 500);
            const double steps = static_cast<double>(weight) / static_cast<double>(scale);
            far += std::fabs(kernels::nearest_integer(weight, scale).value - steps) > 0.5 + 1e-12 ? 1U : 0U;
        }
    });
    CHECK(inexact == 0);
    CHECK(moved == 0);
    CHECK(far == 0);
}

TEST_CASE("vectors of integers become the floats that single ones become") {
    std::array<cp::scaled_int8, 256> all{};
    for (std::size_t k = 0; k < all.size(); ++k) all[k] = cp::scaled_int8(static_cast<std::int8_t>(k));
    const auto check = [&]<std::size_t Lanes>(std::integral_constant<std::size_t, Lanes> /*lanes*/) {
        std::size_t wrong = 0;
        for (std::size_t first = 0; first + Lanes <= all.size(); ++first) {
            std::array<float, Lanes> values{};
            kernels::store<Lanes>(values.data(), kernels::load<Lanes>(all.data() + first));
            for (std::size_t k = 0; k < Lanes; ++k) wrong += values[k] != float{all[first + k]} ? 1U : 0U;
        }
        CHECK(wrong == 0);
    };
    check(std::integral_constant<std::size_t, 1>{});
    check(std::integral_constant<std::size_t, 2>{});
    check(std::integral_constant<std::size_t, 4>{});
    check(std::integral_constant<std::size_t, 8>{});
    check(std::integral_constant<std::size_t, 16>{});
}

TEST_CASE("sums are scaled with and without biases, and at each place of an image") {
    alignas(4) std::array<cp::scaled_int8, 2 * 4 * 21> bytes{};
    for (std::size_t k = 0; k < 21; ++k) {
        kernels::write_float(bytes.data() + 4 * k, static_cast<float>(k + 1) / 8);
        kernels::write_float(bytes.data() + 4 * (21 + k), static_cast<float>(k) - 3);
    }
    const kernels::stored_floats scales{bytes.data()}, biases = scales + 21;
    const auto twice = [](const auto& value_) { return value_ + value_; };
    std::array<float, 42> y{}, plain{};
    for (std::size_t k = 0; k < y.size(); ++k) y[k] = plain[k] = static_cast<float>(5 * k % 17) - 8;
    kernels::scale_places<2, 21, 21>(kernels::scales_and<kernels::stored_floats>{scales, biases}, y.data(), twice);
    for (std::size_t k = 0; k < y.size(); ++k) CHECK(y[k] == 2 * (plain[k] * scales[k % 21] + biases[k % 21]));
    y = plain;
    kernels::scale_places<1, 42, 21>(kernels::scales_and<kernels::no_bias>{scales, {}}, y.data(), kernels::unscaled{});
    for (std::size_t k = 0; k < y.size(); ++k) CHECK(y[k] == plain[k] * scales[k % 21]);
}
