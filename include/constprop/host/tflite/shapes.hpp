#ifndef CONSTPROP_HOST_TFLITE_SHAPES_HPP
#define CONSTPROP_HOST_TFLITE_SHAPES_HPP

#include <constprop/host/tflite/operators.hpp>
#include <constprop/host/tflite/windows.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/flatten.hpp>
#include <constprop/layers/pad.hpp>
#include <constprop/layers/upsample.hpp>

#include <cstddef>
#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::host {

/// The same values in the same order.
template <> struct tflite_operators<flatten> {
    template <class Layer>
    [[nodiscard]] static tflite_value write(tflite_graph& graph, const tflite_value& x, const Layer& /*layer*/) {
        return graph.reshaped(x, Layer::gives);
    }
};

/// Where PyTorch's order of the vector and of the image is the same, no value moves.
template <class Extent> struct tflite_operators<unflatten<Extent>> {
    [[nodiscard]] static constexpr bool fits(const extent& in) noexcept {
        const extent to = Extent::input_extent;
        const auto has_one_order = [](const extent& of_) { return of_.positions() == 1 || of_.channels == 1; };
        return in.positions() == to.positions() || (has_one_order(in) && has_one_order(to));
    }
    template <class Layer>
    [[nodiscard]] static tflite_value write(tflite_graph& graph, const tflite_value& x, const Layer& /*layer*/) {
        return graph.reshaped(x, Layer::gives);
    }
};

template <std::size_t... Values> struct tflite_operators<pad<Values...>> {
    template <class Layer>
    [[nodiscard]] static tflite_value write(tflite_graph& graph, const tflite_value& x, const Layer& /*layer*/) {
        constexpr extent in = Layer::takes;
        constexpr windows over = pad<Values...>::over(in);
        return detail::surrounded_by_zeros(graph, x, over.rows.on(in.height), over.columns.on(in.width));
    }
};

/// Value y is the input's ⌊y / factor⌋: neither are corners aligned, nor do pixels begin at their halves.
template <std::size_t Rows, std::size_t Columns> struct tflite_operators<upsample<Rows, Columns>> {
    template <class Layer>
    [[nodiscard]] static tflite_value write(tflite_graph& graph, const tflite_value& x, const Layer& /*layer*/) {
        constexpr extent gives = Layer::gives;
        const auto size =
            graph.integers("size", {static_cast<std::int32_t>(gives.height), static_cast<std::int32_t>(gives.width)});
        return graph.node(tflite_kinds::resize_nearest_neighbor, {x.tensor, size}, gives, x.by, {.number = 74});
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_TFLITE_SHAPES_HPP
