// A derivation for a loss that does not suit the network's last layer, which differentiate refuses, too.
// says: loss_suits_the_output<loss<cross_entropy>::takes_logits_but_layer<1, softmax>::gives_probabilities_or_their_logarithms>
// plainly: takes logits but layer 1, softmax, gives probabilities or their logarithms.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>
#include <constprop/host/derivation.hpp>

namespace cp = constprop;

#ifdef WRONG
using loss = cp::cross_entropy;
#else
using loss = cp::mse;
#endif
inline std::string text() { return cp::host::derivation<cp::network<cp::linear<2, 3>, cp::softmax>, loss>::text(); }
