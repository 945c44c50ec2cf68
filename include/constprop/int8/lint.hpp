#ifndef CONSTPROP_INT8_LINT_HPP
#define CONSTPROP_INT8_LINT_HPP

#include <constprop/checks/lint.hpp>
#include <constprop/int8/mixed_network.hpp>
#include <constprop/int8/network.hpp>
#include <constprop/kernels/target.hpp>

namespace constprop::inline CONSTPROP_TARGET {

/// What looks wrong in the layers of a network of integers: what does in those of floats.
template <class Network, class Scales> class lint<int8_network<Network, Scales>> : public lint<Network> {};
/// The same of a mixed network.
template <class... Networks>
class lint<mixed_network<Networks...>> : public lint<typename mixed_network<Networks...>::original> {};

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_INT8_LINT_HPP
