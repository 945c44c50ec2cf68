// A loss of logits after log_softmax.
// says: loss_suits_the_output<loss<cross_entropy>::takes_logits_but_layer<1, log_softmax>::gives_probabilities_or_their_logarithms>
// says: use nll after log_softmax
// plainly: Loss cross_entropy takes logits but layer 1, log_softmax, gives probabilities or their logarithms.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 3>, cp::log_softmax>;
constexpr model net{};
constexpr model::input_type x{};

#ifdef WRONG
constexpr auto out = cp::differentiate(net, cp::cross_entropy{}, x, 1);
#else
constexpr auto out = cp::differentiate(net, cp::nll{}, x, 1);
#endif
