#include <constprop/layers/log_softmax.hpp>

#include <array>

#include "agree.hpp"
#include "catch.hpp"

namespace {

template <class T> constexpr std::array<T, 3> log_softmax(std::array<T, 3> x) {
    constprop::log_softmax::forward<3>(static_cast<const T*>(nullptr), x.data(), x.data());
    return x;
}

constexpr bool values() {
    return agree::all_within(log_softmax<double>({1, 2, 3}),
                             {-2.4076059644443806, -1.4076059644443804, -0.40760596444438046}, 1e-15) &&
           agree::all_within(log_softmax<float>({1000, 0, -1000}), {0.0F, -1000.0F, -2000.0F}, 1e-6);
}

}  // namespace

static_assert(constprop::layer<constprop::log_softmax>);
static_assert(values());
static_assert(agree::activation_gradients<constprop::log_softmax>());

TEST_CASE("log_softmax") {
    CHECK(values());
    CHECK(agree::activation_gradients<constprop::log_softmax>());
}
