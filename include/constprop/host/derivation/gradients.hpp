#ifndef CONSTPROP_HOST_DERIVATION_GRADIENTS_HPP
#define CONSTPROP_HOST_DERIVATION_GRADIENTS_HPP

#include <constprop/backpropagation/backpropagate.hpp>
#include <constprop/chain/folds.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/pass.hpp>
#include <constprop/host/derivation/layer_kind.hpp>
#include <constprop/host/formula/matrix.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/losses/batch.hpp>

#include <boost/hana/for_each.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <type_traits>

/// Gradients of a loss as matrices, one for the weights and one for the biases of each layer: by `differentiate`, and by
/// central differences.
namespace constprop::inline CONSTPROP_TARGET::host::calculus {

template <class T> struct parameter_gradient {
    matrix<T> weights,
        biases;  ///< outputs × inputs, outputs × 1; a column of all parameters; empty where there are none
};
template <class Network>
using all_gradients = std::array<parameter_gradient<typename Network::scalar>, Network::layer_count>;

/// The parameters of a layer in its place, as `parameters()` lists them, as matrices: W and b, or, of a layer without formulas,
/// one column. The columns of W have the order of the layer's input, also behind `flatten`.
template <class Layer, class Stage> parameter_gradient<typename Stage::scalar> matrices_of(const Stage& stage) {
    using T = typename Stage::scalar;
    constexpr layer_shape shape = Stage::shape;
    if constexpr (is_opaque<Layer>) {
        parameter_gradient<T> all{matrix<T>(shape.parameters(), shape.parameters() == 0 ? 0 : 1), {}};
        for (std::size_t p = 0; p < shape.parameters(); ++p) all.weights(p, 0) = stage.parameter(p);
        return all;
    } else {
        // Weights are a matrix; factors of a scale and gains are a column.
        constexpr std::size_t columns = is_linear<Layer>        ? shape.inputs
                                        : is_convolution<Layer> ? shape.weights / Stage::place.gives.channels
                                                                : 1,
                              rows = shape.weights / columns;
        const auto column_of = [](std::size_t c_) {
            return is_linear<Layer> ? Stage::place.takes.to_channels_first(c_) : c_;
        };
        parameter_gradient<T> all{matrix<T>(rows, columns), matrix<T>(shape.biases, 1)};
        for (std::size_t r = 0; r < rows; ++r)
            for (std::size_t c = 0; c < columns; ++c) all.weights(r, c) = stage.parameter(r * columns + column_of(c));
        for (std::size_t p = 0; p < shape.biases; ++p) all.biases(p, 0) = stage.parameter(shape.weights + p);
        return all;
    }
}

/// A network's parameters, or a gradient, as matrices.
template <class Numbers> all_gradients<Numbers> as_matrices(const Numbers& net) {
    all_gradients<Numbers> all;
    boost::hana::for_each(net.all_stages(), [&](const auto& stage_) {
        using stage_type = std::remove_cvref_t<decltype(stage_)>;
        if constexpr (stage_type::shape.parameters() > 0)
            all[stage_type::index] = matrices_of<typename stage_type::layer_type>(stage_);
    });
    return all;
}

/// A network with other parameters.
template <class Network>
Network with_parameters(const Network& net, const typename Network::parameter_type& parameters) {
    return Network::from_parameters(parameters, net.statistics());
}

/// The loss of a training pass without random bits: layers measure their statistics on this batch.
template <class Network, class Loss, class Target, std::size_t Rows>
typename Network::scalar training_loss(const Network& net, const Loss& loss,
                                       const std::array<typename Network::input_type, Rows>& x,
                                       const std::array<Target, Rows>& y) {
    struct values {
        typename Network::template outputs_type<Rows> outputs;
        typename Network::template caches_type<Rows> caches;
    };
    const auto of = std::make_unique<values>();
    typename Network::state_type states{};
    constprop::detail::scan<Rows>(
        net.all_stages(), x.data(), of->outputs, Rows,
        constprop::detail::pass_over{constprop::detail::training_kind<Network>(constprop::detail::no_pass{}),
                                     of->caches, states});
    constprop::detail::loss_sums<typename Network::scalar> sums;
    for (std::size_t n = 0; n < Rows; ++n)
        sums.add(loss, of->outputs.template data<Network::layer_count - 1>()[n], y[n]);
    return sums.mean();
}

/// (ℓ(w + h) − ℓ(w − h)) / 2h for every parameter w: exact up to h², and up to cancellation in the subtraction.
template <class Network, class Loss, class Target, std::size_t Samples>
Network central_differences(const Network& net, const Loss& loss,
                            const std::array<typename Network::input_type, Samples>& x,
                            const std::array<Target, Samples>& y, typename Network::scalar h) {
    typename Network::parameter_type parameters = net.parameters(), slopes{};
    const auto at = [&](std::size_t k_, typename Network::scalar value_) {
        parameters[k_] = value_;
        return training_loss(with_parameters(net, parameters), loss, x, y);
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
