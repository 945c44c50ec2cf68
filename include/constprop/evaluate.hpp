#ifndef CONSTPROP_EVALUATE_HPP
#define CONSTPROP_EVALUATE_HPP

/// This path forwards until version 0.3.0.
#include <constprop/training/evaluate.hpp>

#endif  // CONSTPROP_EVALUATE_HPP
