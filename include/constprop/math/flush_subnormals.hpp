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
/// processors take more than a hundred cycles for each operation on one, and others round them to 0 themselves.
///
/// Cost: two to four operations.
template <class Real> [[gnu::always_inline]] constexpr Real flush_subnormals(Real x) noexcept {
    if constexpr (kernels::floats<Real> || kernels::doubles<Real>) {
        using scalar = kernels::element<Real>;
        if constexpr (std::is_same_v<Real, scalar>)  // in constant evaluation, where each step counts
            if (__builtin_is_constant_evaluated())
                return x < kernels::smallest_normal<scalar> && -x < kernels::smallest_normal<scalar> ? x * scalar(0)
                                                                                                     : x;
        using word = std::conditional_t<kernels::floats<Real>, std::int32_t, std::int64_t>;
        using words = kernels::integer<Real, word>;
        constexpr auto exponent = __builtin_bit_cast(word, kernels::infinity<scalar>),
                       sign = __builtin_bit_cast(word, scalar(-0.0));
        const words bits = __builtin_bit_cast(words, x), of_exponent = bits & exponent;
        // Where vectors are not to be compared, the sign of a number below 0, in all bits.
        constexpr auto last = static_cast<word>(8 * sizeof(word) - 1);
        if constexpr (kernels::has_helium && kernels::vector_type<Real>)
            return __builtin_bit_cast(Real, bits & ((-of_exponent >> last) | sign));
        else return __builtin_bit_cast(Real, static_cast<words>(of_exponent != 0 ? bits : bits & sign));
    } else {
        return x;
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::math

#endif  // CONSTPROP_MATH_FLUSH_SUBNORMALS_HPP
