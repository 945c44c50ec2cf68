#ifndef CONSTPROP_INITIALIZE_HPP
#define CONSTPROP_INITIALIZE_HPP

/// This path goes in the next version.
#include <constprop/initializers/initialize.hpp>

#endif  // CONSTPROP_INITIALIZE_HPP
