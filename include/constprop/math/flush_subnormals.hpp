#ifndef CONSTPROP_MATH_FLUSH_SUBNORMALS_HPP
#define CONSTPROP_MATH_FLUSH_SUBNORMALS_HPP

#include <constprop/kernels/bits.hpp>
#include <constprop/kernels/target.hpp>

#include <cstdint>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::math {

/// x, or 0 with its sign if x is subnormal. Other scalars than float and double, and vectors of those, are returned as they are.
///
/// For averages that an optimizer multiplies by a decay in every step: where gradients stay zero, as behind a relu that has
/// become inactive, they would end as subnormal numbers, and stay so, as 0.9 · 4 smallest ones is rounded to 4. Intel's
/// processors take more than a hundred cycles for each operation on one, and others round them to 0 themselves. Cores that
/// compute floats in software are none of these, and keep them.
///
/// Cost: two to four operations.
template <class Real> [[gnu::always_inline]] constexpr Real flush_subnormals(Real x) noexcept {
    if constexpr (!kernels::computes_in_software && (kernels::floats<Real> || kernels::doubles<Real>)) {
        using scalar = kernels::element<Real>;
        using word = std::conditional_t<kernels::floats<Real>, std::uint32_t, std::uint64_t>;
        using words = kernels::integer<Real, word>;
        constexpr unsigned last = 8 * sizeof(word) - 1, significand = kernels::floats<Real> ? 23 : 52;
        if constexpr (std::is_same_v<Real, scalar>) {
            if (__builtin_is_constant_evaluated())  // where each step counts
                return x < kernels::smallest_normal<scalar> && -x < kernels::smallest_normal<scalar> ? x * scalar(0)
                                                                                                     : x;
            const auto bits = __builtin_bit_cast(word, x);
            return __builtin_bit_cast(Real, (bits << 1U) >> (significand + 1) != 0 ? bits : (bits >> last) << last);
        } else {
            constexpr auto exponent = __builtin_bit_cast(word, kernels::infinity<scalar>),
                           sign = __builtin_bit_cast(word, scalar(-0.0));
            const words bits = __builtin_bit_cast(words, x), of_exponent = bits & exponent;
            // Where vectors are not to be compared: the sign of a number below 0, in all bits.
            using signed_words = kernels::integer<Real, std::make_signed_t<word>>;
            if constexpr (kernels::has_helium)
                return __builtin_bit_cast(
                    Real,
                    bits & (reinterpret_cast<words>(-reinterpret_cast<signed_words>(of_exponent) >> last) | sign));
            else return __builtin_bit_cast(Real, static_cast<words>(of_exponent != 0 ? bits : bits & sign));
        }
    } else {
        return x;
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::math

#endif  // CONSTPROP_MATH_FLUSH_SUBNORMALS_HPP
