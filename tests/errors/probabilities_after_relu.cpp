// A loss of probabilities after a layer that gives none.
// says: loss_suits_the_output<loss<bce>::takes_probabilities_but_layer<1, relu>::gives_none>
// says: End the network with sigmoid or softmax
// plainly: Loss bce takes probabilities but layer 1, relu, gives none.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

#ifdef WRONG
constexpr auto out = cp::differentiate(cp::network<cp::linear<4, 2>, cp::relu>{}, cp::bce{}, {1, 2, 3, 4}, {0, 1});
#else
constexpr auto out = cp::differentiate(cp::network<cp::linear<4, 2>, cp::sigmoid>{}, cp::bce{}, {1, 2, 3, 4}, {0, 1});
#endif
