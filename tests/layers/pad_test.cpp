#include <constprop/layers/pad.hpp>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

using around = cp::network<cp::image<1, 2, 2>, cp::pad<0, 1, 1, 0>>;
static_assert(around{}({1, 2, 3, 4}) == around::output_type{0, 0, 1, 2, 3, 4, 0, 0, 0, 0, 0, 0});
using ends = cp::network<cp::signal<2>, cp::pad<1, 2>>;
static_assert(ends{}({1, 2}) == ends::output_type{0, 1, 2, 0, 0});
static_assert(cp::network<cp::image<3, 4>, cp::pad<1, 2>>::given_by(0) == cp::image<5, 8>::input_extent);

// As the padding of the layer behind it.
using before = cp::network<cp::image<3, 3>, cp::pad<1, 2, 0, 1>, cp::conv2d<1, 2, cp::kernel<2>>>;
using within = cp::network<cp::image<3, 3>, cp::conv2d<1, 2, cp::kernel<2>, cp::padding<1, 2, 0, 1>>>;
constexpr before::input_type picture{1, 2, 3, 4, 5, 6, 7, 8, 9};
static_assert(before::from_parameters({1, 2, 3, 4, 5, 6, 7, 8, 9, 10})(picture) ==
              within::from_parameters({1, 2, 3, 4, 5, 6, 7, 8, 9, 10})(picture));

using model = cp::basic_network<double, cp::image<2, 3>, cp::conv2d<1, 2>, cp::pad<1>, cp::conv2d<2, 2, cp::kernel<2>>>;

}  // namespace

TEST_CASE("pad has the gradient of its loss") {
    CHECK(around{}({1, 2, 3, 4}) == around::output_type{0, 0, 1, 2, 3, 4, 0, 0, 0, 0, 0, 0});
    CHECK(cp::gradient_error<model>(cp::mse{}, 1) < 1e-8);
    CHECK(cp::gradient_error<model, 3>(cp::mse{}, 2) < 1e-8);
}
