#ifndef CONSTPROP_SHUFFLE_HPP
#define CONSTPROP_SHUFFLE_HPP

/// This path goes in the next version.
#include <constprop/training/shuffle.hpp>

#endif  // CONSTPROP_SHUFFLE_HPP
