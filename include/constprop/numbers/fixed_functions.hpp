#ifndef CONSTPROP_NUMBERS_FIXED_FUNCTIONS_HPP
#define CONSTPROP_NUMBERS_FIXED_FUNCTIONS_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/kernels/wide_product.hpp>
#include <constprop/numbers/fixed.hpp>

#include <bit>
#include <cstdint>
#include <type_traits>

/// The elementary functions of numbers in fixed point, in integers of 64 bits. u = 2^−FractionBits is a number's last bit.
namespace constprop::inline CONSTPROP_TARGET::detail {

// Fractions of 30 bits in 32: 1 is 2^30, and any number is less than 2 in magnitude.
inline constexpr std::int32_t one_q30 = std::int32_t{1} << 30;

[[nodiscard]] constexpr std::int32_t times_q30(std::int32_t a, std::int32_t b) noexcept {
    return static_cast<std::int32_t>((kernels::wide_product(a, b) + (one_q30 >> 1)) >> 30);
}

/// x / 2^bits, rounded, for any number of bits.
[[nodiscard]] constexpr std::int64_t shifted_right(std::int64_t x, int bits) noexcept {
    if (bits <= 0) return x << -bits;
    return bits > 62 ? 0 : (x + (std::int64_t{1} << (bits - 1))) >> bits;
}

/// 1/k!.
inline constexpr std::int32_t inverse_factorials_q30[] = {one_q30, one_q30, 536870912, 178956971, 44739243,
                                                          8947849, 1491308, 213044,    26631};

/// eˣ = fraction · 2^(exponent − 30), with 1/√2 ≤ fraction/2^30 ≤ √2, for x = raw / 2^FractionBits, |x| ≤ 32:
/// x = k ln 2 + r, and the Taylor series of eʳ, by Horner's rule, with an error of rⁿ⁺¹/(n + 1)! for n = Terms.
struct scaled_exp {
    std::int32_t fraction;
    int exponent;
};
template <int FractionBits, int Terms = 8>
[[nodiscard, gnu::always_inline]] constexpr scaled_exp exp_of(std::int32_t raw) noexcept {
    constexpr std::int32_t log2_e_q30 = 1549082005, ln2_q30 = 744261118;
    // log₂ eˣ, its nearest integer, and what is left.
    const std::int64_t power = kernels::wide_product(raw, log2_e_q30);
    const auto whole = static_cast<std::int32_t>(((power >> (FractionBits + 29)) + 1) >> 1);
    const std::uint32_t rest =
        static_cast<std::uint32_t>(power >> FractionBits) - (static_cast<std::uint32_t>(whole) << 30U);
    const auto r = static_cast<std::int32_t>(kernels::wide_product(static_cast<std::int32_t>(rest), ln2_q30) >> 30);
    std::int32_t value = inverse_factorials_q30[Terms];
    for (int k = Terms - 1; k >= 0; --k)
        value = inverse_factorials_q30[k] + static_cast<std::int32_t>(kernels::wide_product(r, value) >> 30);
    return {value, whole};
}

/// e^(−x) as a fraction of 30 bits, rounded, from exp_of(−x), x ≥ 0.
[[nodiscard]] constexpr std::int32_t below_one(const scaled_exp& y) noexcept {
    const auto bits = static_cast<unsigned>(-y.exponent);
    if (bits > 31) return 0;
    return static_cast<std::int32_t>((static_cast<std::uint32_t>(y.fraction) + (1U << bits >> 1U)) >> bits);
}

/// eˣ · 2^FractionBits for x = raw / 2^FractionBits, rounded; more than any number has where eˣ is more than e²².
template <int FractionBits> [[nodiscard]] constexpr std::int64_t raw_exp(std::int32_t raw) noexcept {
    const std::int64_t most = std::int64_t{22} << FractionBits;
    if (raw > most) return std::int64_t{1} << 62;
    if (raw < -most) return 0;
    const scaled_exp y = exp_of<FractionBits>(raw);
    return shifted_right(y.fraction, 30 - FractionBits - y.exponent);
}

/// log x · 2^fraction_bits for x = value / 2^fraction_bits > 0, rounded: the binary logarithm's bits, one by one, because
/// squaring a number doubles its logarithm.
[[nodiscard]] constexpr std::int64_t raw_log(std::uint64_t value, int fraction_bits) noexcept {
    constexpr std::int64_t ln2_q32 = 2977044472;
    constexpr std::int32_t ln2_q30 = 744261118;
    const int width = static_cast<int>(std::bit_width(value)), bits = fraction_bits < 24 ? fraction_bits + 6 : 30;
    auto x = static_cast<std::uint32_t>(width > 31 ? value >> (width - 31) : value << (31 - width));  // 1 ≤ x < 2
    std::int32_t log2 = 0;
    for (int k = 0; k < bits; ++k) {
        const auto side = static_cast<std::int32_t>(x);
        x = static_cast<std::uint32_t>((kernels::wide_product(side, side) + (one_q30 >> 1)) >> 30);
        const std::uint32_t bit = x >> 31U;
        x >>= bit;
        log2 = log2 * 2 + static_cast<std::int32_t>(bit);
    }
    const std::int64_t whole = width - 1 - fraction_bits;
    const std::int64_t log_q30 =
        shifted_right(whole * ln2_q32, 2) + times_q30(log2 * (std::int32_t{1} << (30 - bits)), ln2_q30);
    return shifted_right(log_q30, 30 - fraction_bits);
}

/// a₅ to a₁ of erfc.
inline constexpr std::int32_t erfc_factors_q30[] = {1139675401, -1560310108, 1526231383, -305476044, 273621191};

/// ⌊√x⌋, bit by bit.
[[nodiscard]] constexpr std::uint64_t whole_root(std::uint64_t x) noexcept {
    std::uint64_t root = 0;
    for (std::uint64_t bit = std::uint64_t{1} << 31U; bit != 0; bit >>= 1U)
        if ((root | bit) * (root | bit) <= x) root |= bit;
    return root;
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

namespace constprop::fixed_point {

/// eˣ. Error: at most 0.51 u + 2^−27 eˣ.
template <unsigned Integer, unsigned Fraction, class Storage>
[[nodiscard]] constexpr fixed<Integer, Fraction, Storage> exp(fixed<Integer, Fraction, Storage> x) noexcept {
    return fixed<Integer, Fraction, Storage>::from_raw(detail::raw_exp<static_cast<int>(Fraction)>(x.raw()));
}

/// eˣ − 1. Error: that of exp.
template <unsigned Integer, unsigned Fraction, class Storage>
[[nodiscard]] constexpr fixed<Integer, Fraction, Storage> expm1(fixed<Integer, Fraction, Storage> x) noexcept {
    return fixed<Integer, Fraction, Storage>::from_raw(detail::raw_exp<static_cast<int>(Fraction)>(x.raw()) -
                                                       (std::int64_t{1} << Fraction));
}

/// log x; the lowest number for x ≤ 0. Error: at most 0.52 u + 2^−26.
template <unsigned Integer, unsigned Fraction, class Storage>
[[nodiscard]] constexpr fixed<Integer, Fraction, Storage> log(fixed<Integer, Fraction, Storage> x) noexcept {
    using number = fixed<Integer, Fraction, Storage>;
    if (x.raw() <= 0) return number::from_raw(number::lowest);
    return number::from_raw(detail::raw_log(static_cast<std::uint64_t>(x.raw()), static_cast<int>(Fraction)));
}

/// log(1 + x); the lowest number for x ≤ −1. Error: that of log.
template <unsigned Integer, unsigned Fraction, class Storage>
[[nodiscard]] constexpr fixed<Integer, Fraction, Storage> log1p(fixed<Integer, Fraction, Storage> x) noexcept {
    using number = fixed<Integer, Fraction, Storage>;
    const std::int64_t above = (std::int64_t{1} << Fraction) + x.raw();
    if (above <= 0) return number::from_raw(number::lowest);
    return number::from_raw(detail::raw_log(static_cast<std::uint64_t>(above), static_cast<int>(Fraction)));
}

/// √x, rounded to the nearest number; 0 for x < 0.
template <unsigned Integer, unsigned Fraction, class Storage>
[[nodiscard]] constexpr fixed<Integer, Fraction, Storage> sqrt(fixed<Integer, Fraction, Storage> x) noexcept {
    using number = fixed<Integer, Fraction, Storage>;
    if (x.raw() <= 0) return number();
    const std::uint64_t square = static_cast<std::uint64_t>(x.raw()) << Fraction;
    const std::uint64_t root = detail::whole_root(square);
    return number::from_raw(static_cast<std::int64_t>(square - root * root > root ? root + 1 : root));
}

/// tanh x = (1 − e^(−2x)) / (1 + e^(−2x)) for x ≥ 0, and odd. Error: at most 0.52 u + 2^−28.
template <unsigned Integer, unsigned Fraction, class Storage>
[[nodiscard]] constexpr fixed<Integer, Fraction, Storage> tanh(fixed<Integer, Fraction, Storage> x) noexcept {
    using number = fixed<Integer, Fraction, Storage>;
    constexpr int terms = Fraction <= 16 ? 6 : 8;
    constexpr std::uint32_t one = std::uint32_t{1} << 30U, end = Fraction <= 28 ? 11U << Fraction : ~0U;
    const std::uint32_t size =
        x.raw() < 0 ? 0U - static_cast<std::uint32_t>(x.raw()) : static_cast<std::uint32_t>(x.raw());
    std::uint32_t value = std::uint32_t{1} << Fraction;
    if (size < end) {
        const auto e = detail::exp_of<static_cast<int>(Fraction) - 1, terms>(static_cast<std::int32_t>(0U - size));
        const auto q30 = static_cast<std::uint32_t>(detail::below_one(e));
        const std::uint32_t below = q30 < one ? one - q30 : 0;
        // Where e^(−2x) is 0, the quotient is 1, which has no room in its bits.
        if (q30 != 0) value = (kernels::quotient_bits(below, one + q30, static_cast<int>(Fraction) + 1) + 1) >> 1U;
    }
    // In 32 bits, where they suffice, a saturation that cannot happen is no code.
    using signed_value = std::conditional_t<(Fraction <= 30), std::int32_t, std::int64_t>;
    const auto positive = static_cast<signed_value>(value);
    return number::from_raw(x.raw() < 0 ? -positive : positive);
}

/// erfc x = 1 − erf x = t (a₁ + t (a₂ + …)) e^(−x²) with t = 1/(1 + p x) for x ≥ 0, and erfc(−x) = 2 − erfc x.
/// Error: at most 0.51 u + 2^−22.
///
/// Source:      Abramowitz, Stegun, Handbook of Mathematical Functions, 7.1.26
template <unsigned Integer, unsigned Fraction, class Storage>
[[nodiscard]] constexpr fixed<Integer, Fraction, Storage> erfc(fixed<Integer, Fraction, Storage> x) noexcept {
    using number = fixed<Integer, Fraction, Storage>;
    constexpr std::int32_t p_q30 = 351748265;  // 0.3275911
    const std::int64_t size = x.raw() < 0 ? -std::int64_t{x.raw()} : std::int64_t{x.raw()};
    std::int64_t q30 = 0;
    if (size < std::int64_t{5} << Fraction) {
        const auto x_q28 = static_cast<std::int32_t>(detail::shifted_right(size, static_cast<int>(Fraction) - 28));
        const auto t = static_cast<std::int32_t>((std::int64_t{1} << 58) /
                                                 ((std::int64_t{1} << 28) + detail::times_q30(p_q30, x_q28)));
        std::int32_t sum = 0;
        for (const std::int32_t a : detail::erfc_factors_q30) sum = detail::times_q30(t, a + sum);
        const auto square_q25 = static_cast<std::int32_t>(kernels::wide_product(x_q28, x_q28) >> 31);
        const std::int32_t e = detail::below_one(detail::exp_of<25>(-square_q25));
        q30 = detail::times_q30(sum, e);
    }
    if (x.raw() < 0) q30 = 2 * std::int64_t{detail::one_q30} - q30;
    return number::from_raw(detail::shifted_right(q30, 30 - static_cast<int>(Fraction)));
}

}  // namespace constprop::fixed_point

#endif  // CONSTPROP_NUMBERS_FIXED_FUNCTIONS_HPP
