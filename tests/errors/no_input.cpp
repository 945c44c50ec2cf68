// Something that is no input.
// says: input_fits<type<float>::is_no_input>
// says: An input is a std::array
// plainly: Type float is no input.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>, cp::sigmoid>;
constexpr model net{};
constexpr model::input_type x{};

#ifdef WRONG
constexpr auto out = net(1.0F);
#else
constexpr auto out = net({1, 0, 0, 0});
#endif
