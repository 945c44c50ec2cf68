#ifndef CONSTPROP_NUMBERS_HAS_COUNT_HPP
#define CONSTPROP_NUMBERS_HAS_COUNT_HPP

#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <limits>
#include <type_traits>

namespace constprop::errors {

template <class Scalar> struct largest_number_of {
    template <std::size_t Outputs> struct is_less_than;
};

template <class Sentence>
inline constexpr bool scalar_has_count = holds<Sentence, "Take a scalar with more integer bits.">();

}  // namespace constprop::errors

namespace constprop::inline CONSTPROP_TARGET::detail {

/// True if a type has a count, as of outputs: a scalar of few bits saturates below it.
template <class T, std::size_t Count>
inline constexpr bool has_count = [] {
    if constexpr (std::is_class_v<T> && std::numeric_limits<T>::is_bounded)
        return T(Count) < (std::numeric_limits<T>::max)();
    else return true;
}();

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_NUMBERS_HAS_COUNT_HPP
