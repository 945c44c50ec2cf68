#ifndef CONSTPROP_LINT_HPP
#define CONSTPROP_LINT_HPP

/// This path goes in the next version.
#include <constprop/checks/lint.hpp>

#endif  // CONSTPROP_LINT_HPP
