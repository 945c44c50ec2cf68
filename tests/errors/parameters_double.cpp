// Parameters of double for a network of float.
// says: parameters_fit<network_of<float>::but_parameters_hold<double>>
// says: Convert them
// plainly: Network of float but parameters hold double.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>, cp::sigmoid>;
constexpr model net{};
constexpr model::input_type x{};

#ifdef WRONG
constexpr auto copy = model::from_parameters(std::array<double, 58>{});
#else
constexpr auto copy = model::from_parameters(std::array<float, 58>{});
#endif
