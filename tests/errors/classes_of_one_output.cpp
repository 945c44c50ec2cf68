// A loss over classes for a network with one output.
// says: loss_suits_the_output<loss<cross_entropy>::tells_classes_apart_but_network_has_one_output>
// says: take bce_with_logits
// plainly: Loss cross_entropy tells classes apart but network has one output.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

#ifdef WRONG
constexpr auto out = cp::differentiate(cp::network<cp::linear<4, 1>>{}, cp::cross_entropy{}, {1, 2, 3, 4}, 0);
#else
constexpr auto out = cp::differentiate(cp::network<cp::linear<4, 1>>{}, cp::bce_with_logits{}, {1, 2, 3, 4}, {0});
#endif
