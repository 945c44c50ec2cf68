#ifndef CONSTPROP_HOST_TFLITE_ACTIVATIONS_HPP
#define CONSTPROP_HOST_TFLITE_ACTIVATIONS_HPP

#include <constprop/activations/clip.hpp>
#include <constprop/activations/elu.hpp>
#include <constprop/activations/hard_swish.hpp>
#include <constprop/activations/identity.hpp>
#include <constprop/activations/leaky_relu.hpp>
#include <constprop/activations/relu.hpp>
#include <constprop/activations/sigmoid.hpp>
#include <constprop/activations/tanh.hpp>
#include <constprop/host/tflite/operators.hpp>
#include <constprop/int8/own_scale.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/dropout.hpp>
#include <constprop/layers/prelu.hpp>
#include <constprop/layers/softmax.hpp>

#include <cstddef>
#include <cstdint>
#include <ratio>
#include <type_traits>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {
namespace detail {

/// The clamping function that a layer is.
template <class Layer> inline constexpr tflite_clamp clamp_of = tflite_clamp::none;
template <> inline constexpr tflite_clamp clamp_of<relu> = tflite_clamp::relu;
template <class Low, class High>
inline constexpr tflite_clamp clamp_of<clip<Low, High>> =
    std::ratio_equal_v<Low, std::ratio<0>> && std::ratio_equal_v<High, std::ratio<6>>    ? tflite_clamp::relu6
    : std::ratio_equal_v<Low, std::ratio<-1>> && std::ratio_equal_v<High, std::ratio<1>> ? tflite_clamp::relu_n1_to_1
                                                                                         : tflite_clamp::none;

/// A layer that is one operator without options.
template <const tflite_kind& Kind> struct one_operator_of_tflite {
    template <class Layer>
    [[nodiscard]] static tflite_value write(tflite_graph& graph, const tflite_value& x, const Layer& layer) {
        return graph.node(Kind, {x.tensor}, Layer::gives, layer.gives_by(x));
    }
};

/// A layer without effect in inference.
struct no_operator_of_tflite {
    template <class Layer>
    [[nodiscard]] static tflite_value write(tflite_graph& /*graph*/, const tflite_value& x, const Layer& /*layer*/) {
        return {x.tensor, Layer::gives, x.by};
    }
};

}  // namespace detail

template <> struct tflite_operators<identity> : detail::no_operator_of_tflite {};
template <class Share> struct tflite_operators<dropout<Share>> : detail::no_operator_of_tflite {};
template <> struct tflite_operators<sigmoid> : detail::one_operator_of_tflite<tflite_kinds::logistic> {};
template <> struct tflite_operators<constprop::tanh> : detail::one_operator_of_tflite<tflite_kinds::tanh> {};
template <> struct tflite_operators<elu> : detail::one_operator_of_tflite<tflite_kinds::elu> {};
template <> struct tflite_operators<hard_swish> : detail::one_operator_of_tflite<tflite_kinds::hard_swish> {};

/// Integers in another scale; of floats nothing.
template <> struct tflite_operators<own_scale<identity>> {
    template <class Layer>
    [[nodiscard]] static tflite_value write(tflite_graph& graph, const tflite_value& x, const Layer& layer) {
        if constexpr (Layer::in_integers)
            return graph.node(tflite_kinds::quantize, {x.tensor}, Layer::gives, layer.gives_by(x));
        else return {x.tensor, Layer::gives, x.by};
    }
};

/// `relu`, `relu6`, and `clip` from −1 to 1, where no operator before it clamps for it.
template <class Layer>
requires(detail::clamp_of<Layer> != tflite_clamp::none)
struct tflite_operators<Layer> {
    template <class Place>
    [[nodiscard]] static tflite_value write(tflite_graph& graph, const tflite_value& x, const Place& layer) {
        return graph.clamped(x, detail::clamp_of<Layer>, layer.gives_by(x));
    }
};

template <class Slope> struct tflite_operators<leaky_relu<Slope>> {
    template <class Layer>
    [[nodiscard]] static tflite_value write(tflite_graph& graph, const tflite_value& x, const Layer& layer) {
        constexpr auto slope = static_cast<float>(static_cast<double>(Slope::num) / static_cast<double>(Slope::den));
        return graph.node(tflite_kinds::leaky_relu, {x.tensor}, Layer::gives, layer.gives_by(x),
                          tflite_operator_options{.number = 75}.with(0, slope));
    }
};

/// Slopes are a constant, as many as channels.
template <std::size_t Channels> struct tflite_operators<prelu<Channels>> {
    template <class Layer>
    [[nodiscard]] static tflite_value write(tflite_graph& graph, const tflite_value& x, const Layer& layer) {
        std::vector<std::int32_t> shape{static_cast<std::int32_t>(Channels)};
        if (Layer::takes.kind != rank::vector) shape.insert(shape.begin(), 2, 1);
        return graph.node(tflite_kinds::prelu, {x.tensor, slopes(graph, shape, layer)}, Layer::gives,
                          layer.gives_by(x));
    }

 private:
    template <class Layer>
    static std::int32_t slopes(tflite_graph& graph, const std::vector<std::int32_t>& shape, const Layer& layer) {
        if constexpr (Layer::in_integers) {
            const auto& from = layer.form.slopes;
            return graph.integers_of("weight", shape, std::vector(from.begin(), from.end()), layer.form.of_slopes);
        } else {
            std::vector<float> from;
            for (std::size_t k = 0; k < Channels; ++k) from.push_back(layer.stage.data()[k]);
            return graph.constants("weight", shape, from);
        }
    }
};

/// Over all values of a sample: a row of them.
template <> struct tflite_operators<softmax> {
    template <class Layer>
    [[nodiscard]] static tflite_value write(tflite_graph& graph, const tflite_value& x, const Layer& layer) {
        const extent row = vector_of(Layer::takes.size());
        const tflite_value y = graph.node(tflite_kinds::softmax, {graph.reshaped(x, row).tensor}, row,
                                          layer.gives_by(x), tflite_operator_options{.number = 9}.with(0, 1.0F));
        return graph.reshaped(y, Layer::gives);
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_TFLITE_ACTIVATIONS_HPP
