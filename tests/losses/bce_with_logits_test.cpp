#include <constprop/losses/bce_with_logits.hpp>

#include "agree.hpp"
#include "catch.hpp"

namespace {

constexpr bool values() {
    using constprop::bce_with_logits;
    return agree::within(bce_with_logits::value(0.0, 1.0), 0.69314718055994531, 1e-15) &&
           bce_with_logits::value(1000.0, 0.0) == 1000.0 && bce_with_logits::value(-1000.0, 0.0) == 0.0 &&
           bce_with_logits::slope(0.0, 1.0) == -0.5;
}

constexpr bool gradients() { return agree::loss_gradients(constprop::bce_with_logits{}); }

}  // namespace

static_assert(constprop::loss<constprop::bce_with_logits>);
static_assert(values());
static_assert(gradients());

TEST_CASE("bce_with_logits") {
    CHECK(values());
    CHECK(gradients());
}
