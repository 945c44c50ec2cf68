// One parameter short.
// says: parameters_fit<network_with_parameters<58>::but_array_has<57>>
// says: All parameters of a network are given at once
// plainly: Network with parameters 58 but array has 57.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>, cp::sigmoid>;
constexpr model net{};
constexpr model::input_type x{};

#ifdef WRONG
constexpr auto copy = model::from_parameters(std::array<float, 57>{});
#else
constexpr auto copy = model::from_parameters(std::array<float, 58>{});
#endif
