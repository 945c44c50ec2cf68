#ifndef CONSTPROP_PRUNE_HPP
#define CONSTPROP_PRUNE_HPP

/// This path forwards until version 0.3.0.
#include <constprop/deploy/prune.hpp>

#endif  // CONSTPROP_PRUNE_HPP
