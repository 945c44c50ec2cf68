// More units kept than there are.
// says: layer_has_it<layer<0, linear<4, 8>>::has_units<8>::but_kept_are<9>>
// says: at most as many as the layer has
// plainly: Layer 0, linear<4, 8>, has units 8 but kept are 9.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>, cp::sigmoid>;
constexpr model net{};
constexpr model::input_type x{};

#ifdef WRONG
constexpr auto out = cp::prune(net, cp::keep_units<0, 9>{});
#else
constexpr auto out = cp::prune(net, cp::keep_units<0, 4>{});
#endif
