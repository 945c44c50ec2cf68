// A step of a stream with the state of another network.
// says: state_fits<state::is_of_another_network>
// says: A state is a variable of the network's own type
// plainly: State is of another network.
// errors: 1
#include <constprop/constprop.hpp>

namespace cp = constprop;

using model = cp::network<cp::gru<2, 3>, cp::linear<3, 1>>;
constexpr model net{};

#ifdef WRONG
using other = cp::network<cp::gru<2, 4>, cp::linear<4, 1>>;
#else
using other = model;
#endif
constexpr auto y = [] {
    other::state_type state{};
    return net({1, 2}, state);
}();
