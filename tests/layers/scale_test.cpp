#include <constprop/layers/scale.hpp>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

using model = cp::network<cp::scale<3>>;

// w = [1 2 −3], b = [10 20 30]
constexpr model net = model::from_parameters({1, 2, -3, 10, 20, 30});

constexpr bool forward_and_backward() {
    bool ok = net({4, 5, 6}) == model::output_type{14, 30, 12};
    const auto [loss, gradient] = cp::differentiate(net, cp::squared_error{}, {4, 5, 6}, {13, 28, 12});
    // dy = 2 (y − target) = [2 4 0]
    ok = ok && loss == 5 && gradient.parameters() == model::parameter_type{8, 20, 0, 2, 4, 0};
    return ok && cp::differentiate_input(net, cp::squared_error{}, {4, 5, 6}, {13, 28, 12}).gradient ==
                     model::input_type{2, 8, 0};
}

using between = cp::basic_network<double, cp::scale<3>, cp::linear<3, 4>, cp::tanh, cp::scale<4>, cp::sigmoid>;

}  // namespace

static_assert(cp::layer<cp::scale<3>>);
static_assert(cp::scale<3>::shape(0) == cp::layer_shape{.inputs = 3, .outputs = 3, .weights = 3, .biases = 3});
static_assert(forward_and_backward());
static_assert(cp::gradient_error<between>(cp::mse{}, 1) < 1e-8);

TEST_CASE("scale") {
    CHECK(forward_and_backward());
    CHECK(cp::gradient_error<between>(cp::mse{}, 1) < 1e-8);
    CHECK(cp::gradient_error<between>(cp::mse{}, 2) < 1e-8);
}
