// A number that has no elementary functions, for a layer that holds one which needs them.
// says: scalar_has_functions<scalar<long double>::has_no<exp, tanh>::which_layer<0, over_time<lstm<2, 3>>>::needs>
// says: float and double have all elementary functions
// plainly: Scalar long double has no exp, tanh, which layer 0, over_time<lstm<2, 3>>, needs.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
using number = long double;
#else
using number = double;
#endif
using model = cp::basic_network<number, cp::signal<4, 2>, cp::over_time<cp::lstm<2, 3>>>;
constexpr auto out = cp::initialized<model>(cp::torch_default{.seed = 1})({1, 2, 3, 4, 5, 6, 7, 8});
