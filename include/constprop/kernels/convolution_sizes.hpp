#ifndef CONSTPROP_KERNELS_CONVOLUTION_SIZES_HPP
#define CONSTPROP_KERNELS_CONVOLUTION_SIZES_HPP

#include <constprop/kernels/axis.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>

namespace constprop::inline CONSTPROP_TARGET::kernels {

/// The sizes of a convolution: windows on an image of rows.length × columns.length × `inputs`, with `outputs` sums at each of
/// their rows.places × columns.places places. An output depends on the inputs of its own group.
struct convolution_sizes {
    axis rows{}, columns{};
    std::size_t inputs = 1, outputs = 1, groups = 1;

    [[nodiscard]] constexpr std::size_t taps() const noexcept { return rows.size * columns.size; }
    [[nodiscard]] constexpr std::size_t group_inputs() const noexcept { return inputs / groups; }
    [[nodiscard]] constexpr std::size_t group_outputs() const noexcept { return outputs / groups; }
    /// True if each window is one pixel, and each pixel a window.
    [[nodiscard]] constexpr bool sees_single_pixels() const noexcept {
        const auto all_pixels = [](const axis& of_) noexcept {
            return of_.size == 1 && of_.stride == 1 && of_.before == 0 && of_.places == of_.length;
        };
        return all_pixels(rows) && all_pixels(columns);
    }
    /// The same convolution, on an image of one line if windows are single pixels: then all places lie side by side.
    [[nodiscard]] constexpr convolution_sizes in_long_lines() const noexcept {
        if (!sees_single_pixels()) return *this;
        const std::size_t pixels = rows.length * columns.length;
        return {
            .columns = {.length = pixels, .places = pixels}, .inputs = inputs, .outputs = outputs, .groups = groups};
    }
    [[nodiscard]] constexpr std::size_t weights() const noexcept { return taps() * group_inputs() * outputs; }
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_CONVOLUTION_SIZES_HPP
