#ifndef CONSTPROP_TRAIN_STEP_HPP
#define CONSTPROP_TRAIN_STEP_HPP

/// This path goes in the next version.
#include <constprop/training/train_step.hpp>

#endif  // CONSTPROP_TRAIN_STEP_HPP
