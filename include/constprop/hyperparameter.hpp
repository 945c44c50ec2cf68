#ifndef CONSTPROP_HYPERPARAMETER_HPP
#define CONSTPROP_HYPERPARAMETER_HPP

/// This path forwards until version 0.3.0.
#include <constprop/numbers/hyperparameter.hpp>

#endif  // CONSTPROP_HYPERPARAMETER_HPP
