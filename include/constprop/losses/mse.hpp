#ifndef CONSTPROP_LOSSES_MSE_HPP
#define CONSTPROP_LOSSES_MSE_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/losses/loss.hpp>

namespace constprop {

/// Mean squared error: (ŷ − y)², mean over batch and outputs; slope 2(ŷ − y).
///
/// Source:      PyTorch's nn.MSELoss
struct CONSTPROP_TAGGED mse : elementwise_loss<mse> {
    template <class T> [[nodiscard]] static constexpr T value(T prediction, T target) noexcept {
        return (prediction - target) * (prediction - target);
    }
    template <class T> [[nodiscard]] static constexpr T slope(T prediction, T target) noexcept {
        return T(2) * (prediction - target);
    }
};

}  // namespace constprop

#endif  // CONSTPROP_LOSSES_MSE_HPP
