// A network of zeros with a hidden layer, trained in a constant expression: it would learn nothing.
// notes: hidden_layers_of_zeros_learn_nothing
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<2, 2>, cp::relu, cp::linear<2, 1>>;
constexpr std::array<model::input_type, 2> inputs{{{1, 0}, {0, 1}}};
constexpr std::array<model::output_type, 2> targets{{{1}, {0}}};

#ifdef WRONG
constexpr model out = cp::fit(model{}, cp::mse{}, cp::sgd{}, inputs, targets);
#else
constexpr model out = cp::fit(cp::initialized<model>(cp::torch_default{}), cp::mse{}, cp::sgd{}, inputs, targets);
#endif
