#ifndef CONSTPROP_TESTS_OUTSIDE_WEIGHTS_NETWORKS_HPP
#define CONSTPROP_TESTS_OUTSIDE_WEIGHTS_NETWORKS_HPP

#include <constprop/constprop.hpp>

using squares = constprop::network<constprop::linear<3, 3>, constprop::tanh, constprop::linear<3, 3>, constprop::tanh,
                                   constprop::linear<3, 3>>;
using mlp = constprop::network<constprop::linear<4, 6>, constprop::tanh, constprop::linear<6, 5>, constprop::tanh,
                               constprop::linear<5, 2>>;
using normalized =
    constprop::network<constprop::linear<4, 6>, constprop::scale<6>, constprop::tanh, constprop::linear<6, 5>>;

using with_gru = constprop::network<constprop::gru<3, 4>, constprop::linear<4, 2>>;
using with_gru_before = constprop::network<constprop::gru<3, 4, constprop::reset_before>, constprop::linear<4, 2>>;
using with_lstms = constprop::network<constprop::lstm<3, 5>, constprop::lstm<5, 4>, constprop::linear<4, 2>>;
using both_ways = constprop::network<constprop::bidirectional<constprop::gru<3, 4>>,
                                     constprop::bidirectional<constprop::lstm<8, 2>, constprop::final_states>,
                                     constprop::linear<4, 2>>;

#endif
