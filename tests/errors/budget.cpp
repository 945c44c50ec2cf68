// A network with more parameters than its budget has.
// says: budget_is_kept<network<basic_network<float, linear<64, 32>, relu, linear<32, 10>>>::needs<parameter_bytes<9640>>::but_may_have<parameter_bytes<8192>>>
// says: Make the network smaller, or the budget larger.
// plainly: needs parameter_bytes<9640> but may have parameter_bytes<8192>. Make the network smaller
// errors: 1
#include <constprop/constprop.hpp>

namespace cp = constprop;

using big = cp::network<cp::linear<64, 32>, cp::relu, cp::linear<32, 10>>;

#ifdef WRONG
constexpr cp::within<big, cp::parameter_bytes<8192>> net{};
#else
constexpr cp::within<big, cp::parameter_bytes<10'000>> net{};
#endif
