#ifndef CONSTPROP_OPTIMIZERS_SCHEDULES_HPP
#define CONSTPROP_OPTIMIZERS_SCHEDULES_HPP

#include <constprop/diagnostics/options_have_names.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/cos_pi.hpp>
#include <constprop/numbers/hyperparameter.hpp>

#include <cstddef>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET {
namespace detail {

/// part / whole, rounded to T. float needs no double in between: below 2²⁴ both are exact floats, and rounding their
/// quotient to double first would change nothing.
template <class T> constexpr T ratio(std::size_t part, std::size_t whole) noexcept {
    if constexpr (std::is_same_v<T, float>) return static_cast<T>(part) / static_cast<T>(whole);
    else return T(static_cast<double>(part) / static_cast<double>(whole));
}

}  // namespace detail

/// A constant learning rate.
struct constant {
    using final_type = constant;

    template <class T> [[nodiscard]] constexpr T factor(std::size_t /*step*/) const noexcept { return T(1); }
};

/// The learning rate times γ after every `every` steps: γ^⌊step / every⌋.
///
/// Source:      PyTorch's StepLR
struct step_decay {
    using final_type = step_decay;

    [[no_unique_address]] options_have_names names = options_have_names(nullptr);
    std::size_t every = 1;
    hyperparameter gamma = 0.1;

    template <class T> [[nodiscard]] constexpr T factor(std::size_t step) const noexcept {
        T power = T(1), square = T(gamma);
        for (std::size_t k = every == 0 ? 0 : step / every; k != 0; k /= 2) {
            if (k % 2 != 0) power = power * square;
            square = square * square;
        }
        return power;
    }
};

/// From the full learning rate down to `floor` times it along half a cosine, over `steps` steps; then constant.
///
/// factor:      floor + (1 − floor) (1 + cos(π step / steps)) / 2
/// Cost:        computed in double, once a step, also on cores without a double-precision unit
/// Source:      PyTorch's CosineAnnealingLR, without its return; Loshchilov, Hutter, arXiv:1608.03983
struct cosine {
    using final_type = cosine;

    [[no_unique_address]] options_have_names names = options_have_names(nullptr);
    std::size_t steps = 1;
    double floor = 0;

    template <class T> [[nodiscard]] constexpr T factor(std::size_t step) const noexcept {
        const double done = step < steps ? static_cast<double>(step) / static_cast<double>(steps) : 1.0;
        return T(floor + (1 - floor) * (1 + math::cos_pi(done)) / 2);
    }
};

/// From 1/steps up to the full learning rate in equal steps: min(1, (step + 1) / steps).
///
/// Source:      Goyal et al., arXiv:1706.02677; PyTorch's LinearLR with start_factor 1/steps
struct warm_up {
    using final_type = warm_up;

    [[no_unique_address]] options_have_names names = options_have_names(nullptr);
    std::size_t steps = 1;

    template <class T> [[nodiscard]] constexpr T factor(std::size_t step) const noexcept {
        return step + 1 < steps ? detail::ratio<T>(step + 1, steps) : T(1);
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_OPTIMIZERS_SCHEDULES_HPP
