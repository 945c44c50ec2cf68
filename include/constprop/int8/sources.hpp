#ifndef CONSTPROP_INT8_SOURCES_HPP
#define CONSTPROP_INT8_SOURCES_HPP

#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <tuple>

namespace constprop::inline CONSTPROP_TARGET::int8 {

/// Sources in a list, from number `First` on: those of the layers one after the other, and of the layers inside of one before
/// its own.
template <std::size_t First, class... Sources> struct sources_given {
    const std::tuple<const Sources&...>& all;

    /// What layer K is made from; before it, its chain had `At` sources.
    template <class Chain, std::size_t K, class Form, std::size_t At>
    [[nodiscard]] constexpr decltype(auto) source(const quantization& /*takes*/) const noexcept {
        if constexpr (Form::sources == 0) return quantization{};
        else return std::get<First + At>(all);
    }
    /// The sources of layers inside of layer K.
    template <class Chain, std::size_t K, std::size_t At> [[nodiscard]] constexpr auto inside() const noexcept {
        return sources_given<First + At, Sources...>{all};
    }
    /// Those behind a chain's, of which there are `Count`.
    template <class Chain, std::size_t Count> [[nodiscard]] constexpr auto after() const noexcept {
        return sources_given<First + Count, Sources...>{all};
    }
    /// What a layer that holds others gives.
    [[nodiscard]] constexpr quantization own() const noexcept { return std::get<First>(all); }
};

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_SOURCES_HPP
