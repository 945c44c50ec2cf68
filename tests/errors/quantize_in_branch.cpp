// A layer without an integer form, inside of another.
// says: layer_has_an_integer_form<layer<1, batch_norm>::has_no_integer_form>
// plainly: has no integer form.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<2, 3>, cp::residual<cp::linear<3, 3>, cp::batch_norm>>;
inline constexpr model net{};
inline constexpr std::array<model::input_type, 1> samples{{{1, 2}}};

#ifdef WRONG
inline constexpr auto in_integers = cp::quantize(net, samples);
#else
inline constexpr auto in_integers = cp::quantize(cp::for_inference(net), samples);
#endif
