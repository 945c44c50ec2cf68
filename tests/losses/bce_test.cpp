#include <constprop/losses/bce.hpp>

#include <array>

#include "agree.hpp"
#include "catch.hpp"

namespace {

constexpr bool values() {
    using constprop::bce;
    return agree::within(bce::value(0.25, 1.0), 1.3862943611198906, 1e-15) && bce::value(0.0, 1.0) == 100.0 &&
           bce::value(1.0, 1.0) == 0.0 && bce::slope(0.0, 1.0) == -1e12 && bce::slope(0.25, 1.0) == -4.0 &&
           bce::slope_through(constprop::sigmoid{}, 0.25, 1.0) == -0.75;
}

constexpr bool gradients() {
    return agree::loss_gradients<constprop::bce, constprop::sigmoid>({}) &&
           agree::loss_gradients<constprop::bce, constprop::softmax>({});
}

}  // namespace

static_assert(constprop::loss<constprop::bce>);
// The two differentiate as one; alone, or after anything else, bce does not.
static_assert(constprop::detail::fuses_with<constprop::bce, constprop::sigmoid, 1, float, std::array<float, 1>>);
static_assert(!constprop::detail::fuses_with<constprop::bce, constprop::softmax, 1, float, std::array<float, 1>>);
static_assert(values());
static_assert(gradients());

TEST_CASE("bce") {
    CHECK(values());
    CHECK(gradients());
}
