// An input that is too short, for a network whose first layers are floats.
// says: input_fits<network_with_inputs<3>::but_input_has<2>>
// plainly: Network with inputs 3 but input has 2.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<3, 3>, cp::tanh, cp::linear<3, 2>>;
inline constexpr std::array<model::input_type, 1> samples{{{1, 2, 3}}};
inline constexpr auto mixed = cp::quantize(model{}, samples, cp::float_first<1>{});

#ifdef WRONG
inline constexpr auto y = mixed(std::array<float, 2>{1, 2});
#else
inline constexpr auto y = mixed(std::array<float, 3>{1, 2, 3});
#endif
