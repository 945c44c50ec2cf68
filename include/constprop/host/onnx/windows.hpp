#ifndef CONSTPROP_HOST_ONNX_WINDOWS_HPP
#define CONSTPROP_HOST_ONNX_WINDOWS_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/kernels/axis.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <vector>

/// Windows as ONNX's attributes list them: one number for each axis of a signal or an image.
namespace constprop::inline CONSTPROP_TARGET::host::detail {

/// The axes along which windows move: rows and columns of an image, positions of a signal.
inline std::vector<kernels::axis> window_axes(rank kind, const kernels::axis& rows, const kernels::axis& columns) {
    if (kind == rank::signal) return {columns};
    return {rows, columns};
}

inline std::vector<std::size_t> each(const std::vector<kernels::axis>& axes, std::size_t kernels::axis::* number) {
    std::vector<std::size_t> list;
    for (const kernels::axis& one : axes) list.push_back(one.*number);
    return list;
}

/// Padding: all beginnings, then all ends.
inline std::vector<std::size_t> pads(const std::vector<kernels::axis>& axes) {
    std::vector<std::size_t> list = each(axes, &kernels::axis::before);
    for (const kernels::axis& one : axes) list.push_back(one.after);
    return list;
}

/// The number of values from the first to the last that windows at all places cover.
inline std::size_t covered(const kernels::axis& along) {
    return along.places == 0 ? 0 : (along.places - 1) * along.stride + (along.size - 1) * along.dilation + 1;
}

/// The values by which the last window reaches beyond the axis and its padding: of a pool that rounds up.
inline std::size_t beyond(const kernels::axis& along) {
    const std::size_t padded = along.before + along.length + along.after;
    return covered(along) > padded ? covered(along) - padded : 0;
}

/// The values at the end that no window covers; a transposed convolution gives them its bias alone.
inline std::size_t uncovered(const kernels::axis& along) {
    const std::size_t padded = along.before + along.length + along.after;
    return padded > covered(along) ? padded - covered(along) : 0;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_ONNX_WINDOWS_HPP
