#ifndef CONSTPROP_ERRORS_HPP
#define CONSTPROP_ERRORS_HPP

/// This path goes in the next version.
#include <constprop/diagnostics/errors.hpp>

#endif  // CONSTPROP_ERRORS_HPP
