// Three values for four inputs.
// says: input_fits<network_with_inputs<4>::but_input_has<3>>
// says: Give that many: nothing is cut off or filled up
// plainly: Network with inputs 4 but input has 3.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>, cp::sigmoid>;
constexpr model net{};
constexpr model::input_type x{};

#ifdef WRONG
constexpr auto out = net({1, 2, 3});
#else
constexpr auto out = net({1, 2, 3, 4});
#endif
