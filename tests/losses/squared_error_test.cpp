#include <constprop/losses/squared_error.hpp>

#include <array>

#include "agree.hpp"
#include "catch.hpp"

namespace {

constexpr bool values() {
    const std::array target{1.0, 3.0};
    const double prediction[]{2.0, 1.0};
    constexpr constprop::squared_error loss{};
    return loss.total<2>(prediction, target) == 5.0 && loss.share<2, double>(target) == 1.0;
}

constexpr bool gradients() { return agree::loss_gradients(constprop::squared_error{}); }

}  // namespace

static_assert(constprop::loss<constprop::squared_error>);
static_assert(values());
static_assert(gradients());

TEST_CASE("squared_error") {
    CHECK(values());
    CHECK(gradients());
}
