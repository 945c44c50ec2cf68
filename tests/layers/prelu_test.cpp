#include <constprop/layers/prelu.hpp>

#include <array>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

using shared = cp::network<cp::signal<2, 2>, cp::prelu<>>;
using of_channels = cp::network<cp::signal<2, 2>, cp::prelu<2>>;
static_assert(shared::from_parameters({0.5F})({-1, 2, 3, -4}) == shared::output_type{-0.5F, 2, 3, -2});
static_assert(of_channels::from_parameters({0.5F, 2})({-1, 2, 3, -4}) == of_channels::output_type{-0.5F, 2, 3, -8});

// Slopes are not drawn: they start at 1/4.
static_assert(cp::initialized<of_channels>(cp::kaiming_uniform{.seed = 1}).parameters() == std::array{0.25F, 0.25F});

// Of a vector that was an image, PyTorch's slope k is for its value k.
using flattened = cp::network<cp::image<1, 2, 2>, cp::flatten, cp::prelu<4>>;
static_assert(flattened::from_parameters({1, 2, 3, 4})({-1, -1, -1, -1}) == flattened::output_type{-1, -3, -2, -4});
static_assert(flattened::from_parameters({1, 2, 3, 4}).parameters() == flattened::parameter_type{1, 2, 3, 4});

using model = cp::basic_network<double, cp::image<3, 3, 2>, cp::conv2d<2, 5, cp::kernel<2>>, cp::prelu<5>,
                                cp::conv2d<5, 3>, cp::prelu<>, cp::flatten, cp::linear<12, 4>, cp::prelu<4>>;
static_assert(cp::gradient_error<of_channels>(cp::mse{}, 1) < 1e-2F);

}  // namespace

TEST_CASE("prelu has the gradient of its loss") {
    CHECK(of_channels::from_parameters({0.5F, 2})({-1, 2, 3, -4}) == of_channels::output_type{-0.5F, 2, 3, -8});
    CHECK(cp::gradient_error<model>(cp::mse{}, 1) < 1e-8);
    CHECK(cp::gradient_error<model, 3>(cp::mse{}, 2) < 1e-8);
}
