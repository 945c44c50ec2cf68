#ifndef CONSTPROP_RANDOM_HPP
#define CONSTPROP_RANDOM_HPP

/// This path goes in the next version.
#include <constprop/numbers/random.hpp>

#endif  // CONSTPROP_RANDOM_HPP
