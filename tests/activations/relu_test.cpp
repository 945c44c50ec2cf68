#include <constprop/activations/relu.hpp>
#include <constprop/kernels/vector.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

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

/// At run time, of vectors and of numbers: what it is of a constant, to the sign of zero.
template <class T, std::size_t Lanes> bool lanes_agree() {
    constexpr T nan = std::numeric_limits<T>::quiet_NaN(), infinity = std::numeric_limits<T>::infinity();
    static constexpr std::array<T, 8> numbers{T(-0.0), T(0), nan, -nan, -infinity, infinity, -T(1e-45), T(2)};
    static constexpr std::array<T, 8> expected{f::value(numbers[0]), f::value(numbers[1]), f::value(numbers[2]),
                                               f::value(numbers[3]), f::value(numbers[4]), f::value(numbers[5]),
                                               f::value(numbers[6]), f::value(numbers[7])};
    using bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
    bool ok = true;
    for (std::size_t first = 0; first < numbers.size(); ++first) {
        constprop::kernels::vector<T, Lanes> z{};
        for (std::size_t k = 0; k < Lanes; ++k) {
            const volatile T number = numbers[(first + k) % numbers.size()];
            if constexpr (Lanes == 1) z = number;
            else z[k] = number;
        }
        const auto a = f::value(z);
        for (std::size_t k = 0; k < Lanes; ++k) {
            T value;
            if constexpr (Lanes == 1) value = a;
            else value = a[k];
            ok = ok && std::bit_cast<bits>(value) == std::bit_cast<bits>(expected[(first + k) % numbers.size()]);
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

TEST_CASE("relu at run time") {
    CHECK(lanes_agree<float, 1>());
    CHECK(lanes_agree<double, 1>());
    if constexpr (constprop::kernels::has_vectors<float>) {
        CHECK(lanes_agree<float, 2>());
        CHECK(lanes_agree<float, 4>());
        CHECK(lanes_agree<float, constprop::kernels::register_lanes<float>>());
    }
    if constexpr (constprop::kernels::has_vectors<double>) {
        CHECK(lanes_agree<double, 2>());
        CHECK(lanes_agree<double, constprop::kernels::register_lanes<double>>());
    }
}
