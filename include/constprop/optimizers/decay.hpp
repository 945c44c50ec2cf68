#ifndef CONSTPROP_OPTIMIZERS_DECAY_HPP
#define CONSTPROP_OPTIMIZERS_DECAY_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// Whether a rule of square roots and divisions computes weight decay. Vectors do so even where λ is 0: in the time of
/// the root it takes none, and a branch would take some. For one number at a time, which may be software, a branch is
/// cheaper.
template <class T> constexpr bool computes_decay(bool decays) noexcept {
    return decays || kernels::register_lanes<T> > 1;
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_OPTIMIZERS_DECAY_HPP
