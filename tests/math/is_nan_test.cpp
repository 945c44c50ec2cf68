#include <constprop/math/is_nan.hpp>

#include <bit>
#include <cstdint>
#include <limits>

#include "catch.hpp"

namespace {

namespace cp = constprop;
using cp::math::is_nan;

template <class T> using limits = std::numeric_limits<T>;

template <class T> constexpr bool is_right() {
    return !is_nan(T(0)) && !is_nan(-T(0)) && !is_nan(limits<T>::max()) && !is_nan(limits<T>::lowest()) &&
           !is_nan(limits<T>::denorm_min()) && !is_nan(limits<T>::infinity()) && !is_nan(-limits<T>::infinity()) &&
           is_nan(limits<T>::quiet_NaN()) && is_nan(-limits<T>::quiet_NaN());
}
static_assert(is_right<float>() && is_right<double>() && is_right<long double>());

}  // namespace

TEST_CASE("what is no number") {
    const auto of_float = [](std::uint32_t bits) {
        const volatile std::uint32_t stored = bits;
        return is_nan(std::bit_cast<float>(std::uint32_t{stored}));
    };
    const auto of_double = [](std::uint64_t bits) {
        const volatile std::uint64_t stored = bits;
        return is_nan(std::bit_cast<double>(std::uint64_t{stored}));
    };
    for (const std::uint32_t sign : {0U, 0x80000000U}) {
        for (const std::uint32_t bits : {0U, 1U, 0x3F800000U, 0x7F7FFFFFU, 0x7F800000U})
            CHECK_FALSE(of_float(sign | bits));
        for (const std::uint32_t bits : {0x7F800001U, 0x7FC00000U, 0x7FFFFFFFU}) CHECK(of_float(sign | bits));
    }
    for (const std::uint64_t sign : {0ULL, 0x8000000000000000ULL}) {
        for (const std::uint64_t bits : {0ULL, 1ULL, 0x3FF0000000000000ULL, 0x7FF0000000000000ULL})
            CHECK_FALSE(of_double(sign | bits));
        for (const std::uint64_t bits : {0x7FF0000000000001ULL, 0x7FF8000000000000ULL}) CHECK(of_double(sign | bits));
    }

    // And those that arithmetic makes.
    const volatile float zero = 0;
    const auto divided = [&](float a) { return a / zero; };
    CHECK(is_nan(divided(0)));
}
