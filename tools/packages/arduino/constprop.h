#ifndef CONSTPROP_ARDUINO_CONSTPROP_H
#define CONSTPROP_ARDUINO_CONSTPROP_H

// Arduino's builder finds the library by this header.

#if !__has_include(<array>)
#error "constprop needs a C++ standard library, which this board's core does not have."
#elif __cplusplus < 202002L
#error "constprop needs C++20 and g++ 12 or later: compiler.cpp.extra_flags=-std=gnu++20 in the core's platform.local.txt."
#endif

// Arduino.h defines macros with names of the standard library, which they would change.
#pragma push_macro("abs")
#pragma push_macro("max")
#pragma push_macro("min")
#pragma push_macro("round")
#undef abs
#undef max
#undef min
#undef round

#include <constprop/constprop.hpp>

#pragma pop_macro("abs")
#pragma pop_macro("max")
#pragma pop_macro("min")
#pragma pop_macro("round")

#endif  // CONSTPROP_ARDUINO_CONSTPROP_H
