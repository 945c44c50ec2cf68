#include <constprop/losses/cross_entropy.hpp>

#include <array>

#include "agree.hpp"
#include "catch.hpp"

namespace {

constexpr bool values() {
    constexpr constprop::cross_entropy loss{};
    const double logits[]{0.0, 0.0, 0.0, 1000.0};
    const bool by_class = loss.total<4>(logits, 3) == 0.0 && loss.total<4>(logits, 0U) == 1000.0;
    const double even[]{2.0, 2.0};
    return by_class && agree::within(loss.total<2>(even, std::array{0.5, 0.5}), 0.69314718055994531, 1e-15);
}

constexpr bool gradients() {
    return agree::loss_gradients(constprop::cross_entropy{}) &&
           agree::loss_gradients(constprop::cross_entropy{.label_smoothing = 0.1});
}

}  // namespace

static_assert(constprop::loss<constprop::cross_entropy>);
static_assert(values());
static_assert(gradients());

TEST_CASE("cross_entropy") {
    CHECK(values());
    CHECK(gradients());
}
