#include <constprop/layers/linear.hpp>

#include <array>
#include <cstddef>

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

/// How much of a layer is straight-line code changes nothing that it computes.
template <std::size_t Inputs, std::size_t Outputs, std::size_t Budget> constexpr bool same_unrolled() {
    using plain = constprop::network<constprop::linear<Inputs, Outputs>>;
    using other = constprop::network<constprop::unrolled<constprop::linear<Inputs, Outputs>, Budget>>;
    const plain one = constprop::initialized<plain>(constprop::kaiming_uniform{.seed = 3});
    const other two = other::from_parameters(one.parameters());
    typename plain::input_type x{};
    for (std::size_t k = 0; k < Inputs; ++k) x[k] = static_cast<float>(k % 7) / 7 - 0.4F;
    const typename plain::output_type y{};
    return one(x) == two(x) && constprop::differentiate(one, constprop::mse{}, x, y).gradient.parameters() ==
                                   constprop::differentiate(two, constprop::mse{}, x, y).gradient.parameters();
}

}  // namespace

static_assert(constprop::layer<constprop::unrolled<constprop::linear<3, 2>, 0>>);
static_assert(constprop::layer<constprop::linear<3, 2>>);
static_assert(constprop::linear<3, 2>::shape(0) ==
              constprop::layer_shape{.inputs = 3, .outputs = 2, .weights = 6, .biases = 2});
static_assert(net.layer<0>().weight(1, 2) == 6 && net.layer<0>().bias(1) == 20);
static_assert(forward_and_backward());

static_assert(same_unrolled<5, 9, 0>());

TEST_CASE("linear") { CHECK(forward_and_backward()); }

TEST_CASE("a budget of straight-line code changes no value") {
    CHECK(same_unrolled<5, 9, 0>());
    CHECK(same_unrolled<40, 33, 0>());
    CHECK(same_unrolled<40, 33, 4096>());
    CHECK(same_unrolled<40, 3, 0>());
}
