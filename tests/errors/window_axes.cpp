// A kernel of rows and columns over a signal.
// says: options_suit_their_layer<type<kernel<3, 5>>::is_for_images_but_signals_are_for<conv1d<1, 4, kernel<3, 5>>>>
// plainly: Type kernel<3, 5> is for images but signals are for conv1d<1, 4, kernel<3, 5>>.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
constexpr cp::network<cp::signal<8>, cp::conv1d<1, 4, cp::kernel<3, 5>>> net{};
#else
constexpr cp::network<cp::signal<8>, cp::conv1d<1, 4, cp::kernel<3>>> net{};
#endif
