// Units kept of the last layer, whose outputs nothing reads.
// says: layer_has_it<layer<2, linear<8, 2>>::has_no_units_that_another_layer_reads>
// says: Units are taken out of a linear layer, and channels out of a convolution, that another one reads
// plainly: Layer 2, linear<8, 2>, has no units that another layer reads.
// errors: 1
#include <constprop/constprop.hpp>

namespace cp = constprop;

constexpr cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>, cp::sigmoid> net{};

#ifdef WRONG
constexpr auto out = cp::prune(net, cp::keep_units<2, 1>{});
#else
constexpr auto out = cp::prune(net, cp::keep_units<0, 4>{});
#endif
