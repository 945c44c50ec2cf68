#ifndef CONSTPROP_HOST_ONNX_OPERATORS_HPP
#define CONSTPROP_HOST_ONNX_OPERATORS_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/concept/tensor.hpp>
#include <constprop/host/onnx/graph.hpp>
#include <constprop/host/onnx/order.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <string>
#include <type_traits>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// Translates a layer to ONNX's operators: `write` adds nodes to a graph and returns the name of their output. `x` is the
/// name of their input. `stage` is the layer with its parameters, as `net.layer<Position>()` returns it; `Stage::place` has the
/// extents that it takes and gives.
///
/// Values have channels first: (batch, values), (batch, channels, positions) or (batch, channels, rows, columns). A flattened
/// image is in PyTorch's order, except for a layer that works on values and gives others: x is then in the network's order.
///
/// Specialize it for your own layer:
///
///     template <> struct constprop::host::onnx_operators<my::cube> {
///         static std::string write(onnx_graph& graph, const std::string& x, const auto& /*stage*/) {
///             return graph.node("Mul", {graph.node("Mul", {x, x}), x});
///         }
///     };
template <class Layer> struct onnx_operators;

namespace detail {

template <class Layer>
concept has_onnx_operators = requires { sizeof(onnx_operators<Layer>); };

/// True if a layer counts the values of a flattened image in the network's order: it works on values, gives others, and knows
/// nothing of axes, as `linear` does.
template <class Layer> inline constexpr bool counts_in_network_order = false;
template <works_on_values Layer>
inline constexpr bool counts_in_network_order<Layer> =
    !constprop::detail::keeps_extent<Layer>() && !requires { Layer::template position<extent{}>(0); };

/// Writes a layer behind one that gives `Given`, and returns the name of its output. Nodes are named after `graph`. The two may
/// count the values of a flattened image in different orders.
template <extent Given, class Stage> std::string write_layer(onnx_graph graph, std::string x, const Stage& stage) {
    using layer = typename Stage::layer_type;
    constexpr extent takes = Stage::place.takes,
                     counted = counts_in_network_order<layer> ? vector_of(takes.size()) : takes;
    if (Given != counted) x = from_network_order(graph, in_network_order(graph, x, Given), counted);
    return onnx_operators<layer>::write(graph, x, stage);
}

/// The parameters of `stage` from number `first` on.
template <class Stage> auto parameters_of(const Stage& stage, std::size_t first, std::size_t count) {
    std::vector<std::remove_cvref_t<decltype(stage.parameter(0))>> values;
    for (std::size_t k = 0; k < count; ++k) values.push_back(stage.parameter(first + k));
    return values;
}

/// Adds a layer's tensors as constants, under PyTorch's names, and returns x and their names: the inputs of its operator.
/// Each tensor's dimensions are followed by `behind` dimensions of 1, so that channels are those of an image.
template <class Stage>
std::vector<std::string> with_tensors(onnx_graph& graph, const std::string& x, const Stage& stage,
                                      std::size_t behind = 0) {
    std::vector<std::string> names{x};
    std::size_t parameter = 0, statistic = 0;
    for (const constprop::tensor& from : Stage::tensors) {
        tensor_shape shape(from.dimensions.begin(), from.dimensions.begin() + from.rank);
        shape.insert(shape.end(), behind, 1);
        std::vector<typename Stage::scalar> values;
        for (std::size_t k = 0; k < from.size(); ++k)
            values.push_back(from.is_trained() ? stage.parameter(parameter++) : stage.statistics()[statistic++]);
        names.push_back(graph.constants(from.name, shape, values));
    }
    return names;
}

/// The number of dimensions behind the channels.
constexpr std::size_t axes_of(const extent& of) noexcept {
    return of.kind == rank::vector ? 0 : of.kind == rank::signal ? 1 : 2;
}

/// A std::ratio as a number.
template <class Ratio>
inline constexpr double value_of_ratio = static_cast<double>(Ratio::num) / static_cast<double>(Ratio::den);

}  // namespace detail
}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_ONNX_OPERATORS_HPP
