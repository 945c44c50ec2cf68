#ifndef CONSTPROP_HOST_DERIVATION_GRADIENTS_HPP
#define CONSTPROP_HOST_DERIVATION_GRADIENTS_HPP

#include <constprop/host/formula/matrix.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/training/evaluate.hpp>

#include <array>
#include <cstddef>

/// Gradients of a loss as matrices, one for the weights and one for the biases of each layer: by `differentiate`, and by
/// central differences.
namespace constprop::inline CONSTPROP_TARGET::host::calculus {

template <class T> struct parameter_gradient {
    matrix<T> weights, biases;  ///< outputs × inputs, outputs × 1; empty for a layer without them
};
template <class Network>
using all_gradients = std::array<parameter_gradient<typename Network::scalar>, Network::layer_count>;

/// A network's parameters, or a gradient that is shaped like it, as matrices.
template <class Network> all_gradients<Network> as_matrices(const Network& net) {
    using T = typename Network::scalar;
    const auto values = net.parameters();
    all_gradients<Network> all;
    std::size_t from = 0;
    for (std::size_t k = 0; k < Network::layer_count; ++k) {
        const layer_shape shape = Network::shape_of(k);
        const std::size_t columns = shape.outputs == 0 ? 0 : shape.weights / shape.outputs;  // 1 for a scale
        all[k].weights = matrix<T>(shape.weights == 0 ? 0 : shape.outputs, columns);
        for (std::size_t p = 0; p < shape.weights; ++p) all[k].weights(p / columns, p % columns) = values[from + p];
        all[k].biases = matrix<T>(shape.biases, 1);
        for (std::size_t p = 0; p < shape.biases; ++p) all[k].biases(p, 0) = values[from + shape.weights + p];
        from += shape.parameters();
    }
    return all;
}

/// (ℓ(w + h) − ℓ(w − h)) / 2h for every parameter w: exact up to h², and up to cancellation in the subtraction.
template <class Network, class Loss, class Target, std::size_t Samples>
Network central_differences(const Network& net, const Loss& loss,
                            const std::array<typename Network::input_type, Samples>& x,
                            const std::array<Target, Samples>& y, typename Network::scalar h) {
    typename Network::parameter_type parameters = net.parameters(), slopes{};
    const auto at = [&](std::size_t k_, typename Network::scalar value_) {
        parameters[k_] = value_;
        return evaluate(Network::from_parameters(parameters), loss, x, y);
    };
    for (std::size_t k = 0; k < parameters.size(); ++k) {
        const auto value = parameters[k];
        const auto above = at(k, value + h), below = at(k, value - h);
        slopes[k] = (above - below) / (h + h);
        parameters[k] = value;
    }
    return Network::from_parameters(slopes);
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_GRADIENTS_HPP
