// Four sides of a signal.
// says: extents_agree<layer<0, pad<1, 2, 3, 4>>::takes<any_image>::but_input_is<signal<8, 2>>>
// plainly: takes any_image but input is signal<8, 2>.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::signal<8, 2>, cp::pad<1, 2, 3, 4>> net{};
#else
constexpr cp::network<cp::signal<8, 2>, cp::pad<1, 2>> net{};
#endif
