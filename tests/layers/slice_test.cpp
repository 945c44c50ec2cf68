#include <constprop/constprop.hpp>

#include "catch.hpp"

namespace {

namespace cp = constprop;

// Rows, columns and channels, side by side or some of them.
using channels = cp::network<cp::image<1, 2, 3>, cp::slice<cp::channel_range<1, 3>>>;
static_assert(channels{}({1, 2, 3, 4, 5, 6}) == channels::output_type{2, 3, 5, 6});
using some = cp::network<cp::image<3, 4>, cp::slice<cp::column_range<1, 4, 2>, cp::row_range<0, 3, 2>>>;
static_assert(some{}({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}) == some::output_type{2, 4, 10, 12});
static_assert(some::given_by(0) == cp::image<2, 2>::input_extent);
using step = cp::network<cp::signal<4, 2>, cp::slice<cp::column_range<3, 4>>>;
static_assert(step{}({1, 2, 3, 4, 5, 6, 7, 8}) == step::output_type{7, 8});
static_assert(step::given_by(0) == cp::signal<1, 2>::input_extent);
using values = cp::network<cp::vector<5>, cp::slice<cp::channel_range<0, 5, 3>>>;
static_assert(values{}({1, 2, 3, 4, 5}) == values::output_type{1, 4});
using all = cp::network<cp::vector<2>, cp::slice<>>;
static_assert(all{}({1, 2}) == all::output_type{1, 2});

// Values of a vector that was an image count in PyTorch's order: channel by channel.
using flat = cp::network<cp::image<1, 3, 2>, cp::flatten, cp::slice<cp::channel_range<2, 5>>>;
static_assert(flat{}({1, 10, 2, 20, 3, 30}) == flat::output_type{3, 10, 20});

// A split, whose parts are put together again in the other order.
using swapped = cp::network<cp::image<1, 2, 3>,
                            cp::concatenate<cp::slice<cp::channel_range<2, 3>>, cp::slice<cp::channel_range<0, 2>>>>;
static_assert(swapped{}({1, 2, 3, 4, 5, 6}) == swapped::output_type{3, 1, 2, 6, 4, 5});

// Integers are copied, and stand for what they stood for.
using small = cp::int8_network<swapped, cp::per_channel>;
static_assert(small::from_integers({0.5F, 3}, cp::quantization{0.5F, 3})(std::array<std::int8_t, 6>{
                  1, 2, 3, 4, 5, 6}) == std::array<std::int8_t, 6>{3, 1, 2, 6, 4, 5});
using taken = cp::int8_network<flat, cp::per_tensor>;
static_assert(taken::from_integers({0.5F, 3}).gives() == cp::quantization{0.5F, 3});

using model = cp::basic_network<double, cp::image<4, 3, 2>, cp::conv2d<2, 3, cp::kernel<1>>,
                                cp::slice<cp::row_range<1, 4, 2>, cp::channel_range<0, 3, 2>>,
                                cp::conv2d<2, 2, cp::kernel<1, 2>>, cp::flatten, cp::slice<cp::channel_range<1, 7>>>;
static_assert(cp::footprint<model>::multiply_accumulates == 4 * 3 * 6 + 2 * 2 * 8);

}  // namespace

TEST_CASE("slice has the gradient of its loss") {
    CHECK(cp::gradient_error<model>(cp::mse{}, 1) < 1e-8);
    CHECK(cp::gradient_error<model, 3>(cp::mse{}, 2) < 1e-8);
    CHECK(cp::gradient_error<
              cp::basic_network<double, cp::signal<6, 2>, cp::conv1d<2, 4, cp::kernel<2>>,
                                cp::add<cp::slice<cp::channel_range<0, 2>>, cp::slice<cp::channel_range<2, 4>>>>,
              2>(cp::mse{}, 3) < 1e-8);
}
