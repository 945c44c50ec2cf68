#include <constprop/layers/average_pool.hpp>

#include <array>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

using halves = cp::network<cp::image<2, 4, 2>, cp::average_pool2d<2>>;
static_assert(halves{}({1, 8, 2, 7, 3, 5, 3, 6, 4, 5, 5, 8, 3, 5, 1, 4}) == halves::output_type{3, 7, 2.5F, 5});

// Padding is not counted, or is.
using alone = cp::network<cp::signal<3>, cp::average_pool1d<2, cp::padding<1>>>;
using counted = cp::network<cp::signal<3>, cp::average_pool1d<2, cp::padding<1>, cp::count_padding>>;
static_assert(alone{}({4, 6, 8}) == alone::output_type{4, 7} && counted{}({4, 6, 8}) == counted::output_type{2, 7});

// A last window that reaches beyond the padding: what lies behind that is never counted.
using rounded = cp::network<cp::signal<4>, cp::average_pool1d<3, cp::padding<1>, cp::count_padding, cp::ceil_mode>>;
using floored = cp::network<cp::signal<4>, cp::average_pool1d<3, cp::padding<1>, cp::count_padding>>;
static_assert(rounded{}({3, 6, 5, 5}) == rounded::output_type{3, 10.0F / 3});
static_assert(floored::output_size == 2);
using shorter = cp::network<cp::signal<4>, cp::average_pool1d<3, cp::stride<2>, cp::count_padding, cp::ceil_mode>>;
static_assert(shorter{}({3, 6, 6, 8}) == shorter::output_type{5, 7});

using padded = cp::network<cp::signal<3>, cp::average_pool1d<3, cp::stride<1>, cp::same, cp::count_padding>>;
static_assert(padded{}({3, 6, 9}) == padded::output_type{3, 6, 5});

using everything = cp::network<cp::image<2, 2, 2>, cp::global_average_pool>;
static_assert(everything{}({1, 8, 2, 7, 4, 5, 5, 8}) == everything::output_type{3, 7});
static_assert(cp::network<cp::signal<2, 2>, cp::global_average_pool>{}({1, 8, 3, 6}) == std::array{2.0F, 7.0F});

using model = cp::basic_network<double, cp::image<6, 7, 2>, cp::conv2d<2, 5, cp::kernel<2>>, cp::tanh,
                                cp::average_pool2d<3, cp::stride<2>, cp::padding<1>, cp::ceil_mode>, cp::conv2d<5, 9>,
                                cp::tanh, cp::global_average_pool, cp::linear<9, 2>>;
static_assert(cp::gradient_error<cp::basic_network<double, cp::image<3, 3>, cp::average_pool2d<2, cp::same>>>(cp::mse{},
                                                                                                              1) <
              1e-8);

}  // namespace

TEST_CASE("average_pool2d has the gradient of its loss") {
    CHECK(alone{}({4, 6, 8}) == alone::output_type{4, 7});
    CHECK(cp::gradient_error<model>(cp::mse{}, 1) < 1e-8);
    CHECK(cp::gradient_error<model, 3>(cp::mse{}, 2) < 1e-8);
}
