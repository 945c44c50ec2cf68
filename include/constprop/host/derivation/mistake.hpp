#ifndef CONSTPROP_HOST_DERIVATION_MISTAKE_HPP
#define CONSTPROP_HOST_DERIVATION_MISTAKE_HPP

#include <constprop/kernels/target.hpp>

namespace constprop::inline CONSTPROP_TARGET::host {

/// How a gradient is wrong.
enum class mistake {
    none,              ///< it is right
    transposed,        ///< rows and columns exchanged
    sign,              ///< the negative
    factor,            ///< a factor too much or too little: the 1/K of a mean over outputs, the 1/N of one over a batch
    input_for_hidden,  ///< x, or what another layer gives, where a hidden layer's output belongs
    value_for_slope,   ///< f(z) in place of f′(z)
    missing_slope,     ///< f′(z) left out
    slope_at_value,    ///< f′(f(z)) in place of f′(z)
    input_for_value,   ///< z in place of f(z), in the loss or where f′(z) is made of f(z), as σ(z)(1 − σ(z)) is
    diagonal_slope,    ///< of softmax's Jacobian matrix the diagonal alone
    logits_for_probabilities,  ///< what softmax, or the sigmoid of bce, takes in place of what it gives
    difference_for_slope,      ///< ŷ − y in place of the slope of the loss
    stopped_early,             ///< δ of a later layer in place of the layer's own
    missing_weight,            ///< W left out on the way back
    weight_transposed,         ///< Wᵀ in place of W on the way back, or W in place of Wᵀ
    summed,                    ///< a sum over a layer's values where each has its own
    product_of_means,          ///< of a batch, the product of two means in place of the mean of the products
    averaged_before,           ///< of a batch, all values averaged before the backward pass
    one_sample,                ///< of a batch, a single sample's gradient
    unknown                    ///< none of these, nor several of them at once
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_DERIVATION_MISTAKE_HPP
