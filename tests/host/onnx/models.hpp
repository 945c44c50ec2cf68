#ifndef CONSTPROP_TESTS_HOST_ONNX_MODELS_HPP
#define CONSTPROP_TESTS_HOST_ONNX_MODELS_HPP

#include <constprop/constprop.hpp>
#include <constprop/host/onnx.hpp>

#include <cstddef>
#include <string>

#include "filled.hpp"
#include "host/scale_layer.hpp"

/// The user's layer, in ONNX's operators.
template <std::size_t Size> struct constprop::host::onnx_operators<scale<Size>> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& stage) {
        const auto weight = graph.constants("weight", {Size}, detail::parameters_of(stage, 0, Size));
        const auto bias = graph.constants("bias", {1}, detail::parameters_of(stage, Size, 1));
        return graph.node("Add", {graph.node("Mul", {x, weight}), bias});
    }
};

namespace onnx_models {

namespace cp = constprop;

template <class Activation> using around = cp::network<cp::linear<4, 6>, Activation, cp::linear<6, 3>>;

inline constexpr auto trained = filled<around<cp::relu>>();

/// Calls f(name, network) for each: every activation, every other layer, both scalars.
template <class Function> void for_each(Function f) {
    f("identity", filled<around<cp::identity>>());
    f("relu", filled<around<cp::relu>>());
    f("leaky_relu", filled<around<cp::leaky_relu<std::ratio<1, 5>>>>());
    f("elu", filled<around<cp::elu>>());
    f("elu_with", filled<around<cp::elu_with<std::ratio<3, 2>>>>());
    f("clip", filled<around<cp::clip<std::ratio<-1>, std::ratio<3, 2>>>>());
    f("relu6", filled<around<cp::relu6>>());
    f("selu", filled<around<cp::selu>>());
    f("sigmoid", filled<around<cp::sigmoid>>());
    f("tanh", filled<around<cp::tanh>>());
    f("softplus", filled<around<cp::softplus>>());
    f("softsign", filled<around<cp::softsign>>());
    f("silu", filled<around<cp::silu>>());
    f("gelu", filled<around<cp::gelu>>());
    f("gelu_tanh", filled<around<cp::gelu_tanh>>());
    f("hard_sigmoid", filled<around<cp::hard_sigmoid>>());
    f("hard_swish", filled<around<cp::hard_swish>>());
    f("softmax", filled<cp::network<cp::linear<4, 3>, cp::softmax>>());
    f("log_softmax", filled<cp::network<cp::linear<4, 3>, cp::log_softmax>>());
    f("scale", filled<cp::network<cp::scale<4>, cp::linear<4, 3>, cp::scale<3>>>());
    f("unrolled", filled<cp::network<cp::unrolled<cp::linear<4, 3>, 0>, cp::tanh>>());
    f("frozen", filled<cp::network<cp::frozen<trained, 0>, cp::relu, cp::linear<6, 2>>>());
    f("user", filled<cp::network<scale<4>, cp::gelu, cp::gelu, cp::linear<4, 3>>>());
    f("digits", filled<cp::network<cp::linear<64, 32>, cp::relu, cp::linear<32, 10>, cp::softmax>>());
    f("doubles", filled<cp::basic_network<double, cp::linear<4, 6>, cp::sigmoid, cp::linear<6, 3>, cp::tanh>>());
}

}  // namespace onnx_models

#endif  // CONSTPROP_TESTS_HOST_ONNX_MODELS_HPP
