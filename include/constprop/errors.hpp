#ifndef CONSTPROP_ERRORS_HPP
#define CONSTPROP_ERRORS_HPP

/// This path forwards until version 0.3.0.
#include <constprop/diagnostics/errors.hpp>

#endif  // CONSTPROP_ERRORS_HPP
