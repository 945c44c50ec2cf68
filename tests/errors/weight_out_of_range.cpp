// A weight that is not there, in a constant expression.
// notes: index_is_out_of_range
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>, cp::sigmoid>;
constexpr model net{};
constexpr model::input_type x{};

#ifdef WRONG
constexpr float out = net.layer<0>().weight(8, 0);
#else
constexpr float out = net.layer<0>().weight(7, 3);
#endif
