// Two options for the weights.
// says: quantize_takes<type<per_tensor>::is_not_the_only_option_of_its_kind>
// says: int4_weights<per_tensor>{} has one scale
// plainly: Type per_tensor is not the only option of its kind.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<2, 2>, cp::relu>;
constexpr std::array<model::input_type, 2> samples{};

#ifdef WRONG
constexpr auto in_integers = cp::quantize(model{}, samples, cp::per_tensor{}, cp::int4_weights<>{});
#else
constexpr auto in_integers = cp::quantize(model{}, samples, cp::min_max{}, cp::int4_weights<cp::per_tensor>{});
#endif
