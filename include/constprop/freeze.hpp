#ifndef CONSTPROP_FREEZE_HPP
#define CONSTPROP_FREEZE_HPP

/// This path goes in the next version.
#include <constprop/deploy/freeze.hpp>

#endif  // CONSTPROP_FREEZE_HPP
