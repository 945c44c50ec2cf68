// A network that remembers, calibrated with inputs that do not follow each other.
// says: network_has_its_state<layer<0, lstm<2, 3>>::carries_a_state>
// says: runs over a sequence<input_type, Steps>
// plainly: Layer 0, lstm<2, 3>, carries a state.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::lstm<2, 3>>;

#ifdef WRONG
constexpr std::array<model::input_type, 4> samples{};
#else
constexpr std::array<cp::sequence<model::input_type, 2>, 2> samples{};
#endif
constexpr auto in_integers = cp::quantize(model{}, samples);
