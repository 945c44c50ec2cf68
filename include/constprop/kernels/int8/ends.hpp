#ifndef CONSTPROP_KERNELS_INT8_ENDS_HPP
#define CONSTPROP_KERNELS_INT8_ENDS_HPP

#include <constprop/kernels/target.hpp>

#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// What is done at the ends of a range: saturation alone, of what is not negative, or of any; or all that a layer says.
enum class ends { relu, linear, any };

template <class Then> [[gnu::always_inline]] inline ends ends_of(const Then& then) noexcept {
    if (then.low > -128 || then.high < 127) return ends::any;
    return then.is_positive() ? ends::relu : ends::linear;
}

/// run(ends), as a constant.
template <class Run> [[gnu::always_inline]] inline void choose(ends which, const Run& run) noexcept {
    if (which == ends::relu) run(std::integral_constant<ends, ends::relu>{});
    else if (which == ends::linear) run(std::integral_constant<ends, ends::linear>{});
    else run(std::integral_constant<ends, ends::any>{});
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_ENDS_HPP
