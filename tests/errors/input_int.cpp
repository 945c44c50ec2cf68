// Integers where floats are due.
// says: input_fits<network_of<float>::but_input_holds<int>>
// says: Convert them
// plainly: Network of float but input holds int.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>, cp::sigmoid>;
constexpr model net{};
constexpr model::input_type x{};

#ifdef WRONG
constexpr auto out = net(std::array{1, 2, 3, 4});
#else
constexpr auto out = net({1, 2, 3, 4});  // constants may be written as they are
#endif
