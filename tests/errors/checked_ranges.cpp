// A range for each value, but not for all of them.
// says: there_is_a_range_for_each<network_with_inputs<2>::but_ranges_number<1>>
// says: Give that many, or one for all.
// plainly: Network with inputs 2 but ranges number 1.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

constexpr cp::network<cp::linear<2, 1>> net{};

#ifdef WRONG
constexpr std::array<cp::input_range<float>, 1> ranges{{{0, 1}}};
#else
constexpr std::array<cp::input_range<float>, 2> ranges{{{0, 1}, {0, 1}}};
#endif
constexpr auto y = cp::checked(net, {0.5F, 0.5F}, ranges);
