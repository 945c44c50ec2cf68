// A claim about a network whose last layer the loss does not suit, which differentiate refuses, too.
// says: loss_suits_the_output<loss<cross_entropy>::takes_logits_but_layer<1, softmax>::gives_probabilities_or_their_logarithms>
// plainly: takes logits but layer 1, softmax, gives probabilities or their logarithms.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>
#include <constprop/host/check_gradient.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<2, 3>, cp::softmax>;
#ifdef WRONG
using loss = cp::cross_entropy;
#else
using loss = cp::mse;
#endif
const auto verdict = cp::host::check_gradient(
    model{}, loss{},
    cp::host::claim_biases<1>([](const model&, const auto&, const auto&) { return std::array<float, 3>{}; }));
