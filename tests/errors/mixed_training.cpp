// A network of which some layers are integers is trained.
// says: layer_can_be_trained<type<mixed_network<
// says: has_integers_that_are_not_trained
// plainly: has integers that are not trained.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<2, 3>, cp::relu, cp::linear<3, 2>>;
inline constexpr std::array<model::input_type, 2> inputs{{{0, 1}, {1, 0}}};
inline constexpr std::array<model::output_type, 2> targets{{{0, 1}, {1, 0}}};
inline constexpr model net{};
inline constexpr auto mixed = cp::quantize(net, inputs, cp::float_last<1>{});

#ifdef WRONG
auto trained = cp::fit(mixed, cp::mse{}, cp::plain_sgd{}, inputs, targets, {.epochs = 1});
#else
auto trained = cp::fit(net, cp::mse{}, cp::plain_sgd{}, inputs, targets, {.epochs = 1});
#endif
