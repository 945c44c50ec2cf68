#ifndef CONSTPROP_LAYERS_RECURRENT_RECENT_HPP
#define CONSTPROP_LAYERS_RECURRENT_RECENT_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/layers/recurrent/history.hpp>

#include <cstddef>
#include <tuple>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// The last rows of a stream, at most `Steps`, and their number: fewer at its beginning.
template <class T, std::size_t Size, std::size_t Steps> struct recent {
    history<T, Size, Steps> past{};
    std::size_t count = 0;

    constexpr void push(const T* row) noexcept {
        past.push(row);
        if (count < Steps) ++count;
    }
    /// Value k of a window that ends with `row`, `ago` ≤ count steps back.
    [[nodiscard]] constexpr T at(const T* row, std::size_t ago, std::size_t k) const noexcept {
        return ago == 0 ? row[k] : past(ago)[k];
    }
    [[nodiscard]] friend constexpr bool operator==(const recent&, const recent&) noexcept = default;

    template <class Self> [[nodiscard]] static constexpr auto saved(Self& self) noexcept {
        return std::tie(self.past, self.count);
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_LAYERS_RECURRENT_RECENT_HPP
