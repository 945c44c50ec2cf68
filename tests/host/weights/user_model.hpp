#ifndef CONSTPROP_TESTS_HOST_WEIGHTS_USER_MODEL_HPP
#define CONSTPROP_TESTS_HOST_WEIGHTS_USER_MODEL_HPP

#include <constprop/constprop.hpp>

/// What a user writes for constprop_add_weights.
namespace user {
using model = constprop::network<constprop::linear<3, 5>, constprop::tanh, constprop::linear<5, 2>>;
}

#endif  // CONSTPROP_TESTS_HOST_WEIGHTS_USER_MODEL_HPP
