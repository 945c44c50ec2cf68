#ifndef CONSTPROP_HOST_TFLITE_WINDOWS_HPP
#define CONSTPROP_HOST_TFLITE_WINDOWS_HPP

#include <constprop/host/tflite/graph.hpp>
#include <constprop/kernels/axis.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/window.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

/// How windows move, as TensorFlow Lite says it: with padding VALID, which is none, or SAME.
namespace constprop::inline CONSTPROP_TARGET::host::detail {

/// As in the format.
enum class tflite_padding : std::int8_t { same, valid };

constexpr std::size_t reach_of(const kernels::axis& along) noexcept { return (along.size - 1) * along.dilation + 1; }

/// The padding with which TensorFlow Lite has the same windows along an axis, or along both; nothing where there is none.
constexpr bool is_valid(const kernels::axis& along) noexcept {
    return along.before == 0 && along.length >= reach_of(along) &&
           along.places == (along.length - reach_of(along)) / along.stride + 1;
}
constexpr bool is_same(const kernels::axis& along) noexcept {
    const std::size_t covered = (along.places - 1) * along.stride + reach_of(along);
    return along.places == (along.length + along.stride - 1) / along.stride &&
           along.before == (covered > along.length ? (covered - along.length) / 2 : 0);
}
/// Where both have, the one that the layer says.
constexpr std::optional<tflite_padding> padding_of(const windows& over, const kernels::axis& rows,
                                                   const kernels::axis& columns) noexcept {
    const bool same = is_same(rows) && is_same(columns);
    if (same && over.rows.same) return tflite_padding::same;
    if (is_valid(rows) && is_valid(columns)) return tflite_padding::valid;
    if (same) return tflite_padding::same;
    return {};
}

/// Zeros around an image; in a network of integers, the integer that stands for zero.
inline tflite_value surrounded_by_zeros(tflite_graph& graph, const tflite_value& x, const kernels::axis& rows,
                                        const kernels::axis& columns) {
    std::vector<std::int32_t> amounts(8, 0);
    std::size_t at = 2;
    for (const kernels::axis& one : {rows, columns})
        for (const std::size_t amount : {one.before, one.after}) amounts[at++] = static_cast<std::int32_t>(amount);
    extent padded = x.shape;
    padded.height += rows.before + rows.after;
    padded.width += columns.before + columns.after;
    return graph.node(tflite_kinds::pad, {x.tensor, graph.constants("padding", {4, 2}, amounts)}, padded, x.by,
                      {.number = 22});
}

/// The first options of all operators with windows: padding, then strides along rows of pixels and along columns.
inline tflite_operator_options window_options(std::uint8_t number, std::size_t clamp_field, tflite_padding padding,
                                              const kernels::axis& rows, const kernels::axis& columns) {
    return tflite_operator_options{.number = number, .clamp_field = clamp_field}
        .with(0, static_cast<std::int8_t>(padding))
        .with(1, static_cast<std::int32_t>(columns.stride))
        .with(2, static_cast<std::int32_t>(rows.stride));
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_TFLITE_WINDOWS_HPP
