// A loss of your own without a gradient.
// says: loss_is_complete<loss<square>::has_no_gradient_for<
// says: any other has total, share and gradient
// plainly: Loss square has no gradient for
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

#include <cstddef>
#include <type_traits>

namespace cp = constprop;

struct square {
    static constexpr auto takes = cp::prediction_kind::anything;
    template <class Target, class Output> static constexpr bool targets = std::is_same_v<Target, Output>;
    template <std::size_t Outputs, class T, class Target>
    constexpr T total(const T* a, const Target& b) const noexcept {
        return (a[0] - b[0]) * (a[0] - b[0]);
    }
    template <std::size_t Outputs, class T, class Target> constexpr T share(const Target&) const noexcept {
        return T(1);
    }
#ifndef WRONG
    template <std::size_t Outputs, class T, class Target>
    constexpr void gradient(const T* a, const Target& b, T scale, T* out) const noexcept {
        out[0] = T(2) * (a[0] - b[0]) * scale;
    }
#endif
};

constexpr auto out = cp::differentiate(cp::network<cp::linear<4, 1>>{}, square{}, {1, 2, 3, 4}, {0});
