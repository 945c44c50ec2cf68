// A network of integers that remembers, without its state.
// says: network_has_its_state<layer<0, gru<1, 2>>::carries_a_state>
// says: with a state that the caller keeps: decltype(net)::state_type state{}
// plainly: Layer 0, gru<1, 2>, carries a state.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>
#include <cstdint>

namespace cp = constprop;

constexpr cp::int8_network<cp::network<cp::gru<1, 2>>> net{};
constexpr auto step() {
    [[maybe_unused]] decltype(net)::state_type state{};
    constexpr std::array<std::int8_t, 1> x{5};
#ifdef WRONG
    return net(x);
#else
    return net(x, state);
#endif
}
constexpr auto y = step();
