#include <constprop/layers/linear.hpp>

#include <array>

#include "agree.hpp"
#include "catch.hpp"

namespace {

using model = constprop::network<constprop::linear<3, 2>>;

// W = [1 2 3; 4 5 6], b = [10 20]
constexpr model net = model::from_parameters({1, 2, 3, 4, 5, 6, 10, 20});

constexpr bool forward_and_backward() {
    bool ok = net({1, 0, -1}) == model::output_type{8, 18};
    const auto [loss, gradient] = constprop::differentiate(net, constprop::squared_error{}, {1, 0, -1}, {7, 20});
    // dy = 2 (y − target) = [2 −4]
    ok = ok && loss == 5 && gradient.parameters() == model::parameter_type{2, 0, -2, -4, 0, 4, 2, -4};
    const auto by_input = constprop::differentiate_input(net, constprop::squared_error{}, {1, 0, -1}, {7, 20}).gradient;
    return ok && by_input == model::input_type{2 - 16, 4 - 20, 6 - 24};
}

}  // namespace

static_assert(constprop::layer<constprop::linear<3, 2>>);
static_assert(constprop::linear<3, 2>::shape(0) ==
              constprop::layer_shape{.inputs = 3, .outputs = 2, .weights = 6, .biases = 2});
static_assert(net.layer<0>().weight(1, 2) == 6 && net.layer<0>().bias(1) == 20);
static_assert(forward_and_backward());

TEST_CASE("linear") { CHECK(forward_and_backward()); }
