// A layer without an integer form, inside of one of several branches: it is the one that is named.
// says: layer_has_an_integer_form<layer<1, layer_norm>::has_no_integer_form>
// plainly: Layer 1, layer_norm, has no integer form.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

#ifdef WRONG
using normalizes = cp::sequential<cp::linear<3, 3>, cp::layer_norm>;
#else
using normalizes = cp::sequential<cp::linear<3, 3>, cp::tanh>;
#endif
using model = cp::network<cp::linear<2, 3>, cp::residual<cp::tanh, cp::add<cp::linear<3, 3>, normalizes>>>;
inline constexpr std::array<model::input_type, 1> samples{{{1, 2}}};
inline constexpr auto in_integers = cp::quantize(model{}, samples);
