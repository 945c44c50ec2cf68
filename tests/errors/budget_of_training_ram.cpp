// A network with room to run, but not for a step of Adam, whose buffers are twice the network.
// says: budget_is_kept<network<basic_network<float, linear<64, 32>, relu, linear<32, 10>>>::needs<training_ram<
// says: , adam, 4>>::but_may_have<training_ram<20000, adam, 4>>>
// says: Make the network smaller, or the budget larger.
// plainly: needs training_ram<
// plainly: , adam, 4> but may have training_ram<20000, adam, 4>.
// errors: 1
#include <constprop/constprop.hpp>

namespace cp = constprop;

using big = cp::network<cp::linear<64, 32>, cp::relu, cp::linear<32, 10>>;

#ifdef WRONG
constexpr cp::within<big, cp::inference_ram<4'096>, cp::training_ram<20'000, cp::adam, 4>> net{};
#else
constexpr cp::within<big, cp::inference_ram<4'096>, cp::training_ram<40'000, cp::adam, 4>> net{};
#endif
