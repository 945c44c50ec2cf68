#ifndef CONSTPROP_KERNELS_INT8_FIXED_POINT_HPP
#define CONSTPROP_KERNELS_INT8_FIXED_POINT_HPP

#include <constprop/kernels/int8/requantize.hpp>
#include <constprop/kernels/target.hpp>

#include <cstdint>

/// Elementary functions of integers: a number of `Integer` integer bits is an int32 times 2^(Integer − 31).
///
/// Source:      gemmlowp's fixedpoint.h, step by step, so that the results are TensorFlow Lite's bits
namespace constprop::inline CONSTPROP_TARGET::int8 {

using kernels::int8::divide_by_power;
using kernels::int8::high_product;
using kernels::int8::times_power;

/// x · 2^exponent, which stays at the limits where it does not fit.
[[nodiscard]] constexpr std::int32_t saturating_times_power(std::int32_t x, std::int32_t exponent) noexcept {
    const std::int64_t product = std::int64_t{x} * (std::int64_t{1} << exponent);
    return product > INT32_MAX ? INT32_MAX : (product < INT32_MIN ? INT32_MIN : static_cast<std::int32_t>(product));
}

/// exp(a) for a ≤ 0 with `Integer` integer bits; the result has none.
///
/// exp is a polynomial on [−1/4, 0), and the rest of a, in quarters, decides which powers of e it is multiplied by.
template <std::int32_t Integer> [[nodiscard]] constexpr std::int32_t exp_on_negative(std::int32_t a) noexcept {
    if (a == 0) return INT32_MAX;
    constexpr std::int32_t fraction = 31 - Integer, quarter = 1 << (fraction - 2);
    const std::int32_t last_quarter = (a & (quarter - 1)) - quarter;

    const std::int32_t x = saturating_times_power(last_quarter, Integer) + (1 << 28);  // around −1/8
    const std::int32_t x2 = high_product(x, x), x3 = high_product(x2, x), x4 = high_product(x2, x2);
    const std::int32_t third_and_fourth = high_product(divide_by_power(x4, 2) + x3, 715827883) + x2;
    constexpr std::int32_t exp_of_minus_eighth = 1895147668;
    std::int32_t result =
        exp_of_minus_eighth + high_product(exp_of_minus_eighth, x + divide_by_power(third_and_fourth, 1));

    // exp(−2^k) for k = −2 … 4.
    constexpr std::int32_t powers[] = {1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242};
    const std::int32_t rest = last_quarter - a;
    for (std::int32_t k = -2; k <= 4; ++k)
        if (Integer > k && (rest & (1 << (k < Integer ? fraction + k : 0))) != 0)
            result = high_product(result, powers[k + 2]);
    return result;
}

/// 1 / ((1 + a) / 2) for 0 ≤ a < 1 without integer bits: three steps of Newton's method. The result has two integer bits.
[[nodiscard]] constexpr std::int32_t reciprocal_of_half_of_one_plus(std::int32_t a) noexcept {
    const auto half = static_cast<std::int32_t>((std::int64_t{a} + INT32_MAX + 1) / 2);
    std::int32_t x = 1515870810 + high_product(half, -1010580540);  // 48/17 − 32/17 half
    for (int step = 0; step < 3; ++step) {
        const std::int32_t left = (1 << 29) - high_product(half, x);
        x += saturating_times_power(high_product(x, left), 2);
    }
    return x;
}

/// 1 / (1 + a) and (1 − a) / (1 + a) for 0 ≤ a < 1; none has integer bits.
[[nodiscard]] constexpr std::int32_t one_over_one_plus(std::int32_t a) noexcept {
    return saturating_times_power(reciprocal_of_half_of_one_plus(a), 1);
}
[[nodiscard]] constexpr std::int32_t one_minus_over_one_plus(std::int32_t a) noexcept {
    return saturating_times_power(reciprocal_of_half_of_one_plus(a) - (1 << 29), 2);
}

/// The logistic sigmoid and tanh of a number of four integer bits; the result has none.
[[nodiscard]] constexpr std::int32_t logistic(std::int32_t a) noexcept {
    if (a == 0) return 1 << 30;
    const std::int32_t of_size = one_over_one_plus(exp_on_negative<4>(a > 0 ? -a : a));
    return a > 0 ? of_size : INT32_MAX - of_size;
}
[[nodiscard]] constexpr std::int32_t tanh(std::int32_t a) noexcept {
    if (a == 0) return 0;
    const std::int32_t of_size = one_minus_over_one_plus(exp_on_negative<5>(a > 0 ? -a : a));
    return a > 0 ? of_size : -of_size;
}

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_KERNELS_INT8_FIXED_POINT_HPP
