#include <constprop/activations/activation.hpp>

#include "agree.hpp"
#include "catch.hpp"

namespace {

/// As a user writes one.
struct cube : constprop::activation<cube> {
    template <class T> static constexpr T value(T z) { return z * z * z; }
    template <class T> static constexpr T slope(T z, T /*a*/) { return T(3) * z * z; }
};

/// A slope that is wrong.
struct crooked : constprop::activation<crooked> {
    template <class T> static constexpr T value(T z) { return z * z * z; }
    template <class T> static constexpr T slope(T z, T /*a*/) { return T(2) * z * z; }
};

/// One that says how da becomes dz.
struct gate : constprop::activation<gate> {
    template <class T> static constexpr T value(T z) { return z < T(0) ? T(0) : z; }
    template <class T> static constexpr T slope(T z, T /*a*/) { return z < T(0) ? T(0) : T(1); }
    template <class T> static constexpr T pullback(T z, T /*a*/, T da) { return z < T(0) ? T(0) : da; }
};

constexpr bool pullback_is_used() {
    const float z[2]{-1, 1}, da[2]{5, 6};
    float a[2]{}, dz[2]{7, 7};
    gate::forward<2>(static_cast<const float*>(nullptr), z, a);
    gate::backward<2>(static_cast<const float*>(nullptr), z, a, da, dz);
    return a[0] == 0 && a[1] == 1 && dz[0] == 0 && dz[1] == 6;
}

}  // namespace

static_assert(constprop::layer<cube>);
static_assert(cube::shape(5) == constprop::layer_shape{.inputs = 5, .outputs = 5});
static_assert(agree::activation_gradients<cube>());
static_assert(!agree::activation_gradients<crooked>());
static_assert(pullback_is_used());

TEST_CASE("an activation is its value and its slope") {
    CHECK(agree::activation_gradients<cube>());
    CHECK_FALSE(agree::activation_gradients<crooked>());
    CHECK(pullback_is_used());
}
