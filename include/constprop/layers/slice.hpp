#ifndef CONSTPROP_LAYERS_SLICE_HPP
#define CONSTPROP_LAYERS_SLICE_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/window_options.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// Places First, First + Step … below End along an axis; all of it where End is 0.
struct sliced_axis {
    std::size_t first = 0, end = 0, step = 1;

    [[nodiscard]] constexpr std::size_t count(std::size_t length) const noexcept {
        return end == 0 ? length : (end - first + step - 1) / step;
    }
};
struct slice_settings {
    sliced_axis rows{}, columns{}, channels{};
};

/// An option that takes a part of one axis.
template <sliced_axis slice_settings::* Axis, std::size_t First, std::size_t End, std::size_t Step>
struct range_option {
    static constexpr sliced_axis slice_settings::* axis = Axis;
    static constexpr bool takes_some = First < End && Step > 0;
    static constexpr void set(slice_settings& of) noexcept { of.*Axis = {First, End, Step}; }
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

namespace constprop {

// Options of `slice`, in any order: places First, First + Step … below End.

/// Rows of an image.
template <std::size_t First, std::size_t End, std::size_t Step = 1>
struct CONSTPROP_TAGGED row_range : detail::range_option<&detail::slice_settings::rows, First, End, Step> {};
/// Columns of an image, positions of a signal.
template <std::size_t First, std::size_t End, std::size_t Step = 1>
struct CONSTPROP_TAGGED column_range : detail::range_option<&detail::slice_settings::columns, First, End, Step> {};
/// Channels, or values of a vector.
template <std::size_t First, std::size_t End, std::size_t Step = 1>
struct CONSTPROP_TAGGED channel_range : detail::range_option<&detail::slice_settings::channels, First, End, Step> {};

}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET::detail {

template <class Option>
concept is_range_option = requires(slice_settings& of) { Option::set(of), Option::takes_some; };

/// A sentence about the first option that is no range, is empty, or is not the only one of its axis.
template <class Layer, class... Options> struct slice_misuse {
    using type = errors::nothing;
};
template <class Layer, class First, class... Rest> struct slice_misuse<Layer, First, Rest...> {
    template <class Other> static constexpr bool is_of_one_axis() noexcept {
        if constexpr (is_range_option<Other>) return Other::axis == First::axis;
        else return false;
    }
    static constexpr auto find() noexcept {
        using about = errors::type<First>;
        if constexpr (!is_range_option<First>)
            return std::type_identity<typename about::template is_no_option_of<Layer>>{};
        else if constexpr (!First::takes_some) return std::type_identity<typename about::takes_nothing>{};
        else return beside<Rest...>();
    }
    /// About the first of the others that is of the same axis.
    template <class... Others> static constexpr auto beside() noexcept {
        if constexpr (sizeof...(Others) == 0) return slice_misuse<Layer, Rest...>{};
        else return beside_first<Others...>();
    }
    template <class Other, class... Others> static constexpr auto beside_first() noexcept {
        if constexpr (is_of_one_axis<Other>())
            return std::type_identity<typename errors::type<Other>::template is_given_beside<First>>{};
        else return beside<Others...>();
    }
    using type = typename decltype(find())::type;
};

template <class Option> constexpr void set_range([[maybe_unused]] slice_settings& of) noexcept {
    if constexpr (is_range_option<Option>) Option::set(of);
}
template <class... Options> constexpr slice_settings ranges_of() noexcept {
    slice_settings all{};
    (set_range<Options>(all), ...);
    return all;
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

namespace constprop {

/// A part of an image, a signal or a vector: some of its rows, columns and channels, side by side or every `Step`-th.
///
///     slice<channel_range<0, 4>>                      the first four channels
///     slice<row_range<1, 7>, column_range<0, 8, 2>>   without the border above and below, every other column
///
/// Shapes:      x H × W × C, y as many rows, columns and channels as the ranges take. The values of a vector count in PyTorch's
///              order
/// backward:    dx = dy where x is taken, else 0
/// Parameters:  none
/// Cost:        one copy
/// Rejects:     ranges beyond x, rows of a signal, rows and columns of a vector, empty ranges, two of one axis
/// Source:      TensorFlow Lite's STRIDED_SLICE; x[:, a:b:s] in PyTorch
template <class... Ranges> struct CONSTPROP_TAGGED slice {
    using final_type = slice;
    using misuse = typename detail::slice_misuse<slice, Ranges...>::type;
    static constexpr detail::slice_settings ranges = detail::ranges_of<Ranges...>();

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept {
        const bool has_rows = ranges.rows.end > 0, has_columns = ranges.columns.end > 0;
        if (has_rows && offered.kind != rank::image) return {detail::any_extent(2, 0), {}};
        if (has_columns && offered.kind == rank::vector) return {detail::any_extent(1, 0), {}};
        if (offered.kind == rank::vector) {
            if (offered.size() < ranges.channels.end) return {vector_of(ranges.channels.end), {}};
            return {offered, ranges.channels.end == 0 ? offered : vector_of(ranges.channels.count(offered.size()))};
        }
        const auto at_least = [](std::size_t length, std::size_t end) noexcept { return length < end ? end : length; };
        return {{offered.kind, at_least(offered.height, ranges.rows.end), at_least(offered.width, ranges.columns.end),
                 at_least(offered.channels, ranges.channels.end)},
                {offered.kind, ranges.rows.count(offered.height), ranges.columns.count(offered.width),
                 ranges.channels.count(offered.channels)}};
    }

    template <class T, extent In> struct on {
        static constexpr extent out = shape(In).gives;
        using input_row = std::array<T, In.size()>;
        using output_row = std::array<T, out.size()>;

        /// Calls use(i, k): value i of x is value k of y.
        template <class Use> [[gnu::always_inline]] static constexpr void for_each(const Use& use) noexcept {
            constexpr auto rows = ranges.rows, columns = ranges.columns, channels = ranges.channels;
            if constexpr (In.kind == rank::vector && channels.end > 0) {
                for (std::size_t k = 0; k < out.size(); ++k)
                    use(In.from_channels_first(channels.first + k * channels.step), k);
            } else {
                std::size_t k = 0;
                for (std::size_t r = 0; r < out.height; ++r)
                    for (std::size_t c = 0; c < out.width; ++c) {
                        const std::size_t row = rows.first + r * rows.step, column = columns.first + c * columns.step;
                        const std::size_t pixel = (row * In.width + column) * In.channels;
                        for (std::size_t i = 0; i < out.channels; ++i)
                            use(pixel + channels.first + i * channels.step, k++);
                    }
            }
        }
        /// One row of values.
        static constexpr void copy(const T* x, T* y) noexcept {
            for_each([&](std::size_t i_, std::size_t k_) noexcept { y[k_] = x[i_]; });
        }
        template <std::size_t Batch>
        static constexpr void forward(const T* /*none*/, const input_row* x, output_row* y,
                                      std::size_t count) noexcept {
            for (std::size_t n = 0; n < count; ++n) copy(x[n].data(), y[n].data());
        }
        template <std::size_t Batch, class Dx, class Sink>
        static constexpr void backward(const T* /*none*/, const input_row* /*x*/, const output_row* /*y*/,
                                       const output_row* dy, [[maybe_unused]] Dx dx, std::size_t count,
                                       Sink /*no parameters*/) noexcept {
            if constexpr (detail::is_asked<Dx>)
                for (std::size_t n = 0; n < count; ++n) {
                    T* const to = dx[n].data();
                    for (std::size_t i = 0; i < In.size(); ++i) to[i] = T(0);
                    for_each([&](std::size_t i_, std::size_t k_) noexcept { to[i_] = dy[n].data()[k_]; });
                }
        }
    };
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_SLICE_HPP
