// A step of a stream with a number in place of the input.
// says: input_fits<type<float>::is_no_input>
// says: An input is a std::array
// plainly: Type float is no input.
// errors: 1
#include <constprop/constprop.hpp>

namespace cp = constprop;

using model = cp::network<cp::gru<1, 3>, cp::linear<3, 1>>;
constexpr model net{};

constexpr auto step(float x) {
    model::state_type state{};
#ifdef WRONG
    return net(x, state);
#else
    return net({x}, state);
#endif
}
constexpr auto y = step(1);
