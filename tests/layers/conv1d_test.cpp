#include <constprop/layers/conv1d.hpp>

#include <array>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

// The slope of a signal, and twice its value: channels last.
using filters = cp::network<cp::signal<4>, cp::conv1d<1, 2, cp::kernel<2>>>;
constexpr filters both = filters::from_parameters({-1, 1, 2, 0, 0, 0.5F});

// No output sees what comes later.
using causal =
    cp::network<cp::signal<5>, cp::conv1d<1, 1, cp::kernel<2>, cp::dilation<2>, cp::padding<2, 0>, cp::no_bias>>;
constexpr causal sum = causal::from_parameters({10, 1});

using model =
    cp::basic_network<double, cp::signal<9, 4>, cp::conv1d<4, 6, cp::kernel<3>, cp::stride<2>, cp::same, cp::groups<2>>,
                      cp::tanh, cp::conv1d<6, 3, cp::kernel<2>, cp::dilation<3>, cp::no_bias>, cp::flatten,
                      cp::linear<6, 2>>;

}  // namespace

static_assert(both({1, 3, 6, 10}) == filters::output_type{2, 2.5F, 3, 6.5F, 4, 12.5F});
static_assert(sum({1, 2, 3, 4, 5}) == causal::output_type{1, 2, 13, 24, 35});
static_assert(model::given_by(0) == cp::signal<5, 6>::input_extent && model::given_by(2).size() == 6);
static_assert(model::parameter_count == (6 * 2 * 3 + 6) + 3 * 6 * 2 + 14);
static_assert(cp::footprint<model>::multiply_accumulates == 5 * 6 * 2 * 3 + 2 * 3 * 6 * 2 + 12);
static_assert(cp::gradient_error<causal>(cp::mse{}, 1) < 1e-2F);

TEST_CASE("conv1d has the gradient of its loss") {
    CHECK(both({1, 3, 6, 10}) == filters::output_type{2, 2.5F, 3, 6.5F, 4, 12.5F});
    CHECK(cp::gradient_error<model>(cp::mse{}, 1) < 1e-8);
    CHECK(cp::gradient_error<model, 3>(cp::mse{}, 2) < 1e-8);
}
