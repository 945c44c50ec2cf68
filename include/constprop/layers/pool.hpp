#ifndef CONSTPROP_LAYERS_POOL_HPP
#define CONSTPROP_LAYERS_POOL_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/pool.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/window_options.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

/// The common parts of all pools.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// The reduction of a window: its passes, and the kernel that implements them.
struct takes_greatest {
    template <kernels::pool_sizes Sizes> struct on_rows {
        template <class T> static constexpr void forward(const T* x, T* y) noexcept {
            kernels::max_pool<Sizes>::forward(x, y);
        }
        template <class T> static constexpr void backward(const T* x, const T* dy, T* dx) noexcept {
            kernels::max_pool<Sizes>::backward(x, dy, dx);
        }
    };
};
struct takes_average {
    template <kernels::pool_sizes Sizes> struct on_rows {
        template <class T> static constexpr void forward(const T* x, T* y) noexcept {
            kernels::average_pool<Sizes>::forward(x, y);
        }
        template <class T> static constexpr void backward(const T* /*x*/, const T* dy, T* dx) noexcept {
            kernels::average_pool<Sizes>::backward(dy, dx);
        }
    };
};

/// A pool with these sizes, in its place. It keeps nothing from its forward pass.
template <class Makes, class T, extent In, kernels::pool_sizes Sizes> struct pool_on {
    using kernel = typename Makes::template on_rows<Sizes>;
    using input_row = std::array<T, In.size()>;
    using output_row = std::array<T, Sizes.rows.places * Sizes.columns.places * Sizes.channels>;

    template <std::size_t Batch>
    static constexpr void forward(const T* /*none*/, const input_row* x, output_row* y, std::size_t count) noexcept {
        for (std::size_t n = 0; n < count; ++n) kernel::forward(x[n].data(), y[n].data());
    }
    template <std::size_t Batch, class Dx, class Sink>
    static constexpr void backward(const T* /*none*/, const input_row* x, const output_row* /*y*/, const output_row* dy,
                                   [[maybe_unused]] Dx dx, std::size_t count, Sink /*no parameters*/) noexcept {
        if constexpr (is_asked<Dx>)
            for (std::size_t n = 0; n < count; ++n) kernel::backward(x[n].data(), dy[n].data(), dx[n].data());
    }
};

/// Windows of Size × Size, with a stride of their size, unless options say otherwise.
template <std::size_t Size, class... Options> constexpr window_settings pool_settings(window_settings before) noexcept {
    constexpr std::size_t unsaid = static_cast<std::size_t>(-1);
    before.over.rows = before.over.columns = window{.size = Size, .stride = unsaid};
    window_settings of = settings_of<Options...>(before);
    for (window* one : {&of.over.rows, &of.over.columns})
        if (one->stride == unsaid) one->stride = one->size;
    return of;
}

/// PyTorch's rule: with padding of more than half a window, a window could cover nothing but padding.
constexpr bool is_padded_too_much(const window& of) noexcept {
    return of.before > of.size / 2 || of.after > of.size / 2;
}

/// A sentence about the options of a pool, or about its size.
template <class Layer, std::size_t Axes, window_option Taken, std::size_t Size, window_settings Settings,
          class... Options>
constexpr auto check_pool() noexcept {
    using about_options = option_misuse<Layer, Axes, Taken, Options...>;
    using about = errors::type<Layer>;
    if constexpr (!std::is_same_v<about_options, errors::nothing>) return std::type_identity<about_options>{};
    else if constexpr ((Axes == 2 ? Settings.over.rows : Settings.over.columns).size != Size)
        return std::type_identity<typename about::has_another_size_than_its_kernel>{};
    else if constexpr (is_padded_too_much(Settings.over.rows) || is_padded_too_much(Settings.over.columns))
        return std::type_identity<typename about::has_more_padding_than_half_its_window>{};
    else return std::type_identity<errors::nothing>{};
}

/// A pool along `Axes` axes.
template <class Layer, class Makes, std::size_t Axes, window_option Taken, std::size_t Size, class... Options>
struct pool_layer {
    static constexpr window_settings settings = pool_settings<Size, Options...>({.axes = Axes});

    using final_type = Layer;
    using misuse = typename decltype(check_pool<Layer, Axes, Taken, Size, settings, Options...>())::type;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept {
        if (!has_axes(offered, Axes)) return {any_extent(Axes, 0), {}};
        if (!settings.over.always_see(offered)) return {offered, {}};
        return {offered, settings.over.places(offered, offered.channels)};
    }

    template <class T, extent In>
    using on = pool_on<Makes, T, In,
                       kernels::pool_sizes{.rows = settings.over.rows.on(In.height),
                                           .columns = settings.over.columns.on(In.width),
                                           .channels = In.channels,
                                           .counts_padding = settings.counts_padding}>;
};

inline constexpr window_option options_of_pools = window_option::kernel | window_option::stride |
                                                  window_option::padding | window_option::same |
                                                  window_option::ceil_mode;

/// A pool with a single window, which covers all of an image or a signal: its output is a vector of the channels.
template <class Layer, class Makes> struct global_pool {
    using final_type = Layer;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept {
        if (offered.kind == rank::vector) return {any_extent(2, 0), {}};
        return {offered, vector_of(offered.channels)};
    }

    template <class T, extent In>
    using on = pool_on<Makes, T, In,
                       kernels::pool_sizes{.rows = {.length = In.height, .size = In.height},
                                           .columns = {.length = In.width, .size = In.width},
                                           .channels = In.channels}>;
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_LAYERS_POOL_HPP
