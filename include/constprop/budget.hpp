#ifndef CONSTPROP_BUDGET_HPP
#define CONSTPROP_BUDGET_HPP

/// This path goes in the next version.
#include <constprop/checks/budget.hpp>

#endif  // CONSTPROP_BUDGET_HPP
