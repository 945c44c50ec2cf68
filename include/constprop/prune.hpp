#ifndef CONSTPROP_PRUNE_HPP
#define CONSTPROP_PRUNE_HPP

/// This path goes in the next version.
#include <constprop/deploy/prune.hpp>

#endif  // CONSTPROP_PRUNE_HPP
