#include <constprop/losses/huber.hpp>

#include "agree.hpp"
#include "catch.hpp"

namespace {

constexpr bool values() {
    constexpr constprop::huber loss{.delta = 0.5};
    return loss.value(1.0, 1.5) == 0.125 && loss.value(3.0, 1.0) == 0.875 && loss.slope(3.0, 1.0) == 0.5 &&
           loss.slope(1.0, 3.0) == -0.5 && loss.slope(1.25, 1.0) == 0.25;
}

constexpr bool gradients() {
    return agree::loss_gradients(constprop::huber{}) && agree::loss_gradients(constprop::huber{.delta = 0.25});
}

}  // namespace

static_assert(constprop::loss<constprop::huber>);
static_assert(values());
static_assert(gradients());

TEST_CASE("huber") {
    CHECK(values());
    CHECK(gradients());
}
