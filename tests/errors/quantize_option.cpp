// An option that quantize does not know.
// says: quantize_takes<type<int>::is_nothing_that_quantize_takes>
// says: percentile{...}
// plainly: Type int is nothing that quantize takes.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<2, 2>, cp::relu>;
constexpr std::array<model::input_type, 2> samples{};

#ifdef WRONG
constexpr auto in_integers = cp::quantize(model{}, samples, 99);
#else
constexpr auto in_integers = cp::quantize(model{}, samples, cp::percentile{99}, cp::per_tensor{});
#endif
