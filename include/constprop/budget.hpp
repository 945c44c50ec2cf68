#ifndef CONSTPROP_BUDGET_HPP
#define CONSTPROP_BUDGET_HPP

/// This path forwards until version 0.3.0.
#include <constprop/checks/budget.hpp>

#endif  // CONSTPROP_BUDGET_HPP
