#ifndef CONSTPROP_TRACE_HPP
#define CONSTPROP_TRACE_HPP

/// This path goes in the next version.
#include <constprop/concept/trace.hpp>

#endif  // CONSTPROP_TRACE_HPP
