#ifndef CONSTPROP_LOSSES_L1_HPP
#define CONSTPROP_LOSSES_L1_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/losses/loss.hpp>

namespace constprop {

/// Mean absolute error: |ŷ − y|, mean over batch and outputs; slope sign(ŷ − y), 0 at 0.
///
/// Source:      PyTorch's nn.L1Loss
struct CONSTPROP_TAGGED l1 : elementwise_loss<l1> {
    template <class T> [[nodiscard]] static constexpr T value(T prediction, T target) noexcept {
        return prediction < target ? target - prediction : prediction - target;
    }
    template <class T> [[nodiscard]] static constexpr T slope(T prediction, T target) noexcept {
        return prediction > target ? T(1) : prediction < target ? T(-1) : T(0);
    }
};

}  // namespace constprop

#endif  // CONSTPROP_LOSSES_L1_HPP
