#ifndef CONSTPROP_HOST_ONNX_ORDER_HPP
#define CONSTPROP_HOST_ONNX_ORDER_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/host/onnx/graph.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <string>
#include <vector>

/// Two orders of a sample's values: a graph has channels first, as PyTorch does, a network channels last.
namespace constprop::inline CONSTPROP_TARGET::host::detail {

using onnx_dimensions = std::vector<std::size_t>;  ///< without the batch

/// (values), (channels, positions) or (channels, rows, columns).
inline onnx_dimensions channels_first(const extent& of) {
    if (of.kind == rank::vector) return {of.size()};
    if (of.kind == rank::signal) return {of.channels, of.width};
    return {of.channels, of.height, of.width};
}

/// (values), (positions, channels) or (rows, columns, channels).
inline onnx_dimensions channels_last(const extent& of) {
    if (of.kind == rank::vector) return {of.size()};
    if (of.kind == rank::signal) return {of.width, of.channels};
    return {of.height, of.width, of.channels};
}

/// True if the two orders are one.
constexpr bool has_one_order(const extent& of) noexcept { return of.channels == 1 || of.positions() == 1; }

/// Gives the values of each sample these dimensions, in equal order.
inline std::string reshaped(onnx_graph& graph, const std::string& x, const onnx_dimensions& to) {
    onnx_dimensions all{0};  // as many samples as there are
    all.insert(all.end(), to.begin(), to.end());
    return graph.node("Reshape", {x, graph.integers("shape", all)});
}

/// Transposes an image or a signal.
inline std::string to_channels_last(onnx_graph& graph, const std::string& x, const extent& of) {
    const std::vector<std::size_t> dimensions{0, 2, 3, 1}, of_signal{0, 2, 1};
    return graph.node("Transpose", {x}, {{"perm", of.kind == rank::signal ? of_signal : dimensions}});
}
inline std::string to_channels_first(onnx_graph& graph, const std::string& x, const extent& of) {
    const std::vector<std::size_t> dimensions{0, 3, 1, 2}, of_signal{0, 2, 1};
    return graph.node("Transpose", {x}, {{"perm", of.kind == rank::signal ? of_signal : dimensions}});
}

/// The image that a vector was before `flatten`.
constexpr extent image_of(const extent& of) noexcept { return {rank::image, of.height, of.width, of.channels}; }

/// A value of the graph in the order of the network. A vector that `flatten` made of an image is in another one, too.
inline std::string in_network_order(onnx_graph& graph, const std::string& x, const extent& of) {
    if (has_one_order(of)) return x;
    if (of.kind != rank::vector) return to_channels_last(graph, x, of);
    const std::string image = reshaped(graph, x, channels_first(image_of(of)));
    return graph.node("Flatten", {to_channels_last(graph, image, image_of(of))});
}

/// The inverse.
inline std::string from_network_order(onnx_graph& graph, const std::string& x, const extent& of) {
    if (has_one_order(of)) return x;
    if (of.kind != rank::vector) return to_channels_first(graph, x, of);
    const std::string image = reshaped(graph, x, channels_last(image_of(of)));
    return graph.node("Flatten", {to_channels_first(graph, image, image_of(of))});
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_ONNX_ORDER_HPP
