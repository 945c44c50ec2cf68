#include <constprop/losses/mse.hpp>

#include <array>

#include "agree.hpp"
#include "catch.hpp"

namespace {

constexpr bool values() {
    const std::array target{1.0, 3.0};
    const double prediction[]{2.0, 1.0};
    constexpr constprop::mse loss{};
    return loss.total<2>(prediction, target) == 5.0 && loss.share<2, double>(target) == 2.0 &&
           loss.slope(2.0, 1.0) == 2.0;
}

constexpr bool gradients() { return agree::loss_gradients(constprop::mse{}); }

}  // namespace

static_assert(constprop::loss<constprop::mse>);
static_assert(values());
static_assert(gradients());

TEST_CASE("mse") {
    CHECK(values());
    CHECK(gradients());
}
