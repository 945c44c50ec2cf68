#ifndef CONSTPROP_CHECKED_HPP
#define CONSTPROP_CHECKED_HPP

/// This path forwards until version 0.3.0.
#include <constprop/checks/checked.hpp>

#endif  // CONSTPROP_CHECKED_HPP
