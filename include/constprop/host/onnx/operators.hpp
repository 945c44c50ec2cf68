#ifndef CONSTPROP_HOST_ONNX_OPERATORS_HPP
#define CONSTPROP_HOST_ONNX_OPERATORS_HPP

#include <constprop/constprop.hpp>
#include <constprop/host/onnx/graph.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <ratio>
#include <string>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// Translates a layer to ONNX's operators: `write` adds nodes to a graph and returns the name of their output. `x` is the
/// name of their input, (batch, inputs). `stage` is the layer with its parameters, as `net.layer<Position>()` returns it.
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

/// A layer that is one operator without attributes.
template <const auto& Name> struct one_operator {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& /*stage*/) {
        return graph.node(Name, {x});
    }
};

/// An operator that normalizes along the outputs.
template <const auto& Name> struct normalizing_operator {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& /*stage*/) {
        return graph.node(Name, {x}, {{"axis", -1}});
    }
};

/// An operator with the attribute α.
template <const auto& Name, class Alpha> struct alpha_operator {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& /*stage*/) {
        return graph.node(Name, {x}, {{"alpha", static_cast<double>(Alpha::num) / static_cast<double>(Alpha::den)}});
    }
};

namespace onnx_name {
inline constexpr char identity[] = "Identity", relu[] = "Relu", leaky_relu[] = "LeakyRelu", elu[] = "Elu",
                      sigmoid[] = "Sigmoid", tanh[] = "Tanh", softplus[] = "Softplus", softsign[] = "Softsign",
                      hard_swish[] = "HardSwish", softmax[] = "Softmax", log_softmax[] = "LogSoftmax";
}  // namespace onnx_name

/// The parameters of `stage` from number `first` on.
template <class Stage> auto parameters_of(const Stage& stage, std::size_t first, std::size_t count) {
    std::vector<std::remove_cvref_t<decltype(stage.parameter(0))>> values;
    for (std::size_t k = 0; k < count; ++k) values.push_back(stage.parameter(first + k));
    return values;
}

}  // namespace detail

template <> struct onnx_operators<identity> : detail::one_operator<detail::onnx_name::identity> {};
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
        return graph.node("Clip", {x, graph.number(static_cast<double>(Low::num) / static_cast<double>(Low::den)),
                                   graph.number(static_cast<double>(High::num) / static_cast<double>(High::den))});
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

/// x Wᵀ + b, for a batch x.
template <class Layer>
requires constprop::detail::is_linear<Layer>
struct onnx_operators<Layer> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& stage) {
        constexpr layer_shape shape = Stage::shape;
        const auto weight =
            graph.constants("weight", {shape.outputs, shape.inputs}, detail::parameters_of(stage, 0, shape.weights));
        const auto bias =
            graph.constants("bias", {shape.outputs}, detail::parameters_of(stage, shape.weights, shape.biases));
        return graph.node("Gemm", {x, weight, bias}, {{"transB", 1}});
    }
};

template <std::size_t Size> struct onnx_operators<scale<Size>> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& stage) {
        const auto weight = graph.constants("weight", {Size}, detail::parameters_of(stage, 0, Size));
        const auto bias = graph.constants("bias", {Size}, detail::parameters_of(stage, Size, Size));
        return graph.node("Add", {graph.node("Mul", {x, weight}), bias});
    }
};

/// A frozen layer is translated like its original.
template <const auto& Net, std::size_t Position> struct onnx_operators<frozen<Net, Position>> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& /*stage*/) {
        return onnx_operators<typename frozen<Net, Position>::original>::write(graph, x,
                                                                               Net.template layer<Position>());
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_ONNX_OPERATORS_HPP
