// A derivation with numbers for a loss that does not suit the network's last layer.
// says: loss_suits_the_output<loss<cross_entropy>::takes_logits_but_layer<1, softmax>::gives_probabilities_or_their_logarithms>
// plainly: takes logits but layer 1, softmax, gives probabilities or their logarithms.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>
#include <constprop/host/derivation.hpp>

namespace cp = constprop;

using model = cp::network<cp::linear<2, 3>, cp::softmax>;
#ifdef WRONG
using loss = cp::cross_entropy;
constexpr std::size_t target = 1;
#else
using loss = cp::mse;
constexpr std::array<float, 3> target{};
#endif
inline std::string text() {
    return cp::host::derivation<model, loss>::with_numbers(model{}, loss{}, {1, 2}, target).text();
}
