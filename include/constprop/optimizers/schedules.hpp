#ifndef CONSTPROP_OPTIMIZERS_SCHEDULES_HPP
#define CONSTPROP_OPTIMIZERS_SCHEDULES_HPP

#include <constprop/math/cos_pi.hpp>

#include <cstddef>

namespace constprop {

/// The learning rate as it is.
struct constant {
    template <class T> constexpr T factor(std::size_t /*step*/) const noexcept { return T(1); }
};

/// The learning rate times γ after every `every` steps: γ^⌊step / every⌋.
///
/// Source:      PyTorch's StepLR
struct step_decay {
    std::size_t every = 1;
    double gamma = 0.1;

    template <class T> constexpr T factor(std::size_t step) const noexcept {
        T power = T(1), square = T(gamma);
        for (std::size_t k = every == 0 ? 0 : step / every; k != 0; k /= 2) {
            if (k % 2 != 0) power = power * square;
            square = square * square;
        }
        return power;
    }
};

/// From the full learning rate down to `floor` times it along half a cosine, over `steps` steps; then it stays there.
///
/// factor:      floor + (1 − floor) (1 + cos(π step / steps)) / 2
/// Source:      PyTorch's CosineAnnealingLR, without its return; Loshchilov, Hutter, arXiv:1608.03983
struct cosine {
    std::size_t steps = 1;
    double floor = 0;

    template <class T> constexpr T factor(std::size_t step) const noexcept {
        const double done = step < steps ? static_cast<double>(step) / static_cast<double>(steps) : 1.0;
        return T(floor + (1 - floor) * (1 + math::cos_pi(done)) / 2);
    }
};

/// From 1/steps up to the full learning rate in equal steps: min(1, (step + 1) / steps).
///
/// Source:      Goyal et al., arXiv:1706.02677; PyTorch's LinearLR with start_factor 1/steps
struct warm_up {
    std::size_t steps = 1;

    template <class T> constexpr T factor(std::size_t step) const noexcept {
        return step + 1 < steps ? T(static_cast<double>(step + 1) / static_cast<double>(steps)) : T(1);
    }
};

}  // namespace constprop

#endif  // CONSTPROP_OPTIMIZERS_SCHEDULES_HPP
