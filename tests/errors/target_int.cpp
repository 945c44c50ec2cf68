// A target of integers for a network of float.
// says: target_fits<network_of<float>::but_target_holds<int>>
// says: Convert them
// plainly: Network of float but target holds int.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>, cp::sigmoid>;
constexpr model net{};
constexpr model::input_type x{};

#ifdef WRONG
constexpr auto out = cp::differentiate(net, cp::mse{}, x, std::array{1, 0});
#else
constexpr auto out = cp::differentiate(net, cp::mse{}, x, std::array{1.0F, 0.0F});
#endif
