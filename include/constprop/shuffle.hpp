#ifndef CONSTPROP_SHUFFLE_HPP
#define CONSTPROP_SHUFFLE_HPP

/// This path forwards until version 0.3.0.
#include <constprop/training/shuffle.hpp>

#endif  // CONSTPROP_SHUFFLE_HPP
