#include <constprop/kernels/short_float.hpp>
#include <constprop/kernels/vector.hpp>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "catch.hpp"

namespace cp = constprop;

static_assert(sizeof(cp::half) == 2 && sizeof(cp::bfloat16) == 2);

// What numpy.float16 has, and torch.bfloat16.
static_assert(cp::half(1.0F).bits == 0x3c00 && cp::half(-2.0F).bits == 0xc000 && cp::half(0.1F).bits == 0x2e66);
static_assert(cp::half(65504.0F).bits == 0x7bff && cp::half(65519.99F).bits == 0x7bff);
static_assert(cp::half(65520.0F).bits == 0x7c00 && cp::half(-1e30F).bits == 0xfc00);
static_assert(cp::half(5.9604645e-8F).bits == 1 && cp::half(2.9802322e-8F).bits == 0 &&
              cp::half(2.9802326e-8F).bits == 1);
static_assert(cp::half(-0.0F).bits == 0x8000 && cp::half(6.097555e-5F).bits == 0x03ff &&
              cp::half(6.1035156e-5F).bits == 0x0400);
static_assert(cp::bfloat16(1.0F).bits == 0x3f80 && cp::bfloat16(0.1F).bits == 0x3dcd &&
              cp::bfloat16(3e38F).bits == 0x7f62);
static_assert(cp::bfloat16(3.4e38F).bits == 0x7f80 && cp::bfloat16(1e-40F).bits == 0x0001);

// One rounding, not two: this double is just above the middle between two halves, and its float is the middle.
static_assert(cp::half(1 + 0x1p-11 + 0x1p-40).bits == 0x3c01 && cp::half(1 + 0x1p-11F).bits == 0x3c00);

namespace {

/// The value of a number of 16 bits by its definition.
double value_of(std::uint32_t bits, int exponent_bits, int mantissa_bits) {
    const double sign = (bits & 0x8000U) != 0 ? -1 : 1;
    const int exponent = static_cast<int>((bits & 0x7fffU) >> mantissa_bits), bias = (1 << (exponent_bits - 1)) - 1;
    const double mantissa = bits & ((1U << mantissa_bits) - 1);
    if (exponent == (1 << exponent_bits) - 1)
        return mantissa == 0 ? sign * std::numeric_limits<double>::infinity()
                             : std::numeric_limits<double>::quiet_NaN();
    if (exponent == 0) return sign * std::ldexp(mantissa, 1 - bias - mantissa_bits);
    return sign * std::ldexp(mantissa + std::ldexp(1.0, mantissa_bits), exponent - bias - mantissa_bits);
}

template <class Short> Short from_bits(std::uint32_t bits) {
    Short number;
    number.bits = static_cast<std::uint16_t>(bits);
    return number;
}

template <class Short> void check_all(int exponent_bits, int mantissa_bits) {
    const std::uint32_t infinite = ((1U << exponent_bits) - 1) << mantissa_bits;
    int wrong = 0;
    for (std::uint32_t bits = 0; bits < 0x10000U; ++bits) {
        const auto number = from_bits<Short>(bits);
        const double expected = value_of(bits, exponent_bits, mantissa_bits);
        const auto value = static_cast<float>(number);
        if ((bits & 0x7fffU) > infinite) {
            wrong += std::isnan(value) && std::isnan(static_cast<float>(Short(value))) ? 0 : 1;
            continue;
        }
        wrong += static_cast<double>(value) == expected && std::signbit(value) == std::signbit(expected) ? 0 : 1;
        wrong += Short(value).bits == bits && Short(expected).bits == bits ? 0 : 1;
        if ((bits & 0x7fffU) + 1 >= infinite) continue;
        // Between it and the next number away from zero: below the middle, in it, above it.
        const double next = value_of(bits + 1, exponent_bits, mantissa_bits), middle = (expected + next) / 2;
        wrong += Short(std::nextafter(middle, expected)).bits == bits ? 0 : 1;
        wrong += Short(middle).bits == bits + bits % 2 ? 0 : 1;
        wrong += Short(std::nextafter(middle, next)).bits == bits + 1 ? 0 : 1;
        const auto as_float = static_cast<float>(middle);  // exact for normal floats
        wrong += static_cast<double>(as_float) != middle || Short(as_float).bits == bits + bits % 2 ? 0 : 1;
    }
    CHECK(wrong == 0);
}

template <class Short, std::size_t Lanes> void check_loads() {
    int wrong = 0;
    for (std::uint32_t first = 0; first < 0x10000U; first += Lanes) {
        std::array<Short, Lanes> stored;
        std::array<float, Lanes> loaded;
        for (std::size_t k = 0; k < Lanes; ++k) stored[k] = from_bits<Short>(first + static_cast<std::uint32_t>(k));
        cp::kernels::store<Lanes>(loaded.data(), cp::kernels::load<Lanes>(stored.data()));
        for (std::size_t k = 0; k < Lanes; ++k)
            wrong +=
                std::bit_cast<std::uint32_t>(loaded[k]) == std::bit_cast<std::uint32_t>(static_cast<float>(stored[k]))
                    ? 0
                    : 1;
    }
    CHECK(wrong == 0);
}

}  // namespace

TEST_CASE("all halves become floats and come back, and what lies between two is rounded to the nearest, or to even") {
    check_all<cp::half>(5, 10);
}

TEST_CASE(
    "all bfloat16s become floats and come back, and what lies between two is rounded to the nearest, or to even") {
    check_all<cp::bfloat16>(8, 7);
}

TEST_CASE("vectors of any number of lanes are loaded with the bits of single numbers") {
    check_loads<cp::half, 1>();
#if !defined(CONSTPROP_PLAIN_KERNELS)
    check_loads<cp::half, 2>();
    check_loads<cp::half, 4>();
    check_loads<cp::half, 8>();
    check_loads<cp::half, 16>();
    check_loads<cp::bfloat16, 4>();
    check_loads<cp::bfloat16, 16>();
#endif
}
