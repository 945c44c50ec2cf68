#ifndef CONSTPROP_KERNELS_ONLY_STORED_HPP
#define CONSTPROP_KERNELS_ONLY_STORED_HPP

#include <constprop/kernels/scaled_int8.hpp>
#include <constprop/kernels/short_float.hpp>
#include <constprop/kernels/target.hpp>

#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::kernels {

/// True for numbers that are stored, and are floats where they are computed with.
template <class Number> inline constexpr bool is_only_stored = is_short_float<Number> || is_scaled<Number>;

/// The type in which a network computes whose parameters are stored in `Stored`.
template <class Stored> using value_of = std::conditional_t<is_only_stored<Stored>, float, Stored>;

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_ONLY_STORED_HPP
