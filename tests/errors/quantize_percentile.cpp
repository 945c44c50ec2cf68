// A share of values that is no percentage, in a constant expression.
// notes: percentile_is_not_from_0_to_100
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<1, 1>>;
constexpr std::array<model::input_type, 2> samples{{{1}, {2}}};

#ifdef WRONG
constexpr auto in_integers = cp::quantize(model{}, samples, cp::percentile{999});
#else
constexpr auto in_integers = cp::quantize(model{}, samples, cp::percentile{99.9});
#endif
