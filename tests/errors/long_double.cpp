// A number that has no elementary functions, nor a class to put them beside.
// says: scalar_has_functions<scalar<long double>::has_no<exp>::which_layer<1, sigmoid>::needs>
// says: float and double have all elementary functions
// plainly: Scalar long double has no exp which layer 1, sigmoid, needs.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
using number = long double;
#else
using number = double;
#endif
using model = cp::basic_network<number, cp::linear<2, 2>, cp::sigmoid>;
constexpr auto out = cp::initialized<model>(cp::torch_default{.seed = 1})({1, 2});
