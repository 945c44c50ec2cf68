// An input of double for a network of float.
// says: input_fits<network_of<float>::but_input_holds<double>>
// says: Convert them, or use with_scalar
// plainly: Network of float but input holds double.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>, cp::sigmoid>;
constexpr model net{};
constexpr model::input_type x{};

#ifdef WRONG
constexpr auto out = net(std::array<double, 4>{});
#else
constexpr auto out = cp::with_scalar<double, model>{}(std::array<double, 4>{});
#endif
