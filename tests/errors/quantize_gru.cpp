// A GRU that resets before its product, which has no integer form.
// says: layer_has_an_integer_form<layer<0, gru<2, 3, reset_before>>::has_no_integer_form>
// plainly: Layer 0, gru<2, 3, reset_before>, has no integer form.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

#ifdef WRONG
using model = cp::network<cp::gru<2, 3, cp::reset_before>, cp::linear<3, 2>>;
#else
using model = cp::network<cp::gru<2, 3>, cp::linear<3, 2>>;
#endif
inline constexpr std::array<cp::sequence<model::input_type, 2>, 1> samples{};
inline constexpr auto in_integers = cp::quantize(model{}, samples);
