// An elementwise loss of your own without a slope.
// says: loss_is_complete<loss<square>::has_no_slope_of<float>>
// says: An elementwise loss has value(prediction, target) and slope(prediction, target)
// plainly: Loss square has no slope of float. Add it; losses/loss.hpp says what a loss has.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

namespace cp = constprop;

struct square : cp::elementwise_loss<square> {
    template <class T> static constexpr T value(T a, T b) noexcept { return (a - b) * (a - b); }
#ifndef WRONG
    template <class T> static constexpr T slope(T a, T b) noexcept { return T(2) * (a - b); }
#endif
};

constexpr auto out = cp::differentiate(cp::network<cp::linear<4, 2>>{}, square{}, {1, 2, 3, 4}, {0, 1});
