// A claim about the weights of a layer that is not there.
// says: claim_is_of_a_layer<network_with_weight_layers<2>::has_no_weight_layer<3>>
// says: Claim the gradient of one of those.
// plainly: Network with weight layers 2 has no weight layer 3.
// errors: 1
#include <constprop/constprop.hpp>
#include <constprop/host/check_gradient.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>>;

#ifdef WRONG
constexpr std::size_t which = 3;
#else
constexpr std::size_t which = 2;
#endif
const auto verdict = cp::host::check_gradient(
    model{}, cp::mse{}, cp::host::claim_weights<which>([](const model&, const auto&, const auto&) {
        return std::array<std::array<float, 8>, 2>{};
    }));
