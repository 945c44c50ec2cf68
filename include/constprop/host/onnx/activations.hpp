#ifndef CONSTPROP_HOST_ONNX_ACTIVATIONS_HPP
#define CONSTPROP_HOST_ONNX_ACTIVATIONS_HPP

#include <constprop/constprop.hpp>
#include <constprop/host/onnx/operators.hpp>
#include <constprop/host/onnx/order.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <string>

namespace constprop::inline CONSTPROP_TARGET::host {
namespace detail {

/// A layer that is one operator without attributes.
template <const auto& Name> struct one_operator {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& /*stage*/) {
        return graph.node(Name, {x});
    }
};

/// An operator that normalizes over all values of a sample.
template <const auto& Name> struct normalizing_operator {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& /*stage*/) {
        constexpr extent in = Stage::place.takes;
        if (in.kind == rank::vector) return graph.node(Name, {x}, {{"axis", -1}});
        return reshaped(graph, graph.node(Name, {graph.node("Flatten", {x})}, {{"axis", -1}}), channels_first(in));
    }
};

/// An operator with the attribute α.
template <const auto& Name, class Alpha> struct alpha_operator {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& /*stage*/) {
        return graph.node(Name, {x}, {{"alpha", value_of_ratio<Alpha>}});
    }
};

namespace onnx_name {
inline constexpr char identity[] = "Identity", relu[] = "Relu", leaky_relu[] = "LeakyRelu", elu[] = "Elu",
                      sigmoid[] = "Sigmoid", tanh[] = "Tanh", softplus[] = "Softplus", softsign[] = "Softsign",
                      hard_swish[] = "HardSwish", softmax[] = "Softmax", log_softmax[] = "LogSoftmax";
}  // namespace onnx_name

}  // namespace detail

template <> struct onnx_operators<identity> : detail::one_operator<detail::onnx_name::identity> {};
template <class Function> struct onnx_operators<own_scale<Function>> : onnx_operators<Function> {};
template <> struct onnx_operators<relu> : detail::one_operator<detail::onnx_name::relu> {};
template <> struct onnx_operators<sigmoid> : detail::one_operator<detail::onnx_name::sigmoid> {};
template <> struct onnx_operators<tanh> : detail::one_operator<detail::onnx_name::tanh> {};
template <> struct onnx_operators<softplus> : detail::one_operator<detail::onnx_name::softplus> {};
template <> struct onnx_operators<softsign> : detail::one_operator<detail::onnx_name::softsign> {};
template <> struct onnx_operators<hard_swish> : detail::one_operator<detail::onnx_name::hard_swish> {};
template <> struct onnx_operators<softmax> : detail::normalizing_operator<detail::onnx_name::softmax> {};
template <> struct onnx_operators<log_softmax> : detail::normalizing_operator<detail::onnx_name::log_softmax> {};
template <class Slope>
struct onnx_operators<leaky_relu<Slope>> : detail::alpha_operator<detail::onnx_name::leaky_relu, Slope> {};
template <class Alpha>
struct onnx_operators<elu_with<Alpha>> : detail::alpha_operator<detail::onnx_name::elu, Alpha> {};

/// The bounds are inputs.
template <class Low, class High> struct onnx_operators<clip<Low, High>> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& /*stage*/) {
        return graph.node("Clip",
                          {x, graph.number(detail::value_of_ratio<Low>), graph.number(detail::value_of_ratio<High>)});
    }
};
/// ONNX's default α and λ are floats; these are PyTorch's.
template <> struct onnx_operators<selu> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& /*stage*/) {
        return graph.node("Selu", {x}, {{"alpha", selu::alpha}, {"gamma", selu::lambda}});
    }
};

template <> struct onnx_operators<hard_sigmoid> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& /*stage*/) {
        return graph.node("HardSigmoid", {x}, {{"alpha", 1.0 / 6}, {"beta", 0.5}});
    }
};

/// z · σ(z)
template <> struct onnx_operators<silu> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& /*stage*/) {
        return graph.node("Mul", {x, graph.node("Sigmoid", {x})});
    }
};

/// (z (1 + erf(z / √2))) · 1/2, PyTorch's form: the operator Gelu needs opset 20.
template <> struct onnx_operators<gelu> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& /*stage*/) {
        const auto erf = graph.node("Erf", {graph.node("Div", {x, graph.number(1.41421356237309504880)})});
        return graph.node("Mul",
                          {graph.node("Mul", {x, graph.node("Add", {erf, graph.number(1)})}), graph.number(0.5)});
    }
};

/// (z/2) (1 + tanh(√(2/π) (z + 0.044715 z³)))
template <> struct onnx_operators<gelu_tanh> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& /*stage*/) {
        const auto cube = graph.node("Mul", {x, graph.node("Mul", {x, x})});
        const auto sum = graph.node("Add", {x, graph.node("Mul", {cube, graph.number(0.044715)})});
        const auto tanh = graph.node("Tanh", {graph.node("Mul", {sum, graph.number(0.79788456080286535588)})});
        return graph.node("Mul",
                          {graph.node("Mul", {x, graph.number(0.5)}), graph.node("Add", {tanh, graph.number(1)})});
    }
};

/// The slopes are an input, for each channel.
template <std::size_t Channels> struct onnx_operators<prelu<Channels>> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& stage) {
        return graph.node("PRelu", detail::with_tensors(graph, x, stage, detail::axes_of(Stage::place.takes)));
    }
};

/// Nothing: it drops values in training only.
template <class Probability> struct onnx_operators<dropout<Probability>> {
    template <class Stage>
    static std::string write(onnx_graph& /*graph*/, const std::string& x, const Stage& /*stage*/) {
        return x;
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_ONNX_ACTIVATIONS_HPP
