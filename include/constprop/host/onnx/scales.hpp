#ifndef CONSTPROP_HOST_ONNX_SCALES_HPP
#define CONSTPROP_HOST_ONNX_SCALES_HPP

#include <constprop/constprop.hpp>
#include <constprop/host/bytes.hpp>
#include <constprop/host/layer_integers.hpp>
#include <constprop/host/onnx/graph.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

/// The weights of layers of integers, with their scales.
namespace constprop::inline CONSTPROP_TARGET::host::detail {

/// Whether a layer is a transposed convolution, whose weights are (input, output, row, column).
template <class Layer> constexpr bool has_outputs_second() noexcept {
    if constexpr (requires { Layer::transposed; }) return Layer::transposed;
    else return false;
}

/// Where weight k of an output, counted as kernels count it, lies in PyTorch's order.
template <class Layer, extent Takes, class Kernel>
constexpr std::size_t int8_weight_place(std::size_t output, std::size_t k) noexcept {
    if constexpr (constprop::detail::is_linear<Layer>) {
        return output * Kernel::weights_per_output + Takes.to_channels_first(k);
    } else {
        constexpr std::size_t inputs = Kernel::inputs, taps = Kernel::weights_per_output / inputs;
        if constexpr (has_outputs_second<Layer>()) return (k % inputs * Kernel::outputs + output) * taps + k / inputs;
        else return output * Kernel::weights_per_output + k % inputs * taps + k / inputs;
    }
}

/// Writes a layer of floats by write(graph), and puts integers with a DequantizeLinear in place of its weights and biases: the
/// last initializers, as many as the layer has inputs. Outputs are dimension `axis` of the weights.
template <class Write>
std::string write_with_integers(onnx_graph& graph, const Write& write, float step, const layer_integers& of, int axis) {
    const std::string y = write(graph);
    onnx::NodeProto layer = graph.take_last_node();
    const bool has_biases = layer.input_size() > 2;
    if (has_biases) graph.take_initializer(layer.input(2));
    const onnx::TensorProto from = graph.take_initializer(layer.input(1));
    std::vector<std::int8_t> weights;
    const std::string& bytes = from.raw_data();
    for (std::size_t k = 0; k < bytes.size(); k += sizeof(float))
        weights.push_back(static_cast<std::int8_t>(read_little_endian<float>(bytes.data() + k)));

    const std::vector<float>& scales = of.scales;
    const bool is_one = scales.size() == 1;
    const tensor_shape of_scales = is_one ? tensor_shape{} : tensor_shape{scales.size()};
    const auto real = [&](const std::string& integers, const std::vector<float>& by, const auto& zeros, int along_) {
        const std::vector<std::string> takes{integers, graph.constants("scale", of_scales, by),
                                             graph.constants("zero_point", of_scales, zeros)};
        if (is_one) return graph.node("DequantizeLinear", takes);
        return graph.node("DequantizeLinear", takes, {{"axis", along_}});
    };
    const tensor_shape shape(from.dims().begin(), from.dims().end());
    layer.set_input(
        1, real(graph.constants("weight", shape, weights), scales, std::vector<std::int8_t>(scales.size()), axis));
    if (has_biases) {
        std::vector<float> steps;
        for (const float scale : scales) steps.push_back(step * scale);
        layer.set_input(2, real(graph.constants("bias", {of.biases.size()}, of.biases), steps,
                                std::vector<std::int32_t>(scales.size()), 0));
    }
    graph.put_node(layer);
    return y;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_ONNX_SCALES_HPP
