#ifndef CONSTPROP_KERNELS_WINDOWS_HPP
#define CONSTPROP_KERNELS_WINDOWS_HPP

#include <constprop/kernels/axis.hpp>
#include <constprop/kernels/pieces.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::kernels {

/// The windows on an image of Rows.length × Columns.length pixels, place by place, row by row.
template <axis Rows, axis Columns> struct windows {
    static constexpr std::size_t pixels = Rows.length * Columns.length, places = Rows.places * Columns.places;

    /// True if a window is one run of pixels, as that of a global pool is.
    static constexpr bool has_whole_lines = Columns.places == 1 && Columns.size == Columns.length &&
                                            Columns.dilation == 1 && Columns.before == 0 && Rows.dilation == 1;

    /// The taps of one window that lie on the image.
    struct seen {
        std::size_t row, column;
        taps down, across;

        /// Calls use(tap, pixel), row by row.
        template <class Use> [[gnu::always_inline]] constexpr void for_each(const Use& use) const noexcept {
            for (std::size_t r = down.first; r < down.last; ++r) {
                const std::size_t line = Rows.value(row, r) * Columns.length;
                for (std::size_t c = across.first; c < across.last; ++c)
                    use(r * Columns.size + c, line + Columns.value(column, c));
            }
        }

        /// The same, several at once where the window is one run of pixels. What is done with each has to be simple: g++ 12
        /// breaks down at vectors of conditions that are unrolled.
        template <class Use> [[gnu::always_inline]] constexpr void for_each_in_run(const Use& use) const noexcept {
            if constexpr (has_whole_lines) {
                const std::size_t tap = down.first * Columns.size, pixel = Rows.value(row, down.first) * Columns.length,
                                  all = (down.last - down.first) * Columns.length;
#pragma GCC unroll 8
                for (std::size_t k = 0; k < all; ++k) use(tap + k, pixel + k);
            } else {
                for_each(use);
            }
        }

        /// The first pixel, if there is one.
        [[nodiscard]] constexpr std::size_t first() const noexcept {
            return Rows.value(row, down.first) * Columns.length + Columns.value(column, across.first);
        }

        /// The number of pixels, and the number including padding.
        [[nodiscard]] constexpr std::size_t count() const noexcept {
            return (down.last - down.first) * (across.last - across.first);
        }
        [[nodiscard]] constexpr std::size_t count_with_padding() const noexcept {
            return Rows.padded_taps(row) * Columns.padded_taps(column);
        }
    };

    /// Calls use(window, place).
    template <class Use> [[gnu::always_inline]] static constexpr void for_each(const Use& use) noexcept {
        std::size_t place = 0;
        for (std::size_t row = 0; row < Rows.places; ++row)
            for (std::size_t column = 0; column < Columns.places; ++column, ++place)
                use(seen{row, column, Rows.at(row), Columns.at(column)}, place);
    }
};

/// Calls use(k, one) for the channels k of a pixel: in vectors if T has them, one by one in constant expressions. `one` is
/// the type of a value, or of a vector of neighboring channels.
template <std::size_t Channels, class T, class Use>
[[gnu::always_inline]] constexpr void for_channels(const Use& use) noexcept {
    if constexpr (has_vectors<T>)
        if (!std::is_constant_evaluated())
            return for_vectors<Channels, T, register_lanes<T>>([&](std::size_t k_, auto lanes_) CONSTPROP_INLINED {
                use(k_, std::type_identity<vector<T, lanes_()>>{});
            });
    for (std::size_t k = 0; k < Channels; ++k) use(k, std::type_identity<T>{});
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_WINDOWS_HPP
