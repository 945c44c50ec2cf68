// A type in a branch that is no layer.
// says: chain_is_of_layers<type<residual<mse>>::holds<mse>::which_is_no_layer>
// says: A network is a chain of layers, which are types
// plainly: Type residual<mse> holds mse which is no layer.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
using inner = cp::residual<cp::mse>;
#else
using inner = cp::residual<cp::relu>;
#endif
constexpr cp::network<cp::linear<2, 3>, cp::sequential<cp::tanh, inner>, cp::linear<3, 1>> net{};
