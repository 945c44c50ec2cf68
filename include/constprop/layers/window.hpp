#ifndef CONSTPROP_LAYERS_WINDOW_HPP
#define CONSTPROP_LAYERS_WINDOW_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/kernels/axis.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>

namespace constprop {

/// How a window of values, such as a convolution's kernel, moves along one axis.
struct CONSTPROP_TAGGED window {
    std::size_t size = 1;      ///< number of values that it covers
    std::size_t stride = 1;    ///< distance from one place to the next
    std::size_t dilation = 1;  ///< distance between the values that it covers
    std::size_t before = 0;    ///< values of padding before the first value
    std::size_t after = 0;     ///< values of padding after the last value
    bool same = false;         ///< pads for ⌈length / stride⌉ places, with an odd value after the last
    bool rounds_up = false;    ///< adds a place if values are left at the end of an axis, see `ceil_mode`

    /// The number of values from the first to the last that it covers.
    [[nodiscard]] constexpr std::size_t reach() const noexcept { return (size - 1) * dilation + 1; }

    /// The number of its places along an axis of `length` values.
    [[nodiscard]] constexpr std::size_t places(std::size_t length) const noexcept {
        if (size == 0 || stride == 0 || dilation == 0) return 0;
        if (same) return (length + stride - 1) / stride;
        const std::size_t padded = length + before + after;
        if (padded < reach()) return 0;
        const std::size_t left = padded - reach(), count = left / stride + 1;
        const bool one_more = rounds_up && left % stride != 0 && count * stride < length + before;
        return one_more ? count + 1 : count;
    }

    /// The padding before the first value of an axis of `length`.
    [[nodiscard]] constexpr std::size_t padding_before(std::size_t length) const noexcept {
        if (!same || places(length) == 0) return before;
        const std::size_t covered = (places(length) - 1) * stride + reach();
        return covered > length ? (covered - length) / 2 : 0;
    }

    /// The padding after the last value.
    [[nodiscard]] constexpr std::size_t padding_after(std::size_t length) const noexcept {
        if (!same || places(length) == 0) return after;
        const std::size_t covered = (places(length) - 1) * stride + reach();
        return covered > length ? covered - length - padding_before(length) : 0;
    }

    /// The length of an axis with `places` places: the smallest one, or, for `same`, the one of whole strides.
    [[nodiscard]] constexpr std::size_t length_for(std::size_t places) const noexcept {
        if (size == 0 || stride == 0 || dilation == 0 || places == 0) return 0;
        if (same) return places * stride;
        const std::size_t covered = (places - 1) * stride + reach();
        return covered > before + after ? covered - before - after : 0;
    }

    /// For the kernels: the axis, and the window's places on it.
    [[nodiscard]] constexpr kernels::axis on(std::size_t length) const noexcept {
        return {.length = length,
                .places = places(length),
                .size = size,
                .stride = stride,
                .dilation = dilation,
                .before = padding_before(length),
                .after = padding_after(length)};
    }
};

/// Windows along both axes of an image. Windows on a signal have one row.
struct CONSTPROP_TAGGED windows {
    window rows{};
    window columns{};

    /// The extent of their places on another extent.
    [[nodiscard]] constexpr extent places(const extent& on, std::size_t channels) const noexcept {
        return {on.kind, rows.places(on.height), columns.places(on.width), channels};
    }

    /// The extent on which they have these places.
    [[nodiscard]] constexpr extent extent_for(const extent& places, std::size_t channels) const noexcept {
        return {places.kind, rows.length_for(places.height), columns.length_for(places.width), channels};
    }

    /// True if each window covers at least one value of the extent, not padding alone.
    [[nodiscard]] constexpr bool always_see(const extent& on) const noexcept {
        return rows.on(on.height).always_sees() && columns.on(on.width).always_sees();
    }
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_WINDOW_HPP
