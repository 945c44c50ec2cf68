// A fixed-point number with more bits than its storage.
// says: number_fits_its_storage<fixed_point_number<20, 16>::does_not_fit_in<int>>
// plainly: does not fit in int.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

#ifdef WRONG
using number = cp::fixed<20, 16>;
#else
using number = cp::fixed<16, 16>;
#endif
constexpr cp::basic_network<number, cp::linear<2, 3>> net{};
