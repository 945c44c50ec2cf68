#include <constprop/losses/l1.hpp>

#include "agree.hpp"
#include "catch.hpp"

namespace {

constexpr bool values() {
    return constprop::l1::value(2.0F, 5.0F) == 3.0F && constprop::l1::slope(2.0F, 5.0F) == -1.0F &&
           constprop::l1::slope(5.0F, 5.0F) == 0.0F;
}

constexpr bool gradients() { return agree::loss_gradients(constprop::l1{}); }

}  // namespace

static_assert(constprop::loss<constprop::l1>);
static_assert(values());
static_assert(gradients());

TEST_CASE("l1") {
    CHECK(values());
    CHECK(gradients());
}
