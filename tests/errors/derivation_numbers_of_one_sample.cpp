// A derivation with the numbers of one sample, through batch normalization.
// says: batch_can_be_measured<layer<1, batch_norm>::measures_samples<2>::but_batch_has<1>>
// plainly: Layer 1, batch_norm, measures samples 2 but batch has 1.
// errors: 1
#include <constprop/constprop.hpp>
#include <constprop/host/derivation.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<2, 2>, cp::batch_norm>;

#ifdef WRONG
const auto numbers =
    cp::host::derivation<model, cp::mse>::with_numbers(model{}, cp::mse{}, model::input_type{}, model::output_type{});
#else
const auto numbers = cp::host::derivation<model, cp::mse>::with_numbers(
    model{}, cp::mse{}, std::array<model::input_type, 3>{}, std::array<model::output_type, 3>{});
#endif
