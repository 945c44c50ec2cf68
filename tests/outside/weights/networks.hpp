#ifndef CONSTPROP_TESTS_OUTSIDE_WEIGHTS_NETWORKS_HPP
#define CONSTPROP_TESTS_OUTSIDE_WEIGHTS_NETWORKS_HPP

#include <constprop/constprop.hpp>

using squares = constprop::network<constprop::linear<3, 3>, constprop::tanh, constprop::linear<3, 3>, constprop::tanh,
                                   constprop::linear<3, 3>>;
using mlp = constprop::network<constprop::linear<4, 6>, constprop::tanh, constprop::linear<6, 5>, constprop::tanh,
                               constprop::linear<5, 2>>;
using normalized =
    constprop::network<constprop::linear<4, 6>, constprop::scale<6>, constprop::tanh, constprop::linear<6, 5>>;

#endif
