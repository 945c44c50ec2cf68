#include <constprop/activations/clip.hpp>

#include <ratio>

#include "agree.hpp"
#include "catch.hpp"

namespace {

using f = constprop::clip<std::ratio<-1, 2>, std::ratio<3>>;

constexpr bool values() {
    return f::value(2.0F) == 2.0F && f::value(-2.0F) == -0.5F && f::value(4.0F) == 3.0F &&
           f::slope(0.0F, 0.0F) == 1.0F && f::slope(-0.5F, -0.5F) == 0.0F && f::slope(3.0F, 3.0F) == 0.0F &&
           constprop::relu6::value(7.0) == 6.0 && constprop::relu6::value(-1.0) == 0.0 &&
           constprop::clip<std::ratio<-1, 10>, std::ratio<1, 10>>::value(1.0) == 0.1;
}

}  // namespace

static_assert(values());
static_assert(agree::activation_gradients<f>());

TEST_CASE("clip") {
    CHECK(values());
    CHECK(agree::activation_gradients<f>());
}
