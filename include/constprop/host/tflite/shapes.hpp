#ifndef CONSTPROP_HOST_TFLITE_SHAPES_HPP
#define CONSTPROP_HOST_TFLITE_SHAPES_HPP

#include <constprop/host/tflite/operators.hpp>
#include <constprop/host/tflite/windows.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/flatten.hpp>
#include <constprop/layers/pad.hpp>
#include <constprop/layers/slice.hpp>
#include <constprop/layers/upsample.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

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

/// Of a vector that was an image, values would come in PyTorch's order.
template <class... Ranges> struct tflite_operators<slice<Ranges...>> {
    [[nodiscard]] static constexpr bool fits(const extent& in) noexcept { return detail::lies_in_one_order(in); }
    template <class Layer>
    [[nodiscard]] static tflite_value write(tflite_graph& graph, const tflite_value& x, const Layer& /*layer*/) {
        constexpr extent in = Layer::takes;
        constexpr auto ranges = slice<Ranges...>::ranges;
        std::vector<std::int32_t> begin{0}, end{1}, stride{1};
        const auto add = [&](const auto& range_, std::size_t length_) {
            begin.push_back(static_cast<std::int32_t>(range_.first));
            end.push_back(static_cast<std::int32_t>(range_.end == 0 ? length_ : range_.end));
            stride.push_back(static_cast<std::int32_t>(range_.step));
        };
        if (in.kind != rank::vector) add(ranges.rows, in.height), add(ranges.columns, in.width);
        add(ranges.channels, in.kind == rank::vector ? in.size() : in.channels);
        return graph.node(
            tflite_kinds::strided_slice,
            {x.tensor, graph.integers("begin", begin), graph.integers("end", end), graph.integers("strides", stride)},
            Layer::gives, x.by, {.number = 32});
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
