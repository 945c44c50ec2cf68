// A network that needs more memory to run than its budget has.
// says: budget_is_kept<network<basic_network<float, linear<64, 32>, relu, linear<32, 10>>>::needs<inference_bytes<128>>::but_may_have<inference_bytes<100>>>
// says: Make the network smaller, or the budget larger.
// plainly: needs inference_bytes<128> but may have inference_bytes<100>.
// errors: 1
#include <constprop/constprop.hpp>

namespace cp = constprop;

using big = cp::network<cp::linear<64, 32>, cp::relu, cp::linear<32, 10>>;

#ifdef WRONG
constexpr cp::within<big, cp::parameter_bytes<10'000>, cp::inference_bytes<100>> net{};
#else
constexpr cp::within<big, cp::parameter_bytes<10'000>, cp::inference_bytes<200>> net{};
#endif
