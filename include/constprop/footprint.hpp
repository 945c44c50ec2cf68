#ifndef CONSTPROP_FOOTPRINT_HPP
#define CONSTPROP_FOOTPRINT_HPP

/// This path forwards until version 0.3.0.
#include <constprop/checks/footprint.hpp>

#endif  // CONSTPROP_FOOTPRINT_HPP
