// Windows of which some see padding alone.
// says: layers_give_values<layer<0, max_pool1d<2, padding<1>, dilation<3, 3>>>::gives_no_values_for<signal<2, 2>>>
// plainly: gives no values for signal<2, 2>.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::signal<2, 2>, cp::max_pool1d<2, cp::padding<1>, cp::dilation<3>>> net{};
#else
constexpr cp::network<cp::signal<3, 2>, cp::max_pool1d<2, cp::padding<1>, cp::dilation<3>>> net{};
#endif
