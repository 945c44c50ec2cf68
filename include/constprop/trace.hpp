#ifndef CONSTPROP_TRACE_HPP
#define CONSTPROP_TRACE_HPP

/// This path forwards until version 0.3.0.
#include <constprop/concept/trace.hpp>

#endif  // CONSTPROP_TRACE_HPP
