// A claim about the weights of a layer without formulas.
// says: claim_suits_the_layer<layer<0, gru<4, 8>>::has_no_weights>
// says: all of its parameters in one column: claim_parameters.
// plainly: Layer 0, gru<4, 8>, has no weights.
// errors: 1
#include <constprop/constprop.hpp>
#include <constprop/host/check_gradient.hpp>

#include <array>

namespace cp = constprop;
namespace host = cp::host;

using model = cp::network<cp::gru<4, 8>, cp::linear<8, 2>>;
const auto gradient = [](const model&, const auto&, const auto&) {
    return std::array<float, model::parameter_count>{};
};

#ifdef WRONG
const auto verdict = host::check_gradient(model{}, cp::mse{}, host::claim_weights<1>(gradient));
#else
const auto verdict = host::check_gradient(model{}, cp::mse{}, host::claim_parameters<1>(gradient));
#endif
