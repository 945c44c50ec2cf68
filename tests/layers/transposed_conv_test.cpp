#include <constprop/layers/transposed_conv.hpp>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

// Each value is spread over two, and where they meet they add up.
using spread = cp::network<cp::signal<3>, cp::transposed_conv1d<1, 1, cp::kernel<2>>>;
static_assert(spread::from_parameters({1, 10, 0.5F})({1, 2, 3}) == spread::output_type{1.5F, 12.5F, 23.5F, 30.5F});

// A bias where nothing is spread to, too.
using gaps = cp::network<cp::signal<2>, cp::transposed_conv1d<1, 1, cp::stride<3>>>;
static_assert(gaps::from_parameters({2, 1})({1, 2}) == gaps::output_type{3, 1, 1, 5});

using model =
    cp::basic_network<double, cp::image<2, 3, 4>,
                      cp::transposed_conv2d<4, 6, cp::kernel<3, 2>, cp::stride<2>, cp::padding<1, 0>, cp::groups<2>>,
                      cp::tanh, cp::transposed_conv2d<6, 3, cp::kernel<2>, cp::dilation<2>, cp::no_bias>, cp::tanh,
                      cp::flatten, cp::linear<120, 2>>;
static_assert(model::given_by(0) == cp::image<3, 6, 6>::input_extent);
static_assert(model::given_by(2) == cp::image<5, 8, 3>::input_extent);
static_assert(model::parameter_count == (4 * 3 * 3 * 2 + 6) + 6 * 3 * 4 + 242);
static_assert(cp::footprint<model>::multiply_accumulates == 6 * 4 * 3 * 6 + 18 * 6 * 3 * 4 + 240);
static_assert(cp::gradient_error<spread>(cp::mse{}, 1) < 1e-2F);

// It undoes what a convolution does to an extent, and with the same options.
template <class... Options>
using there_and_back =
    cp::network<cp::image<6, 8, 2>, cp::conv2d<2, 3, Options...>, cp::transposed_conv2d<3, 2, Options...>>;
static_assert(there_and_back<cp::kernel<3>, cp::padding<1>>::given_by(1) == cp::image<6, 8, 2>::input_extent);
static_assert(there_and_back<cp::kernel<4>, cp::stride<2>, cp::padding<1>>::given_by(1) ==
              cp::image<6, 8, 2>::input_extent);
static_assert(there_and_back<cp::kernel<3>, cp::stride<2>, cp::same>::given_by(1) == cp::image<6, 8, 2>::input_extent);

}  // namespace

TEST_CASE("transposed convolutions have the gradient of their loss") {
    CHECK(spread::from_parameters({1, 10, 0.5F})({1, 2, 3}) == spread::output_type{1.5F, 12.5F, 23.5F, 30.5F});
    CHECK(cp::gradient_error<model>(cp::mse{}, 1) < 1e-8);
    CHECK(cp::gradient_error<model, 3>(cp::mse{}, 2) < 1e-8);
}
