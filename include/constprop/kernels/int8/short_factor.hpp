#ifndef CONSTPROP_KERNELS_INT8_SHORT_FACTOR_HPP
#define CONSTPROP_KERNELS_INT8_SHORT_FACTOR_HPP

#include <constprop/kernels/int8/requantize.hpp>
#include <constprop/kernels/target.hpp>

#include <cstdint>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// A multiplier for processors whose products have 32 bits: as far as results go, which are −255 … 255 before they are
/// clamped,
///
///     requantize(x, by) = ± (u · high + (u · low >> between) + half) >> last,     u = min(|x|, greatest)
///
/// `greatest` is 0 where there are no such numbers.
struct short_factor : multiplier {
    std::uint32_t high = 0, low = 0, half = 0;
    std::int32_t greatest = 0;
    std::uint16_t between = 0, last = 0;

    /// For 0 ≤ u ≤ greatest.
    [[nodiscard, gnu::always_inline]] constexpr std::int32_t times(std::uint32_t u) const noexcept {
        std::uint32_t first = high, second = low;
#if defined(__thumb__) && !defined(__thumb2__)
        if (!std::is_constant_evaluated())
            asm("" : "+r"(first), "+r"(second));  // else GCC shifts and adds a dozen times
#endif
        return static_cast<std::int32_t>((u * first + (u * second >> between) + half) >> last);
    }
};

/// What x · factor has to reach so that requantization of x > 0 with a shift of −e gives `result` > 0 or more.
[[nodiscard]] constexpr std::int64_t due_for(std::int32_t e, std::int64_t result) noexcept {
    return result * (std::int64_t{1} << (31 + e)) - (std::int64_t{1} << (30 + e)) - (1 << 30);
}

/// The least x ≥ 0 of which it does.
[[nodiscard]] constexpr std::int64_t threshold(std::int32_t factor, std::int32_t e, std::int64_t result) noexcept {
    return (due_for(e, result) + factor - 1) / factor;
}

/// Whether the factor is exact. Both forms grow with x, so they agree where each result has the same threshold: the short one
/// gives `result` or more from u · (high · 2^between + low) ≥ 2^between · (result · 2^last − half) on. With the sign −, what is
/// due has to be exceeded. Compilers execute this for each output of a network: a few steps for each threshold.
[[nodiscard]] constexpr bool is_exact(const short_factor& by) noexcept {
    const std::uint64_t greatest = static_cast<std::uint64_t>(threshold(by.factor, -by.shift, 255)),
                        first = greatest * by.high, second = greatest * by.low,
                        all = first + (second >> by.between) + by.half;
    if ((first | second | all) >> 32 != 0) return false;
    const std::int64_t factor = by.factor, short_form = (std::int64_t{by.high} << by.between) + by.low;
    const std::int64_t step = due_for(-by.shift, 2) - due_for(-by.shift, 1),
                       short_step = std::int64_t{1} << (by.last + by.between);
    std::int64_t due = due_for(-by.shift, 255),
                 short_due = 255 * short_step - (static_cast<std::int64_t>(by.half) << by.between);
    for (int result = 255; result > 0; --result) {  // the greatest first, of which most are wrong
        const std::int64_t from = (due + factor - 1) / factor;
        if (from != (short_due + short_form - 1) / short_form || from * factor == due) return false;
        due -= step, short_due -= short_step;
    }
    return true;
}

/// Tries how many bits of the multiplier may be dropped, how it is split, and what is added.
[[nodiscard]] constexpr short_factor short_factor_of(const multiplier& by) noexcept {
    short_factor result{by};
    const std::int32_t e = -by.shift;
    if (e < 1 || e > 22 || by.factor <= 0) return result;
    const std::int64_t greatest = threshold(by.factor, e, 255);
    if (greatest >= 1 << 30) return result;
    for (std::int32_t dropped = 0; dropped < 8; ++dropped)
        for (std::int32_t between = 12; between < 20; ++between) {
            const auto factor =
                (static_cast<std::uint32_t>(by.factor) + ((std::uint32_t{1} << dropped) >> 1)) >> dropped;
            const std::int32_t last = 31 + e - dropped - between;
            const std::uint64_t half =
                ((std::uint64_t{1} << 30) + (std::uint64_t{1} << (30 + e))) >> (dropped + between);
            if (last < 0 || last > 31 || half >> 32 != 0) continue;
            result.high = factor >> between;
            result.low = factor & ((std::uint32_t{1} << between) - 1);
            result.between = static_cast<std::uint16_t>(between);
            result.last = static_cast<std::uint16_t>(last);
            for (std::uint32_t more = 0; more < 3; ++more) {
                result.half = static_cast<std::uint32_t>(half) + (more == 2 ? ~std::uint32_t{0} : more);
                if (is_exact(result)) {
                    result.greatest = static_cast<std::int32_t>(greatest);
                    return result;
                }
            }
        }
    return short_factor{by};
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_SHORT_FACTOR_HPP
