// Something that is no initializer.
// says: initializer_draws<type<int>::is_no_initializer>
// says: An initializer is
// plainly: Type int is no initializer.
// errors: 1
#include <constprop/constprop.hpp>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 2>>;

#ifdef WRONG
constexpr auto net = cp::initialized<model>(1);
#else
constexpr auto net = cp::initialized<model>(cp::torch_default{.seed = 1});
#endif
