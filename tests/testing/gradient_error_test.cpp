#include <constprop/testing/gradient_error.hpp>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

template <class T> using model = cp::basic_network<T, cp::linear<3, 4>, cp::tanh, cp::linear<4, 2>>;

/// A loss whose slope is half of what it should be.
struct halved : cp::elementwise_loss<halved> {
    template <class T> static constexpr T value(T prediction, T target) {
        return (prediction - target) * (prediction - target);
    }
    template <class T> static constexpr T slope(T prediction, T target) { return prediction - target; }
};

/// One whose slope is no number.
struct undefined : cp::elementwise_loss<undefined> {
    template <class T> static constexpr T value(T prediction, T target) {
        return (prediction - target) * (prediction - target);
    }
    template <class T> static constexpr T slope(T /*prediction*/, T /*target*/) {
        return std::numeric_limits<T>::quiet_NaN();
    }
};

}  // namespace

static_assert(cp::gradient_error<model<double>>(cp::mse{}, 1) < 1e-9);
static_assert(cp::gradient_error<model<float>>(cp::mse{}, 1) < 1e-3F);
static_assert(cp::gradient_error<model<double>>(halved{}, 1) > 1e-2);

TEST_CASE("gradient_error finds wrong gradients") {
    CHECK(cp::gradient_error<model<double>>(cp::mse{}, 1) < 1e-9);
    CHECK(cp::gradient_error<model<double>>(halved{}, 1) > 1e-2);
    CHECK_FALSE(cp::gradient_error<model<double>>(undefined{}, 1) < 1e9);
}
