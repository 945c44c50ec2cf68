#ifndef CONSTPROP_KERNELS_POSITIVE_PART_HPP
#define CONSTPROP_KERNELS_POSITIVE_PART_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/math/bits.hpp>

#include <type_traits>

namespace constprop::kernels {

/// max(z, 0), lane by lane: 0 where z < 0, else z, so that NaN stays NaN and −0 stays −0.
///
/// That is what x86's instruction gives where z is its second operand. g++ finds it for scalars only; for vectors it
/// compares, and then selects by a mask, which takes three times as long.
template <class Value> [[gnu::always_inline]] constexpr Value positive_part(Value z) noexcept {
    using element = math::detail::element<Value>;
#if defined(__GNUC__) && !defined(__clang__) && defined(__SSE2__)
    constexpr bool in_register = sizeof(Value) >= 16 && sizeof(Value) <= vector_bytes;
    if constexpr (math::detail::vector<Value> && math::detail::floats<Value> && in_register) {
        if (!std::is_constant_evaluated()) {
            Value y{};
#if defined(__AVX__)
            __asm__("vmaxps %1, %0, %0" : "+v"(y) : "vm"(z));
#else
            __asm__("maxps %1, %0" : "+x"(y) : "x"(z));
#endif
            return y;
        }
    }
#endif
    return z < element(0) ? element(0) : z;
}

}  // namespace constprop::kernels

#endif  // CONSTPROP_KERNELS_POSITIVE_PART_HPP
