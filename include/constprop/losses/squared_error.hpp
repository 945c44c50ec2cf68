#ifndef CONSTPROP_LOSSES_SQUARED_ERROR_HPP
#define CONSTPROP_LOSSES_SQUARED_ERROR_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/losses/loss.hpp>
#include <constprop/losses/mse.hpp>

#include <array>
#include <cstddef>

namespace constprop {

/// Squared error ‖ŷ − y‖²: the sum over outputs, mean over the batch; slope 2(ŷ − y).
///
/// Source:      PyTorch's nn.MSELoss(reduction='sum'), for one sample
struct CONSTPROP_TAGGED squared_error : elementwise_loss<squared_error> {
    template <class T> [[nodiscard]] static constexpr T value(T prediction, T target) noexcept {
        return mse::value(prediction, target);
    }
    template <class T> [[nodiscard]] static constexpr T slope(T prediction, T target) noexcept {
        return mse::slope(prediction, target);
    }

    template <std::size_t Outputs, class T, class Weights = unit_weights>
    [[nodiscard]] constexpr T share(const std::array<T, Outputs>& /*target*/, Weights /*weights*/ = {}) const noexcept {
        return T(1);
    }
};

}  // namespace constprop

#endif  // CONSTPROP_LOSSES_SQUARED_ERROR_HPP
