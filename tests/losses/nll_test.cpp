#include <constprop/losses/nll.hpp>

#include "agree.hpp"
#include "catch.hpp"

namespace {

constexpr bool values() {
    constexpr constprop::nll loss{};
    const float prediction[]{-1.0F, -2.0F};
    float gradient[2]{};
    loss.gradient<2>(prediction, 1, 0.5F, gradient);
    return loss.total<2>(prediction, 1) == 2.0F && gradient[0] == 0.0F && gradient[1] == -0.5F;
}

/// Alone, and as one with log_softmax.
constexpr bool gradients() {
    return agree::loss_gradients<constprop::nll, constprop::log_softmax>({}) &&
           agree::loss_gradients<constprop::unfused<constprop::nll>, constprop::log_softmax>({});
}

}  // namespace

static_assert(constprop::loss<constprop::nll>);
static_assert(values());
static_assert(gradients());

TEST_CASE("nll") {
    CHECK(values());
    CHECK(gradients());
}
