#ifndef CONSTPROP_HYPERPARAMETER_HPP
#define CONSTPROP_HYPERPARAMETER_HPP

/// This path goes in the next version.
#include <constprop/numbers/hyperparameter.hpp>

#endif  // CONSTPROP_HYPERPARAMETER_HPP
