#ifndef CONSTPROP_HOST_ONNX_SCALES_HPP
#define CONSTPROP_HOST_ONNX_SCALES_HPP

#include <constprop/constprop.hpp>
#include <constprop/host/bytes.hpp>
#include <constprop/host/onnx/graph.hpp>
#include <constprop/kernels/target.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

/// The weights of layers of integers, with their scales.
namespace constprop::inline CONSTPROP_TARGET::host::detail {

/// Where weight k of an output, counted as kernels count it, lies in PyTorch's order.
template <class Layer, extent Takes, class Kernel> constexpr std::size_t int8_weight_place(std::size_t k) noexcept {
    if constexpr (constprop::detail::is_linear<Layer>) {
        return Takes.to_channels_first(k);
    } else {
        constexpr std::size_t inputs = Kernel::inputs, taps = Kernel::weights_per_output / inputs;
        return k % inputs * taps + k / inputs;
    }
}

/// The scale of weights that makes this multiplier of `real(scale)`: the nearest float, or one beside it.
template <class Real> float scale_with(const kernels::int8::multiplier& wanted, double near, const Real& real) {
    const auto is_it = [&](float scale) {
        const kernels::int8::multiplier made = int8::multiplier_of(real(scale));
        return made.factor == wanted.factor && made.shift == wanted.shift;
    };
    const float nearest = std::max(static_cast<float>(near), std::numeric_limits<float>::min());
    float below = nearest, above = nearest;
    for (int k = 0; k < 4; ++k) {
        if (is_it(below)) return below;
        if (is_it(above)) return above;
        below = std::nextafter(below, 0.0F);
        above = std::nextafter(above, std::numeric_limits<float>::max());
    }
    return nearest;
}

/// The scales of a layer's weights: one if all are equal, or one for each output.
template <class Kernel, class Scales>
std::vector<float> weight_scales_of(const int8::weighted<Kernel, Scales>& form, const quantization& takes) {
    const auto &by = form.by, &first = by[0];
    constexpr std::size_t given = Scales::per_output ? Kernel::outputs : 1;
    const bool is_one = std::all_of(by.begin(), by.begin() + given, [&](const auto& one_) {
        return one_.factor == first.factor && one_.shift == first.shift;
    });
    const auto s_x = static_cast<double>(takes.scale), s_y = static_cast<double>(form.gives.scale);
    std::vector<float> scales;
    for (std::size_t o = 0; o < (is_one ? 1 : given); ++o)
        scales.push_back(scale_with(by[o], int8::value_of(by[o]) * s_y / s_x, [&](float scale_) {
            // With one scale a linear layer rounds the product of two, as `weighted` does.
            if (Kernel::is_linear && is_one) return static_cast<double>(takes.scale * scale_) / s_y;
            return s_x * static_cast<double>(scale_) / s_y;
        }));
    return scales;
}

/// Writes a layer of floats by write(graph), and puts integers with a DequantizeLinear in place of its weights and biases: the
/// last initializers, as many as the layer has inputs.
template <class Write>
std::string write_with_integers(onnx_graph& graph, const Write& write, const std::vector<float>& scales, float step,
                                const std::vector<std::int32_t>& biases) {
    const std::string y = write(graph);
    onnx::NodeProto layer = graph.take_last_node();
    const bool has_biases = layer.input_size() > 2;
    if (has_biases) graph.take_initializer(layer.input(2));
    const onnx::TensorProto from = graph.take_initializer(layer.input(1));
    std::vector<std::int8_t> weights;
    const std::string& bytes = from.raw_data();
    for (std::size_t k = 0; k < bytes.size(); k += sizeof(float))
        weights.push_back(static_cast<std::int8_t>(read_little_endian<float>(bytes.data() + k)));

    const bool is_one = scales.size() == 1;
    const tensor_shape of_scales = is_one ? tensor_shape{} : tensor_shape{scales.size()};
    const std::vector<onnx_graph::attribute> axis =
        is_one ? std::vector<onnx_graph::attribute>{} : std::vector<onnx_graph::attribute>{{"axis", 0}};
    const auto real = [&](const std::string& integers, const std::vector<float>& by, const auto& zeros) {
        return graph.node(
            "DequantizeLinear",
            {integers, graph.constants("scale", of_scales, by), graph.constants("zero_point", of_scales, zeros)}, axis);
    };
    const tensor_shape shape(from.dims().begin(), from.dims().end());
    layer.set_input(1,
                    real(graph.constants("weight", shape, weights), scales, std::vector<std::int8_t>(scales.size())));
    if (has_biases) {
        std::vector<float> steps;
        for (const float scale : scales) steps.push_back(step * scale);
        layer.set_input(
            2, real(graph.constants("bias", {biases.size()}, biases), steps, std::vector<std::int32_t>(scales.size())));
    }
    graph.put_node(layer);
    return y;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_ONNX_SCALES_HPP
