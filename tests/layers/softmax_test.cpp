#include <constprop/layers/softmax.hpp>

#include <array>

#include "agree.hpp"
#include "catch.hpp"

namespace {

template <class T> constexpr std::array<T, 3> softmax(std::array<T, 3> x) {
    constprop::softmax::forward<3>(static_cast<const T*>(nullptr), x.data(), x.data());
    return x;
}

constexpr bool values() {
    return agree::all_within(softmax<double>({1, 2, 3}),
                             {0.090030573170380462, 0.24472847105479764, 0.66524095577482178}, 1e-15) &&
           softmax<float>({1000, 1000, -1000}) == std::array{0.5F, 0.5F, 0.0F};
}

}  // namespace

static_assert(constprop::layer<constprop::softmax>);
static_assert(values());
static_assert(agree::activation_gradients<constprop::softmax>());

TEST_CASE("softmax") {
    CHECK(values());
    CHECK(agree::activation_gradients<constprop::softmax>());
}
