#include <constprop/constprop.hpp>

#include <ratio>

#include "catch.hpp"
#include "near_floats.hpp"

namespace cp = constprop;
using near_floats::error_of;

TEST_CASE("quantize is near to floats: pools, images of other sizes, and branches") {
    using conv = cp::conv2d<2, 4, cp::kernel<3>, cp::same>;
    using pool = cp::max_pool2d<2>;
    using average = cp::average_pool2d<3, cp::stride<2>, cp::same>;
    using counting = cp::average_pool2d<2, cp::padding<1>, cp::count_padding>;
    CHECK(error_of<cp::image<6, 8, 2>, conv, cp::relu, pool, cp::flatten, cp::linear<48, 3>>() < 0.04F);
    CHECK(error_of<cp::image<6, 8, 2>, conv, average, cp::relu, cp::flatten, cp::linear<48, 3>>() < 0.05F);
    CHECK(error_of<cp::image<3, 3, 2>, counting>() < 0.02F);
    CHECK(error_of<cp::image<6, 8, 2>, conv, cp::relu, cp::global_average_pool, cp::linear<4, 3>>() < 0.06F);
    CHECK(error_of<cp::image<6, 8, 2>, conv, cp::relu, cp::global_max_pool, cp::linear<4, 3>>() < 0.04F);
    CHECK(error_of<cp::signal<8, 3>, cp::max_pool1d<2>, cp::average_pool1d<2>, cp::flatten, cp::linear<6, 2>>() <
          0.04F);
    CHECK(error_of<cp::image<3, 4, 2>, cp::pad<1, 2>, cp::conv2d<2, 3, cp::kernel<3>>, cp::upsample<2>>() < 0.03F);
    CHECK(error_of<cp::vector<4>, cp::linear<4, 6>, cp::dropout<std::ratio<1, 2>>, cp::relu, cp::linear<6, 2>>() <
          0.04F);

    CHECK(error_of<cp::vector<5>, cp::residual<cp::linear<5, 7>, cp::relu, cp::linear<7, 5>>, cp::relu,
                   cp::linear<5, 2>>() < 0.04F);
    CHECK(error_of<cp::image<4, 4, 2>,
                   cp::add<conv, cp::conv2d<2, 4, cp::kernel<1>>,
                           cp::sequential<conv, cp::relu, cp::conv2d<4, 4, cp::kernel<1>>>>,
                   cp::flatten, cp::linear<64, 3>>() < 0.04F);
    CHECK(error_of<cp::vector<5>, cp::subtract<cp::linear<5, 5>, cp::identity>, cp::relu, cp::linear<5, 2>>() < 0.04F);
    CHECK(error_of<cp::image<4, 4, 2>, cp::subtract<conv, cp::conv2d<2, 4, cp::kernel<1>>, conv>, cp::flatten,
                   cp::linear<64, 3>>() < 0.04F);
    CHECK(error_of<cp::vector<4>, cp::multiply<cp::linear<4, 6>, cp::sequential<cp::linear<4, 6>, cp::sigmoid>>,
                   cp::linear<6, 3>>() < 0.06F);
    CHECK(error_of<cp::image<4, 6, 2>, cp::concatenate<conv, cp::identity, cp::sequential<conv, cp::relu>>,
                   cp::conv2d<10, 2, cp::kernel<1>>>() < 0.05F);
    // A vector that was an image is added in PyTorch's order.
    CHECK(error_of<cp::image<2, 3, 4>, cp::flatten, cp::residual<cp::linear<24, 24>>>() < 0.03F);
    CHECK(error_of<cp::image<2, 3, 4>, cp::flatten, cp::concatenate<cp::identity, cp::linear<24, 3>>>() < 0.03F);
    // Layers inside of layers inside of layers.
    CHECK(error_of<cp::vector<4>,
                   cp::residual<cp::add<cp::linear<4, 4>, cp::sequential<cp::linear<4, 3>, cp::relu, cp::linear<3, 4>>>,
                                cp::tanh>,
                   cp::sequential<cp::linear<4, 2>, cp::relu>>() < 0.06F);
}
