#ifndef CONSTPROP_FREEZE_HPP
#define CONSTPROP_FREEZE_HPP

/// This path forwards until version 0.3.0.
#include <constprop/deploy/freeze.hpp>

#endif  // CONSTPROP_FREEZE_HPP
