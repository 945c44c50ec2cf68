// Something that fit does not take.
// says: fit_takes<type<int>::is_nothing_that_fit_takes>
// says: After its options fit takes batch<N>
// plainly: Type int is nothing that fit takes.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<1, 1>>;
constexpr std::array<model::input_type, 2> inputs{{{0}, {1}}};
constexpr std::array<model::output_type, 2> targets{{{1}, {3}}};

#ifdef WRONG
constexpr model out = cp::fit(model{}, cp::mse{}, cp::sgd{}, inputs, targets, {.epochs = 2}, 32);
#else
constexpr model out = cp::fit(model{}, cp::mse{}, cp::sgd{}, inputs, targets, {.epochs = 2}, cp::batch<32>);
#endif
