#ifndef CONSTPROP_PRUNE_UNITS_HPP
#define CONSTPROP_PRUNE_UNITS_HPP

/// This path goes in the next version.
#include <constprop/deploy/prune_units.hpp>

#endif  // CONSTPROP_PRUNE_UNITS_HPP
