#ifndef CONSTPROP_EXAMPLES_IMPORT_PETALS_HPP
#define CONSTPROP_EXAMPLES_IMPORT_PETALS_HPP

#include <constprop/constprop.hpp>

/// The module Petals of train.py: a petal's width from its length and from the sepal's length and width, all in cm.
using petal_width = constprop::network<constprop::linear<3, 8>, constprop::tanh, constprop::linear<8, 1>>;

#endif  // CONSTPROP_EXAMPLES_IMPORT_PETALS_HPP
