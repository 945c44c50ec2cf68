// Batch statistics of a single sample.
// says: batch_can_be_measured<layer<1, batch_norm>::measures_samples<2>::but_batch_has<1>>
// says: Give a larger one, or learn with fixed statistics: freeze_statistics(net).
// plainly: Layer 1, batch_norm, measures samples 2 but batch has 1.
// lines: 12
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<2, 3>, cp::batch_norm, cp::linear<3, 1>>;
#ifdef WRONG
constexpr auto gradient = cp::differentiate(model{}, cp::mse{}, {1, 2}, {1});
#else
constexpr std::array<model::input_type, 2> x{{{1, 2}, {3, 4}}};
constexpr std::array<model::output_type, 2> y{{{1}, {0}}};
constexpr auto gradient = cp::differentiate(model{}, cp::mse{}, x, y);
#endif
