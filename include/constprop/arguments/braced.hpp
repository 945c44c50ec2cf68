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

    /// More or fewer values than are due.
    template <class... Given>
    requires(sizeof...(Given) != sizeof...(Index)) constexpr braced_values(const Given&... /*given*/) noexcept
        : values{} {
        // To a broken network no values are due; its error has been reported.
        using broken = typename errors::values_due<sizeof...(Index)>::template but_list_has<sizeof...(Given)>;
        using sentence = std::conditional_t<sizeof...(Index) == 0, errors::nothing, broken>;
        static_assert(
            errors::list_has_its_length<sentence>,
            "A braced list has as many values as are due. Give that many: nothing is cut off or filled up with zeros.");
    }
};

/// What a braced list of exactly `Size` values becomes where a function template takes it: the default of a template
/// parameter that cannot be deduced from a list. Each value is converted as the language converts it in braces, so that
/// constants may be written as they are and nothing else is narrowed.
template <class Scalar, std::size_t Size> using braced = braced_values<Scalar, std::make_index_sequence<Size>>;

template <class Network> using braced_input = braced<typename Network::scalar, Network::input_size>;
template <class Network> using braced_output = braced<typename Network::scalar, Network::output_size>;

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_ARGUMENTS_BRACED_HPP
