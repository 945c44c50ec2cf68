#ifndef CONSTPROP_PRUNE_UNITS_HPP
#define CONSTPROP_PRUNE_UNITS_HPP

/// This path forwards until version 0.3.0.
#include <constprop/deploy/prune_units.hpp>

#endif  // CONSTPROP_PRUNE_UNITS_HPP
