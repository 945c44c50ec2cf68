#ifndef CONSTPROP_FOOTPRINT_HPP
#define CONSTPROP_FOOTPRINT_HPP

/// This path goes in the next version.
#include <constprop/checks/footprint.hpp>

#endif  // CONSTPROP_FOOTPRINT_HPP
