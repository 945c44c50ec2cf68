#ifndef CONSTPROP_LAYERS_WINDOW_OPTIONS_HPP
#define CONSTPROP_LAYERS_WINDOW_OPTIONS_HPP

#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/window.hpp>

#include <cstddef>
#include <type_traits>

namespace constprop {

/// The settings that options make: how windows move, and what a layer computes from them.
struct CONSTPROP_TAGGED window_settings {
    std::size_t axes = 2;  ///< 1 for signals, 2 for images
    windows over{};
    std::size_t groups = 1, multiplier = 1;
    bool has_bias = true, counts_padding = false;
};

/// The kinds of options. A layer accepts a set of them.
enum class window_option : unsigned {
    kernel = 1,
    stride = 2,
    padding = 4,
    same = 8,
    dilation = 16,
    groups = 32,
    no_bias = 64,
    multiplier = 128,
    count_padding = 256,
    ceil_mode = 512
};
[[nodiscard]] constexpr window_option operator|(window_option a, window_option b) noexcept {
    return static_cast<window_option>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
[[nodiscard]] constexpr bool operator&(window_option a, window_option b) noexcept {
    return (static_cast<unsigned>(a) & static_cast<unsigned>(b)) != 0;
}

// Options of layers with windows, in any order. One number applies to both axes.

/// The size of a window: Rows × Columns.
template <std::size_t Rows, std::size_t Columns = Rows> struct CONSTPROP_TAGGED kernel {
    static constexpr window_option sets = window_option::kernel;
    static constexpr bool is_for_images = Rows != Columns;
    static constexpr void set(window_settings& of) noexcept {
        of.over.rows.size = Rows;
        of.over.columns.size = Columns;
    }
};

/// The distance between neighboring places.
template <std::size_t Rows, std::size_t Columns = Rows> struct CONSTPROP_TAGGED stride {
    static constexpr window_option sets = window_option::stride;
    static constexpr bool is_for_images = Rows != Columns;
    static constexpr void set(window_settings& of) noexcept {
        of.over.rows.stride = Rows;
        of.over.columns.stride = Columns;
    }
};

/// The distance between neighboring values of a window.
template <std::size_t Rows, std::size_t Columns = Rows> struct CONSTPROP_TAGGED dilation {
    static constexpr window_option sets = window_option::dilation;
    static constexpr bool is_for_images = Rows != Columns;
    static constexpr void set(window_settings& of) noexcept {
        of.over.rows.dilation = Rows;
        of.over.columns.dilation = Columns;
    }
};

/// Zeros around the input, like PyTorch's `padding`. For an image: one number for all sides; two for above and below, left and
/// right; or four for above, below, left, right. For a signal: one number for both ends; or two for before and after.
template <std::size_t... Values> struct CONSTPROP_TAGGED padding {
    static constexpr std::size_t count = sizeof...(Values);
    static constexpr bool has_its_numbers = count == 1 || count == 2 || count == 4;
    static constexpr window_option sets = window_option::padding;
    static constexpr bool is_for_images = count == 4;
    static constexpr void set(window_settings& of) noexcept {
        if constexpr (has_its_numbers) {
            constexpr std::size_t values[] = {Values...};
            of.over.rows.before = values[0];
            of.over.rows.after = values[count == 4 ? 1 : 0];
            of.over.columns.before = values[count == 4 ? 2 : of.axes == 1 ? 0 : count - 1];
            of.over.columns.after = values[count - 1];
        }
    }
};

/// Pads for ⌈size / stride⌉ places, with an odd pixel of padding at the end.
///
/// Source:      Keras' and TensorFlow Lite's padding SAME
struct CONSTPROP_TAGGED same {
    static constexpr window_option sets = window_option::same;
    static constexpr bool is_for_images = false;
    static constexpr void set(window_settings& of) noexcept { of.over.rows.same = of.over.columns.same = true; }
};

/// Splits input and output channels into `Count` groups: each output depends on the inputs of its own group only.
template <std::size_t Count> struct CONSTPROP_TAGGED groups {
    static constexpr window_option sets = window_option::groups;
    static constexpr bool is_for_images = false;
    static constexpr void set(window_settings& of) noexcept { of.groups = Count; }
};

/// The number of outputs for each channel of a depthwise convolution.
template <std::size_t Count> struct CONSTPROP_TAGGED multiplier {
    static constexpr window_option sets = window_option::multiplier;
    static constexpr bool is_for_images = false;
    static constexpr void set(window_settings& of) noexcept { of.multiplier = Count; }
};

/// Leaves out the bias.
struct CONSTPROP_TAGGED no_bias {
    static constexpr window_option sets = window_option::no_bias;
    static constexpr bool is_for_images = false;
    static constexpr void set(window_settings& of) noexcept { of.has_bias = false; }
};

/// Averages count the zeros of the padding, as in PyTorch by default. Without this option they do not, as in Keras,
/// TensorFlow Lite and ONNX.
struct CONSTPROP_TAGGED count_padding {
    static constexpr window_option sets = window_option::count_padding;
    static constexpr bool is_for_images = false;
    static constexpr void set(window_settings& of) noexcept { of.counts_padding = true; }
};

/// Rounds the number of places up: a last window that begins on the input, or before it, may reach beyond its padding.
///
/// Source:      PyTorch's ceil_mode
struct CONSTPROP_TAGGED ceil_mode {
    static constexpr window_option sets = window_option::ceil_mode;
    static constexpr bool is_for_images = false;
    static constexpr void set(window_settings& of) noexcept {
        of.over.rows.rounds_up = of.over.columns.rounds_up = true;
    }
};

}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET::detail {

template <class Option> inline constexpr bool is_window_option = requires(window_settings& of) { Option::set(of); };

/// True if an option has a valid number of numbers.
template <class Option> inline constexpr bool has_its_numbers = true;
template <class Option>
requires requires { Option::has_its_numbers; }
inline constexpr bool has_its_numbers<Option> = Option::has_its_numbers;

/// Applies an option. Ignores other types.
template <class Option> constexpr void set_option([[maybe_unused]] window_settings& of) noexcept {
    if constexpr (is_window_option<Option>) Option::set(of);
}

/// The settings of windows along `axes` axes.
template <class... Options> constexpr window_settings settings_of(window_settings before) noexcept {
    (set_option<Options>(before), ...);
    if (before.axes == 1) before.over.rows = window{};
    return before;
}

/// A sentence about the first option that does not suit a layer along `Axes` axes, which accepts the options `Taken`.
template <class Layer, std::size_t Axes, window_option Taken, class... Before> struct check_options {
    template <class Other, class Option>
    static constexpr bool contradicts(window_option one, window_option other) noexcept {
        return Other::sets == one && Option::sets == other;
    }
    /// True if an option repeats or contradicts another one.
    template <class Other, class Option> static constexpr bool clash() noexcept {
        constexpr auto padding = window_option::padding, same = window_option::same, ceil = window_option::ceil_mode;
        return Other::sets == Option::sets || contradicts<Other, Option>(same, padding) ||
               contradicts<Other, Option>(padding, same) || contradicts<Other, Option>(same, ceil) ||
               contradicts<Other, Option>(ceil, same);
    }
    template <class Option, class First, class... Rest> static constexpr auto clashing() noexcept {
        using about = errors::type<Option>;
        if constexpr (clash<First, Option>())
            return std::type_identity<typename about::template is_given_beside<First>>{};
        else return clashing<Option, Rest...>();
    }
    template <class Option> static constexpr auto clashing() noexcept { return std::type_identity<errors::nothing>{}; }

    static constexpr auto sentence() noexcept { return std::type_identity<errors::nothing>{}; }
    template <class First, class... Rest> static constexpr auto sentence() noexcept {
        using about = errors::type<First>;
        if constexpr (!is_window_option<First>) {
            return std::type_identity<typename about::template is_no_option_of<Layer>>{};
        } else if constexpr (!(First::sets & Taken)) {
            return std::type_identity<typename about::template is_no_option_of<Layer>>{};
        } else if constexpr (!has_its_numbers<First>) {
            return std::type_identity<typename about::is_given_neither_one_nor_two_nor_four_numbers>{};
        } else if constexpr (Axes == 1 && First::is_for_images) {
            return std::type_identity<typename about::template is_for_images_but_signals_are_for<Layer>>{};
        } else {
            using clash_with = typename decltype(clashing<First, Before...>())::type;
            if constexpr (!std::is_same_v<clash_with, errors::nothing>) return std::type_identity<clash_with>{};
            else return check_options<Layer, Axes, Taken, Before..., First>::template sentence_of<Rest...>();
        }
    }
    template <class... Options> static constexpr auto sentence_of() noexcept {
        if constexpr (sizeof...(Options) == 0) return sentence();
        else return sentence<Options...>();
    }
};

template <class Layer, std::size_t Axes, window_option Taken, class... Options>
using option_misuse = typename decltype(check_options<Layer, Axes, Taken>::template sentence_of<Options...>())::type;

/// The extent that layers along `axes` axes ask for, in the answer to a wrong offer: with `channels` channels, any number if 0.
constexpr extent any_extent(std::size_t axes, std::size_t channels) noexcept {
    return {axes == 1 ? rank::signal : rank::image, 0, 0, channels};
}
constexpr bool has_axes(const extent& offered, std::size_t axes) noexcept {
    return offered.kind == (axes == 1 ? rank::signal : rank::image);
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_LAYERS_WINDOW_OPTIONS_HPP
