#ifndef CONSTPROP_TRAIN_STEP_HPP
#define CONSTPROP_TRAIN_STEP_HPP

/// This path forwards until version 0.3.0.
#include <constprop/training/train_step.hpp>

#endif  // CONSTPROP_TRAIN_STEP_HPP
