// An activation with a forward pass of its own, where the value is what is computed.
// says: layer_speaks_for_itself<layer<1, cube>::is_an_activation_but_replaces<forward>>
// says: an activation's passes are always left to it
// plainly: Layer 1, cube, is an activation but replaces forward.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

#include <cstddef>

namespace cp = constprop;

struct cube : cp::activation<cube> {
    template <class T> static constexpr T value(T z) noexcept { return z * z * z; }
    template <class T> static constexpr T slope(T z, T /*a*/) noexcept { return T(3) * z * z; }
#ifdef WRONG
    template <std::size_t Inputs, class T> static constexpr void forward(const T*, const T* z, T* a) noexcept {
        for (std::size_t k = 0; k < Inputs; ++k) a[k] = -z[k];
    }
#endif
};

constexpr cp::network<cp::linear<4, 3>, cube> net{};
