// A scalar of your own without functions that a loss needs.
// says: scalar_has_functions<scalar<fixed>::has_no<exp, log>::which<cross_entropy>::needs>
// plainly: Scalar fixed has no exp, log, which cross_entropy needs.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

#include <array>
#include <compare>

namespace cp = constprop;

#include "fixed.hpp"

using model = cp::basic_network<fixed, cp::linear<2, 2>>;
#ifdef WRONG
constexpr auto out = cp::differentiate(model{}, cp::cross_entropy{}, std::array<fixed, 2>{}, 1);
#else
constexpr auto out = cp::differentiate(model{}, cp::mse{}, std::array<fixed, 2>{}, std::array<fixed, 2>{});
#endif
