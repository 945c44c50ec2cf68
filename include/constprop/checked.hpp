#ifndef CONSTPROP_CHECKED_HPP
#define CONSTPROP_CHECKED_HPP

/// This path goes in the next version.
#include <constprop/checks/checked.hpp>

#endif  // CONSTPROP_CHECKED_HPP
