#ifndef CONSTPROP_ARGUMENTS_BRACED_HPP
#define CONSTPROP_ARGUMENTS_BRACED_HPP

#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET::detail {

template <class Scalar, std::size_t> using one_of_many = Scalar;

template <class Scalar, class Indices> struct braced_values;
template <class Scalar, std::size_t... Index> struct braced_values<Scalar, std::index_sequence<Index...>> {
    std::array<Scalar, sizeof...(Index)> values;

    constexpr braced_values(one_of_many<Scalar, Index>... given) noexcept : values{given...} {}

    /// The error for a list with too many or too few values.
    template <class... Given>
    requires(sizeof...(Given) != sizeof...(Index))
    constexpr braced_values(const Given&... /*given*/) noexcept : values{} {
        // A broken network expects no values; its error has been reported.
        using broken = typename errors::values_due<sizeof...(Index)>::template but_list_has<sizeof...(Given)>;
        using sentence = std::conditional_t<sizeof...(Index) == 0, errors::nothing, broken>;
        static_assert(
            errors::list_has_its_length<sentence>,
            "A braced list has as many values as are due. Give that many: nothing is cut off or filled up with zeros.");
    }
};

/// The type of a braced list of exactly `Size` values: the default of a template parameter, which cannot be deduced from a
/// list. Each value is converted by the language's rules for braces: constants need no suffix, and nothing else is narrowed.
template <class Scalar, std::size_t Size> using braced = braced_values<Scalar, std::make_index_sequence<Size>>;

template <class Network> using braced_input = braced<typename Network::scalar, Network::input_size>;
template <class Network> using braced_output = braced<typename Network::scalar, Network::output_size>;

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_ARGUMENTS_BRACED_HPP
