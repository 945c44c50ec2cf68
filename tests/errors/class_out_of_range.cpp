// A class that is not there, in a constant expression.
// notes: class_index_is_out_of_range
// notes: checked_class
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 3>>;
constexpr model net{};
constexpr model::input_type x{};

#ifdef WRONG
constexpr auto out = cp::differentiate(net, cp::cross_entropy{}, x, 7);
#else
constexpr auto out = cp::differentiate(net, cp::cross_entropy{}, x, 2);
#endif
