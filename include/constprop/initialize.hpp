#ifndef CONSTPROP_INITIALIZE_HPP
#define CONSTPROP_INITIALIZE_HPP

/// This path forwards until version 0.3.0.
#include <constprop/initializers/initialize.hpp>

#endif  // CONSTPROP_INITIALIZE_HPP
