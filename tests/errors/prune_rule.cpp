// Something that does not prune.
// says: rule_prunes<type<double>::is_no_rule>
// says: Networks are pruned by
// plainly: Type double is no rule.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>, cp::sigmoid>;
constexpr model net{};
constexpr model::input_type x{};

#ifdef WRONG
constexpr model out = cp::prune(net, 0.5);
#else
constexpr model out = cp::prune(net, cp::smallest{.fraction = 0.5});
#endif
