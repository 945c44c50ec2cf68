#include <constprop/layers/upsample.hpp>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

using larger = cp::network<cp::image<1, 2, 2>, cp::upsample<2, 1>>;
static_assert(larger{}({1, 2, 3, 4}) == larger::output_type{1, 2, 3, 4, 1, 2, 3, 4});
using longer = cp::network<cp::signal<2>, cp::upsample<3>>;
static_assert(longer{}({1, 2}) == longer::output_type{1, 1, 1, 2, 2, 2});
static_assert(cp::differentiate_input(longer{}, cp::squared_error{}, {1, 2}, {0, 0, 0, 0, 0, 0}).gradient ==
              longer::input_type{6, 12});
static_assert(cp::network<cp::image<3, 4, 5>, cp::upsample<2>>::given_by(0) == cp::image<6, 8, 5>::input_extent);

// The mean of what a pixel became is that pixel.
using back = cp::network<cp::image<2, 3, 3>, cp::upsample<2>, cp::average_pool2d<2>>;
constexpr back::input_type picture{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18};
static_assert(back{}(picture) == picture);

using model =
    cp::basic_network<double, cp::image<2, 3>, cp::conv2d<1, 5>, cp::upsample<2, 3>, cp::conv2d<5, 2, cp::kernel<2>>>;

}  // namespace

TEST_CASE("upsample has the gradient of its loss") {
    CHECK(back{}(picture) == picture);
    CHECK(cp::gradient_error<model>(cp::mse{}, 1) < 1e-8);
    CHECK(cp::gradient_error<model, 3>(cp::mse{}, 2) < 1e-8);
}
