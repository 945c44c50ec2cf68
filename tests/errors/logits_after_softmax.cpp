// A loss of logits after softmax, which would be applied twice.
// says: loss_suits_the_output<loss<cross_entropy>::takes_logits_but_layer<1, softmax>::gives_probabilities_or_their_logarithms>
// says: Remove that layer from the network
// plainly: Loss cross_entropy takes logits but layer 1, softmax, gives probabilities or their logarithms.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

#ifdef WRONG
constexpr auto out =
    cp::differentiate(cp::network<cp::linear<4, 3>, cp::softmax>{}, cp::cross_entropy{}, {1, 2, 3, 4}, 1);
#else
constexpr auto out = cp::differentiate(cp::network<cp::linear<4, 3>>{}, cp::cross_entropy{}, {1, 2, 3, 4}, 1);
#endif
