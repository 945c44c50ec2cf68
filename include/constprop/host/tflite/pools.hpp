#ifndef CONSTPROP_HOST_TFLITE_POOLS_HPP
#define CONSTPROP_HOST_TFLITE_POOLS_HPP

#include <constprop/host/tflite/operators.hpp>
#include <constprop/host/tflite/windows.hpp>
#include <constprop/kernels/axis.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/average_pool.hpp>
#include <constprop/layers/max_pool.hpp>

#include <cstddef>
#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::host {
namespace detail {

/// Padding belongs to no window: none, or SAME.
template <class Layer, const tflite_kind& Kind> struct pool_of_tflite {
    static constexpr kernels::axis rows(const extent& in) noexcept { return Layer::settings.over.rows.on(in.height); }
    static constexpr kernels::axis columns(const extent& in) noexcept {
        return Layer::settings.over.columns.on(in.width);
    }
    [[nodiscard]] static constexpr bool fits(const extent& in) noexcept {
        const auto padding = padding_of(Layer::settings.over, rows(in), columns(in));
        return padding && rows(in).dilation == 1 && columns(in).dilation == 1 &&
               (*padding == tflite_padding::valid || !Layer::settings.counts_padding);
    }
    template <class Place>
    [[nodiscard]] static tflite_value write(tflite_graph& graph, const tflite_value& x, const Place& /*layer*/) {
        constexpr kernels::axis down = rows(Place::takes), across = columns(Place::takes);
        return graph.node(Kind, {x.tensor}, Place::gives, x.by,
                          window_options(5, 5, *padding_of(Layer::settings.over, down, across), down, across)
                              .with(3, static_cast<std::int32_t>(across.size))
                              .with(4, static_cast<std::int32_t>(down.size)));
    }
};

}  // namespace detail

template <std::size_t Size, class... Options>
struct tflite_operators<max_pool2d<Size, Options...>>
    : detail::pool_of_tflite<max_pool2d<Size, Options...>, tflite_kinds::max_pool_2d> {};
template <std::size_t Size, class... Options>
struct tflite_operators<max_pool1d<Size, Options...>>
    : detail::pool_of_tflite<max_pool1d<Size, Options...>, tflite_kinds::max_pool_2d> {};
template <std::size_t Size, class... Options>
struct tflite_operators<average_pool2d<Size, Options...>>
    : detail::pool_of_tflite<average_pool2d<Size, Options...>, tflite_kinds::average_pool_2d> {};
template <std::size_t Size, class... Options>
struct tflite_operators<average_pool1d<Size, Options...>>
    : detail::pool_of_tflite<average_pool1d<Size, Options...>, tflite_kinds::average_pool_2d> {};

/// One window, and a vector of what it gives.
template <> struct tflite_operators<global_max_pool> {
    template <class Layer>
    [[nodiscard]] static tflite_value write(tflite_graph& graph, const tflite_value& x, const Layer& /*layer*/) {
        constexpr extent in = Layer::takes;
        const kernels::axis rows{.length = in.height, .size = in.height}, columns{.length = in.width, .size = in.width};
        const extent one{in.kind, 1, 1, in.channels};
        const tflite_value y = graph.node(tflite_kinds::max_pool_2d, {x.tensor}, one, x.by,
                                          detail::window_options(5, 5, detail::tflite_padding::valid, rows, columns)
                                              .with(3, static_cast<std::int32_t>(in.width))
                                              .with(4, static_cast<std::int32_t>(in.height)));
        return graph.reshaped(y, Layer::gives);
    }
};

/// The mean over rows and columns.
template <> struct tflite_operators<global_average_pool> {
    template <class Layer>
    [[nodiscard]] static tflite_value write(tflite_graph& graph, const tflite_value& x, const Layer& layer) {
        return graph.node(tflite_kinds::mean, {x.tensor, graph.integers("axes", {1, 2})}, Layer::gives,
                          layer.gives_by(x), {.number = 27});
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_TFLITE_POOLS_HPP
