#ifndef CONSTPROP_CONSTANT_NETWORK_HPP
#define CONSTPROP_CONSTANT_NETWORK_HPP

/// This path goes in the next version.
#include <constprop/deploy/constant_network.hpp>

#endif  // CONSTPROP_CONSTANT_NETWORK_HPP
