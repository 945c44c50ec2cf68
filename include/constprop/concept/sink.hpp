#ifndef CONSTPROP_CONCEPT_SINK_HPP
#define CONSTPROP_CONCEPT_SINK_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// A sink for some of a layer's parameters, beginning at number `first`.
template <class Sink> struct sink_from {
    static constexpr bool without_masks = detail::without_masks<Sink>;

    Sink sink;
    std::size_t first;

    template <class Value>
    [[gnu::always_inline]] constexpr void operator()(std::size_t k, const Value& gradient) const noexcept {
        sink(first + k, gradient);
    }
};
template <class Sink> sink_from(Sink, std::size_t) -> sink_from<Sink>;

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_CONCEPT_SINK_HPP
