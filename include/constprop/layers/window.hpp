#ifndef CONSTPROP_LAYERS_WINDOW_HPP
#define CONSTPROP_LAYERS_WINDOW_HPP

#include <constprop/errors.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>

namespace constprop {

/// How a window of values, such as a convolution's kernel, moves along one axis.
struct CONSTPROP_TAGGED window {
    std::size_t size = 1;    ///< values that it covers
    std::size_t stride = 1;  ///< how far it moves from one place to the next
    std::size_t before = 0;  ///< values of padding before the first
    std::size_t after = 0;   ///< and after the last
    bool same = false;  ///< as much padding as makes ⌈length / stride⌉ places, the odd value of it after the last

    /// How many places it has along an axis of `length` values.
    [[nodiscard]] constexpr std::size_t places(std::size_t length) const noexcept {
        if (same) return (length + stride - 1) / stride;
        const std::size_t padded = length + before + after;
        return padded < size || stride == 0 ? 0 : (padded - size) / stride + 1;
    }

    /// The padding before the first value of an axis of `length`.
    [[nodiscard]] constexpr std::size_t padding_before(std::size_t length) const noexcept {
        if (!same || length == 0) return before;
        const std::size_t covered = (places(length) - 1) * stride + size;
        return covered > length ? (covered - length) / 2 : 0;
    }
};

/// Windows along both axes of an image.
struct CONSTPROP_TAGGED windows {
    window rows;
    window columns;
};

// Options of layers with windows, in any order. One number stands for both axes.

/// So many rows and columns of the input are seen at once.
template <std::size_t Rows, std::size_t Columns = Rows> struct CONSTPROP_TAGGED kernel {
    static constexpr void set(windows& of) noexcept {
        of.rows.size = Rows;
        of.columns.size = Columns;
    }
};

/// The distance between neighboring places.
template <std::size_t Rows, std::size_t Columns = Rows> struct CONSTPROP_TAGGED stride {
    static constexpr void set(windows& of) noexcept {
        of.rows.stride = Rows;
        of.columns.stride = Columns;
    }
};

/// Zeros around the input, as PyTorch's `padding`: on all sides; above and below, left and right; or above, below, left, right.
template <std::size_t... Values> struct CONSTPROP_TAGGED padding {
    static_assert(
        sizeof...(Values) == 1 || sizeof...(Values) == 2 || sizeof...(Values) == 4,
        "Padding is one number for all sides, two for rows and columns, or four for above, below, left and right.");
    static constexpr void set(windows& of) noexcept {
        constexpr std::size_t count = sizeof...(Values), values[] = {Values...};
        of.rows.before = values[0];
        of.rows.after = values[count == 4 ? 1 : 0];
        of.columns.before = values[count == 4 ? 2 : count - 1];
        of.columns.after = values[count - 1];
    }
};

/// As much padding as gives ⌈size / stride⌉ places, an odd pixel of it at the end.
///
/// Source:      Keras' and TensorFlow Lite's padding SAME
struct CONSTPROP_TAGGED same {
    static constexpr void set(windows& of) noexcept { of.rows.same = of.columns.same = true; }
};

}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET::detail {

template <class Option> inline constexpr bool is_window_option = requires(windows& of) { Option::set(of); };

/// The windows that options describe. What is no option is left out.
template <class Option> constexpr void set_option([[maybe_unused]] windows& of) noexcept {
    if constexpr (is_window_option<Option>) Option::set(of);
}
template <class... Options> constexpr windows windows_of() noexcept {
    windows all;
    (set_option<Options>(all), ...);
    return all;
}

/// A sentence about the first that is no option, or nothing.
template <class... Options> struct option_misuse { using type = errors::nothing; };
template <class First, class... Rest> struct option_misuse<First, Rest...> {
    using type = typename errors::type<First>::is_no_option_of_a_window;
};
template <class First, class... Rest>
requires is_window_option<First>
struct option_misuse<First, Rest...> : option_misuse<Rest...> {
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_LAYERS_WINDOW_HPP
