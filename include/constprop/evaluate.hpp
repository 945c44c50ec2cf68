#ifndef CONSTPROP_EVALUATE_HPP
#define CONSTPROP_EVALUATE_HPP

/// This path goes in the next version.
#include <constprop/training/evaluate.hpp>

#endif  // CONSTPROP_EVALUATE_HPP
