#ifndef CONSTPROP_LINT_HPP
#define CONSTPROP_LINT_HPP

/// This path forwards until version 0.3.0.
#include <constprop/checks/lint.hpp>

#endif  // CONSTPROP_LINT_HPP
