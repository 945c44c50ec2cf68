#ifndef CONSTPROP_HOST_DERIVATION_MISTAKE_HPP
#define CONSTPROP_HOST_DERIVATION_MISTAKE_HPP

#include <constprop/kernels/target.hpp>

namespace constprop::inline CONSTPROP_TARGET::host {

/// The ways in which a gradient is wrong.
enum class mistake {
    none,              ///< it is right
    transposed,        ///< rows and columns exchanged
    sign,              ///< the negative
    factor,            ///< a missing or additional factor: the 1/K of a mean over outputs, the 1/N of one over a batch
    input_for_hidden,  ///< x, or another layer's output, in place of a hidden layer's output
    value_for_slope,   ///< f(z) in place of f′(z)
    missing_slope,     ///< f′(z) left out
    slope_at_value,    ///< f′(f(z)) in place of f′(z)
    input_for_value,  ///< z in place of f(z), in the loss or in an f′(z) that is computed from f(z), such as σ(z)(1 − σ(z))
    diagonal_slope,               ///< only the diagonal of softmax's Jacobian matrix
    logits_for_probabilities,     ///< the input of softmax, or of bce's sigmoid, in place of its output
    difference_for_slope,         ///< ŷ − y in place of the slope of the loss
    stopped_early,                ///< δ of a later layer in place of the layer's own
    missing_weight,               ///< W left out on the way back
    weight_transposed,            ///< Wᵀ in place of W on the way back, or W in place of Wᵀ
    summed,                       ///< a sum over a layer's values in place of each value
    product_of_means,             ///< in a batch, the product of two means in place of the mean of the products
    averaged_before,              ///< in a batch, all values averaged before the backward pass
    missing_gain,                 ///< the gains of a normalization left out on the way back
    missing_mean_term,            ///< a normalization's mean taken for a constant
    missing_variance_term,        ///< a normalization's variance taken for a constant
    constant_statistics,          ///< both taken for constants
    unbiased_variance,            ///< n − 1 in place of n in a normalization's variance
    epsilon_outside_root,         ///< √σ² + ε in place of √(σ² + ε)
    stopped_at_step,              ///< the gradient of a recurrent layer does not go to the step before
    missing_carry,                ///< the direct way to the step before left out: z of a GRU, f of an LSTM
    missing_recurrence,           ///< the way to the step before through W_hh left out
    recurrent_weight_transposed,  ///< W_hhᵀ in place of W_hh on the way to the step before, or the reverse
    state_after_step,             ///< the state after the step in place of that before it, in the gradient of W_hh
    one_sample,                   ///< in a batch, the gradient of a single sample
    unknown                       ///< none of these, nor a combination
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_DERIVATION_MISTAKE_HPP
