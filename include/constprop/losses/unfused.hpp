#ifndef CONSTPROP_LOSSES_UNFUSED_HPP
#define CONSTPROP_LOSSES_UNFUSED_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/losses/loss.hpp>

#include <cstddef>

namespace constprop {

/// A loss that is differentiated on its own, also if it could be fused with the last layer: the plain chain rule.
///
/// `unfused<bce>` after sigmoid multiplies (ŷ − y) / max(ŷ(1 − ŷ), 1e−12) by ŷ(1 − ŷ), as PyTorch does. If ŷ has rounded
/// to 0 or 1, the product is 0, whether the prediction is right or wrong.
template <class Loss> struct CONSTPROP_TAGGED unfused {
    using final_type = unfused;
    using wrapped = Loss;

    Loss loss{};

    static constexpr std::size_t weight_count = detail::weights_of<Loss>;  // 0: without weights
    static constexpr prediction_kind takes = Loss::takes;
    template <class Target, class Output> static constexpr bool targets = Loss::template targets<Target, Output>;

    template <std::size_t Outputs, class T, class Target, class... Weights>
    [[nodiscard]] constexpr T total(const T* prediction, const Target& target, Weights... weights) const noexcept {
        return loss.template total<Outputs>(prediction, target, weights...);
    }
    template <std::size_t Outputs, class T, class Target, class... Weights>
    [[nodiscard]] constexpr T share(const Target& target, Weights... weights) const noexcept {
        return loss.template share<Outputs, T>(target, weights...);
    }
    template <std::size_t Outputs, class T, class Target, class... Weights>
    constexpr void gradient(const T* prediction, const Target& target, T scale, T* out,
                            Weights... weights) const noexcept {
        loss.template gradient<Outputs>(prediction, target, scale, out, weights...);
    }
};

}  // namespace constprop

#endif  // CONSTPROP_LOSSES_UNFUSED_HPP
