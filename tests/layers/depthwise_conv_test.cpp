#include <constprop/layers/depthwise_conv.hpp>

#include <array>
#include <cstddef>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

// Channel 0 is doubled and negated, channel 1 multiplied by 10 and by 100.
using products = cp::network<cp::signal<2, 2>, cp::depthwise_conv1d<2, cp::multiplier<2>>>;
constexpr products net = products::from_parameters({2, -1, 10, 100, 0, 0, 0, 0.5F});

using model =
    cp::basic_network<double, cp::image<5, 4, 3>, cp::depthwise_conv2d<3, cp::kernel<3>, cp::padding<1>>, cp::tanh,
                      cp::depthwise_conv2d<3, cp::kernel<2, 3>, cp::stride<2>, cp::multiplier<2>, cp::no_bias>,
                      cp::flatten, cp::linear<12, 2>>;
using over_signal =
    cp::basic_network<double, cp::signal<7, 9>, cp::depthwise_conv1d<9, cp::kernel<3>, cp::dilation<2>>>;

// The same as a convolution with a group for each channel.
using depthwise = cp::network<cp::image<4, 4, 3>, cp::depthwise_conv2d<3, cp::kernel<3>, cp::multiplier<2>>>;
using grouped = cp::network<cp::image<4, 4, 3>, cp::conv2d<3, 6, cp::kernel<3>, cp::groups<3>>>;

}  // namespace

static_assert(net({1, 2, 3, 4}) == products::output_type{2, -1, 20, 200.5F, 6, -3, 40, 400.5F});
static_assert(model::given_by(2) == cp::image<2, 1, 6>::input_extent);
static_assert(model::parameter_count == (27 + 3) + 6 * 6 + 26);
static_assert(cp::footprint<model>::multiply_accumulates == 20 * 27 + 2 * 36 + 24);
static_assert(cp::gradient_error<products>(cp::mse{}, 1) < 1e-2F);

TEST_CASE("depthwise convolutions have the gradient of their loss") {
    CHECK(cp::gradient_error<model>(cp::mse{}, 1) < 1e-8);
    CHECK(cp::gradient_error<model, 3>(cp::mse{}, 2) < 1e-8);
    CHECK(cp::gradient_error<over_signal>(cp::mse{}, 3) < 1e-8);
}

TEST_CASE("depthwise convolutions are convolutions with a group for each channel") {
    const depthwise one = cp::initialized<depthwise>(cp::torch_default{.seed = 1});
    const grouped other = grouped::from_parameters(one.parameters());
    depthwise::input_type x{};
    for (std::size_t k = 0; k < x.size(); ++k) x[k] = static_cast<float>(k % 7) - 3;
    CHECK(one(x) == other(x));
}
