#ifndef CONSTPROP_CONSTANT_NETWORK_HPP
#define CONSTPROP_CONSTANT_NETWORK_HPP

/// This path forwards until version 0.3.0.
#include <constprop/deploy/constant_network.hpp>

#endif  // CONSTPROP_CONSTANT_NETWORK_HPP
