#include <constprop/branches/branch.hpp>
#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>

#include "catch.hpp"
#include "chain/measuring_layers.hpp"

namespace {

namespace cp = constprop;

// The same layers as one chain, and with some of them in a branch.
using flat = cp::basic_network<double, cp::linear<3, 4>, cp::tanh, cp::linear<4, 4>, measuring::centered, cp::relu,
                               cp::linear<4, 2>>;
using nested = cp::basic_network<
    double, cp::linear<3, 4>,
    cp::sequential<cp::tanh, cp::sequential<cp::linear<4, 4>, measuring::centered, cp::relu>, cp::linear<4, 2>>>;

using images = cp::basic_network<
    double, cp::image<4, 4>,
    cp::residual<cp::conv2d<1, 2, cp::kernel<3>, cp::padding<1>>, cp::tanh, cp::conv2d<2, 1, cp::kernel<1>>>,
    cp::flatten, cp::linear<16, 2>>;
using residuals =
    cp::basic_network<double, cp::linear<3, 4>, cp::residual<cp::linear<4, 6>, cp::relu, cp::linear<6, 4>, cp::tanh>,
                      cp::relu, cp::residual<cp::tanh, cp::residual<cp::linear<4, 4>>, measuring::halved>,
                      cp::linear<4, 2>>;

constexpr std::array<flat::input_type, 2> x{{{1, -2, 0.5}, {0, 1, -1}}};
constexpr std::array<flat::output_type, 2> y{{{1, 0}, {0, 1}}};

constexpr flat one = cp::initialized<flat>(cp::torch_default{.seed = 1});
constexpr nested same = nested::from_parameters(one.parameters());

}  // namespace

static_assert(nested::layer_count == 2 && nested::parameter_count == flat::parameter_count);
static_assert(nested::statistic_count == flat::statistic_count);
static_assert(nested::shape_of(1).multiply_accumulates == 16 + 8);
static_assert(cp::initialized<nested>(cp::torch_default{.seed = 1}).parameters() == one.parameters());

// A branch computes what its layers do: outputs, gradients, statistics.
static_assert(same(x[0]) == one(x[0]) && same.trace(x[1]).output() == one(x[1]));
static_assert(cp::differentiate(same, cp::mse{}, x, y).gradient.parameters() ==
              cp::differentiate(one, cp::mse{}, x, y).gradient.parameters());
static_assert(cp::differentiate_input(same, cp::mse{}, x, y).gradient ==
              cp::differentiate_input(one, cp::mse{}, x, y).gradient);
// What the layers inside gave is in the trace.
static_assert(same.trace(x[0]).cache<1>().outputs.data<0>()[0] == one.trace(x[0]).output<1>());

static_assert(cp::gradient_error<images>(cp::mse{}, 2) < 1e-7);

// x + f(x): where f is 0, nothing changes.
static_assert(cp::network<cp::linear<2, 2>, cp::residual<cp::linear<2, 2>>>::from_parameters({1, 2, 3, 4, 5, 6, 0, 0, 0,
                                                                                              0, 0, 0})({1, 1}) ==
              std::array{8.0F, 13.0F});

TEST_CASE("a branch is trained like a chain") {
    flat chain = one;
    nested branch = same;
    auto for_chain = cp::make_optimizer(chain, cp::adam{.learning_rate = 0.01});
    auto for_branch = cp::make_optimizer(branch, cp::adam{.learning_rate = 0.01});
    for (int step = 0; step < 20; ++step) {
        cp::train_step(chain, for_chain, cp::mse{}, x, y);
        cp::train_step(branch, for_branch, cp::mse{}, x, y);
    }
    for (std::size_t k = 0; k < flat::parameter_count; ++k)
        CHECK(std::abs(chain.parameters()[k] - branch.parameters()[k]) < 1e-12);
    for (std::size_t k = 0; k < flat::statistic_count; ++k)
        CHECK(std::abs(chain.statistics()[k] - branch.statistics()[k]) < 1e-12);
    CHECK(chain.parameters()[0] != one.parameters()[0]);
}

TEST_CASE("the gradient of branches within branches agrees with differences") {
    CHECK(cp::gradient_error<residuals>(cp::mse{}, 3) < 1e-8);
    CHECK(cp::gradient_error<residuals, 3>(cp::cross_entropy{}, 4) < 1e-8);
    CHECK(cp::gradient_error<nested, 3>(cp::mse{}, 5) < 1e-8);
    CHECK(cp::gradient_error<images, 2>(cp::mse{}, 6) < 1e-8);
}

TEST_CASE("buffers of branches are counted") {
    using cost = cp::footprint<nested, cp::plain_sgd, 2>;
    using flat_cost = cp::footprint<flat, cp::plain_sgd, 2>;
    CHECK(cost::multiply_accumulates == flat_cost::multiply_accumulates);
    // Three layers' values are kept within the two branches, and the batch's mean.
    CHECK(cost::trace_bytes >= sizeof(double) * 2 * (4 + 4 + 4 + 4 + 4 + 2));
    CHECK(cost::training_ram > cost::trace_bytes);
}
