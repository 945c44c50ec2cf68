#ifndef CONSTPROP_KERNELS_AXIS_HPP
#define CONSTPROP_KERNELS_AXIS_HPP

#include <constprop/kernels/target.hpp>

#include <cstddef>

namespace constprop::inline CONSTPROP_TARGET::kernels {

/// A range of taps of a window that lie on the axis, or of places whose windows have a tap there: first ≤ t < last.
struct taps {
    std::size_t first, last;
};

/// The places of a window along one axis: place p covers the values p · stride + t · dilation − before, one for each tap
/// t < size.
struct axis {
    std::size_t length = 1, places = 1;
    std::size_t size = 1, stride = 1, dilation = 1;
    std::size_t before = 0, after = 0;

    /// The taps that lie on the axis when the window is at `place`.
    [[nodiscard]] constexpr taps at(std::size_t place) const noexcept {
        const std::size_t start = place * stride, end = length + before;
        const std::size_t first = start < before ? (before - start + dilation - 1) / dilation : 0;
        const std::size_t last = start < end ? (end - start + dilation - 1) / dilation : 0;
        const std::size_t most = last < size ? last : size;
        return {first < most ? first : most, most};
    }

    /// The value that tap t covers there, if it lies on the axis.
    [[nodiscard]] constexpr std::size_t value(std::size_t place, std::size_t tap) const noexcept {
        return place * stride + tap * dilation - before;
    }

    /// The places at which tap t lies on the axis.
    [[nodiscard]] constexpr taps places_of(std::size_t tap) const noexcept {
        const std::size_t reach = tap * dilation, end = length + before;
        const std::size_t first = reach < before ? (before - reach + stride - 1) / stride : 0;
        const std::size_t last = reach < end ? (end - reach + stride - 1) / stride : 0;
        const std::size_t most = last < places ? last : places;
        return {first < most ? first : most, most};
    }

    /// The number of taps on the axis or on its padding: all, unless the number of places was rounded up.
    [[nodiscard]] constexpr std::size_t padded_taps(std::size_t place) const noexcept {
        const std::size_t left = length + before + after - place * stride;
        return left < size ? left : size;
    }

    /// True if at each place at least one tap lies on the axis.
    [[nodiscard]] constexpr bool always_sees() const noexcept {
        for (std::size_t place = 0; place < places; ++place)
            if (at(place).first == at(place).last) return false;
        return true;
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_AXIS_HPP
