// An input of another size.
// says: input_fits<network_with_inputs<4>::but_input_has<5>>
// says: Give that many
// plainly: Network with inputs 4 but input has 5.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>, cp::sigmoid>;
constexpr model net{};
constexpr model::input_type x{};

#ifdef WRONG
constexpr auto out = net(std::array<float, 5>{});
#else
constexpr auto out = net(std::array<float, 4>{});
#endif
