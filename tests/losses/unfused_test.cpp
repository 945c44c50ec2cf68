#include <constprop/losses/unfused.hpp>

#include "agree.hpp"
#include "catch.hpp"

namespace {

using model = constprop::basic_network<double, constprop::linear<1, 1>, constprop::sigmoid>;

constexpr double slope_at(double z, const auto& loss) {
    return constprop::differentiate(model::from_parameters({0, z}), loss, {0}, {0}).gradient.parameters()[1];
}

/// Where the sigmoid has saturated, the gradient as one stays right and the product of the two vanishes.
constexpr bool saturation() {
    using constprop::bce;
    using constprop::unfused;
    return agree::within(slope_at(1.0, bce{}), slope_at(1.0, unfused<bce>{}), 1e-14) && slope_at(40.0, bce{}) == 1.0 &&
           slope_at(40.0, unfused<bce>{}) == 0.0;
}

}  // namespace

static_assert(constprop::loss<constprop::unfused<constprop::bce>>);
static_assert(agree::loss_gradients<constprop::unfused<constprop::bce>, constprop::sigmoid>({}));
static_assert(saturation());

TEST_CASE("unfused") {
    CHECK(agree::loss_gradients<constprop::unfused<constprop::bce>, constprop::sigmoid>({}));
    CHECK(saturation());
}
