// A loss of more outputs than the scalar can count.
// says: ::is_less_than<40>>
// plainly: is less than 40.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
using model = cp::basic_network<cp::fixed<5, 10>, cp::linear<2, 40>>;
#else
using model = cp::basic_network<cp::fixed<5, 10>, cp::linear<2, 20>>;
#endif

inline auto loss() { return cp::evaluate(model{}, cp::mse{}, model::input_type{}, model::output_type{}); }
