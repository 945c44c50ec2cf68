// A step of a stream without its state, for a network whose layers in floats carry it.
// says: network_has_its_state<layer<0, gru<2, 3>>::carries_a_state>
// plainly: Layer 0, gru<2, 3>, carries a state.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::gru<2, 3>, cp::linear<3, 2>>;
inline constexpr std::array<cp::sequence<model::input_type, 2>, 1> samples{};
inline constexpr auto mixed = cp::quantize(model{}, samples, cp::float_first<1>{});

#ifdef WRONG
inline constexpr auto y = mixed({1, 2});
#else
inline constexpr auto y = [] {
    decltype(mixed)::state_type state{};
    return mixed({1, 2}, state);
}();
#endif
