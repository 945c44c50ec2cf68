// A network whose values fit into its budget, but not all that an inference takes on this machine.
// says: budget_is_kept<network<basic_network<float, linear<64, 32>, relu, linear<32, 10>>>::needs<inference_ram<
// says: >>::but_may_have<inference_ram<160>>>
// says: Make the network smaller, or the budget larger.
// plainly: needs inference_ram<
// plainly: > but may have inference_ram<160>.
// errors: 1
#include <constprop/constprop.hpp>

namespace cp = constprop;

using big = cp::network<cp::linear<64, 32>, cp::relu, cp::linear<32, 10>>;

#ifdef WRONG
constexpr cp::within<big, cp::inference_bytes<160>, cp::inference_ram<160>> net{};
#else
constexpr cp::within<big, cp::inference_bytes<160>, cp::inference_ram<2'048>> net{};
#endif
