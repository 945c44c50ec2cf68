// A scalar of your own without a function that a layer needs.
// says: scalar_has_functions<scalar<fixed>::has_no<tanh>::which_layer<1, tanh>::needs>
// says: Put those functions beside the scalar's class
// plainly: Scalar fixed has no tanh which layer 1, tanh, needs.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

#include <array>
#include <compare>

namespace cp = constprop;

#include "fixed.hpp"

#ifndef WRONG
constexpr fixed tanh(fixed x) noexcept { return x / (x < fixed(0) ? fixed(1) - x : fixed(1) + x); }
#endif

constexpr auto out = [] { return cp::basic_network<fixed, cp::linear<2, 2>, cp::tanh>{}({1, 2}); }();
