// A scalar of your own without a function that a rule needs.
// says: scalar_has_functions<scalar<fixed>::has_no<sqrt>::which<adam>::needs>
// plainly: Scalar fixed has no sqrt which adam needs.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

#include <array>
#include <compare>

namespace cp = constprop;

#include "fixed.hpp"

#ifdef WRONG
constexpr cp::adam rule{};
#else
constexpr cp::sgd rule{};
#endif
constexpr auto optimizer = cp::make_optimizer(cp::basic_network<fixed, cp::linear<2, 2>>{}, rule);
