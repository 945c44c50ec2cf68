// A step of a stream whose state is a temporary object.
// says: state_fits<state::is_no_variable>
// says: A state is a variable of the network's own type
// plainly: State is no variable.
// errors: 1
#include <constprop/constprop.hpp>

namespace cp = constprop;

using model = cp::network<cp::gru<2, 3>, cp::linear<3, 1>>;
constexpr model net{};

#ifdef WRONG
constexpr auto y = net({1, 2}, model::state_type{});
#else
constexpr auto y = [] {
    model::state_type state{};
    return net({1, 2}, state);
}();
#endif
