// Batch statistics of batches of one sample, within a branch.
// says: batch_can_be_measured<layer<0, residual<linear<2, 2>, batch_norm>>::measures_samples<2>::but_batch_has<1>>
// plainly: Layer 0, residual<linear<2, 2>, batch_norm>, measures samples 2 but batch has 1.
// lines: 12
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::residual<cp::linear<2, 2>, cp::batch_norm>, cp::linear<2, 1>>;
constexpr std::array<model::input_type, 4> x{{{1, 2}, {3, 4}, {2, 0}, {1, 1}}};
constexpr std::array<model::output_type, 4> y{{{1}, {0}, {1}, {0}}};
constexpr model start = cp::initialized<model>(cp::torch_default{});
#ifdef WRONG
constexpr model net = cp::fit(start, cp::mse{}, cp::sgd{.learning_rate = 0.1}, x, y, {.epochs = 1}, cp::batch<1>);
#else
constexpr model net = cp::fit(start, cp::mse{}, cp::sgd{.learning_rate = 0.1}, x, y, {.epochs = 1}, cp::batch<2>);
#endif
