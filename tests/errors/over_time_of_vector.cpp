// A layer over time of a vector, which has no steps.
// says: extents_agree<layer<0, over_time<gru<3, 2>>>::takes<signal_of_channels<3>>::but_input_is<vector<12>>>
// plainly: Layer 0, over_time<gru<3, 2>>, takes signal_of_channels<3> but input is vector<12>.
// errors: 1
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::vector<12>, cp::over_time<cp::gru<3, 2>>> net{};
#else
constexpr cp::network<cp::signal<4, 3>, cp::over_time<cp::gru<3, 2>>> net{};
#endif
constexpr auto parameters = net.parameters();
