// More layers stay floats than leave one in integers: relu is float with its layer.
// says: integers_are_left<network_with_layers<4>::has_none_left_for_integers_beside<float_first<1>, float_last<2>>>
// says: stays float with that layer
// plainly: Network with layers 4 has none left for integers beside float_first<1>, float_last<2>.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<2, 3>, cp::relu, cp::linear<3, 2>, cp::softmax>;
constexpr std::array<model::input_type, 2> samples{};

#ifdef WRONG
constexpr auto mixed = cp::quantize(model{}, samples, cp::float_first<1>{}, cp::float_last<2>{});
#else
constexpr auto mixed = cp::quantize(model{}, samples, cp::float_first<1>{}, cp::float_last<1>{});
#endif
