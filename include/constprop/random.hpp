#ifndef CONSTPROP_RANDOM_HPP
#define CONSTPROP_RANDOM_HPP

/// This path forwards until version 0.3.0.
#include <constprop/numbers/random.hpp>

#endif  // CONSTPROP_RANDOM_HPP
