// A number after the data: it does not say what it is.
// says: fit_takes<type<int>::is_nothing_that_fit_takes>
// says: Options have names, as in {.epochs = 60}.
// plainly: Type int is nothing that fit takes. Give options by name, as in {.epochs = 60}
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 2>>;
constexpr std::array<model::input_type, 3> inputs{};
constexpr std::array<model::output_type, 3> targets{};

#ifdef WRONG
constexpr auto net = cp::fit(model{}, cp::mse{}, cp::sgd{}, inputs, targets, 60);
#else
constexpr auto net = cp::fit(model{}, cp::mse{}, cp::sgd{}, inputs, targets, {.epochs = 60});
#endif
