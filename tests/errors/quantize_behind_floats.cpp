// A layer without an integer form, behind layers that stay floats: it is counted in the whole network.
// says: layer_has_an_integer_form<layer<3, batch_norm>::has_no_integer_form>
// says: float_first<Layers>{} and float_last<Layers>{}
// plainly: Layer 3, batch_norm, has no integer form.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model =
    cp::network<cp::linear<2, 3>, cp::batch_norm, cp::linear<3, 3>, cp::batch_norm, cp::tanh, cp::linear<3, 2>>;
inline constexpr model net{};
inline constexpr std::array<model::input_type, 1> samples{{{1, 2}}};

#ifdef WRONG
inline constexpr auto mixed = cp::quantize(net, samples, cp::float_first<2>{});
#else
inline constexpr auto mixed = cp::quantize(net, samples, cp::float_first<4>{});
#endif
