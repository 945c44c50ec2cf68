#ifndef CONSTPROP_INT8_OPTIONS_HPP
#define CONSTPROP_INT8_OPTIONS_HPP

#include <constprop/diagnostics/errors.hpp>
#include <constprop/int8/calibration.hpp>
#include <constprop/kernels/int8/weight_scales.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <type_traits>

namespace constprop {

// Layers that stay floats in a network of integers: docs/int8.md.

/// The first `Layers` layers.
template <std::size_t Layers> struct CONSTPROP_TAGGED float_first {
    static constexpr std::size_t layers_before_integers = Layers;
};
/// The last `Layers` layers.
template <std::size_t Layers> struct CONSTPROP_TAGGED float_last {
    static constexpr std::size_t layers_behind_integers = Layers;
};

}  // namespace constprop

/// The options of `quantize`: of each kind at most one, in any order.
namespace constprop::inline CONSTPROP_TARGET::int8 {

enum class option_kind : unsigned char { none, ranges, scales, float_first, float_last };

template <class Type> [[nodiscard]] constexpr option_kind find_kind() noexcept {
    if constexpr (requires { Type::needs_histogram; }) return option_kind::ranges;
    else if constexpr (requires { Type::per_output; }) return option_kind::scales;
    else if constexpr (requires { Type::layers_before_integers; }) return option_kind::float_first;
    else if constexpr (requires { Type::layers_behind_integers; }) return option_kind::float_last;
    else return option_kind::none;
}
template <class Type> inline constexpr option_kind kind_of = find_kind<Type>();

/// The first of the options that is of a kind, or what is given where there is none.
template <option_kind Kind, class Default> [[nodiscard]] constexpr Default option_among(const Default& found) noexcept {
    return found;
}
template <option_kind Kind, class Default, class First, class... Rest>
[[nodiscard]] constexpr auto option_among(const Default& found, const First& first, const Rest&... rest) noexcept {
    if constexpr (kind_of<First> == Kind) return first;
    else return option_among<Kind>(found, rest...);
}
template <option_kind Kind, class Default, class... Options>
using option_type = decltype(option_among<Kind>(std::declval<const Default&>(), std::declval<const Options&>()...));

template <class... Options> using scales_among = option_type<option_kind::scales, per_channel, Options...>;
template <class... Options>
inline constexpr std::size_t floats_before =
    option_type<option_kind::float_first, float_first<0>, Options...>::layers_before_integers;
template <class... Options>
inline constexpr std::size_t floats_behind =
    option_type<option_kind::float_last, float_last<0>, Options...>::layers_behind_integers;

/// The sentence about an option that has another of its kind behind it.
template <class First> struct not_the_only_one {
    using sentence = typename errors::type<First>::is_not_the_only_option_of_its_kind;
};
/// The sentence about the first option that `quantize` does not take, or that is not the only one of its kind.
template <class...> struct first_stranger {
    using sentence = errors::nothing;
};
template <class First, class... Rest> struct first_stranger<First, Rest...> {
    using sentence = typename errors::type<First>::is_nothing_that_quantize_takes;
};
template <class First, class... Rest>
requires(kind_of<First> != option_kind::none)
struct first_stranger<First, Rest...>
    : std::conditional_t<((kind_of<Rest> == kind_of<First>) || ...), not_the_only_one<First>, first_stranger<Rest...>> {
};

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_OPTIONS_HPP
