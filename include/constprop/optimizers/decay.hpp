#ifndef CONSTPROP_OPTIMIZERS_DECAY_HPP
#define CONSTPROP_OPTIMIZERS_DECAY_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// True if a rule with square roots and divisions always computes weight decay. Vectors do so even if λ is 0: it takes no
/// time beside the square root, and a branch would take some. For single numbers, which may be in software, a branch is
/// cheaper.
template <class T> constexpr bool computes_decay(bool decays) noexcept {
    return decays || kernels::register_lanes<T> > 1;
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_OPTIMIZERS_DECAY_HPP
