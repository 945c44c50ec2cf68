#include <constprop/layers/from_channels_first.hpp>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

// Two channels of a row of three.
using reordered = cp::network<cp::image<1, 3, 2>, cp::from_channels_first>;
static_assert(reordered{}({1, 2, 3, 10, 20, 30}) == reordered::output_type{1, 10, 2, 20, 3, 30});
static_assert(cp::network<cp::signal<2, 3>, cp::from_channels_first>{}({1, 2, 10, 20, 100, 200}) ==
              std::array<float, 6>{1, 10, 100, 2, 20, 200});
static_assert(cp::differentiate_input(reordered{}, cp::squared_error{}, {1, 2, 3, 10, 20, 30}, {0, 0, 0, 0, 0, 0})
                  .gradient == reordered::input_type{2, 4, 6, 20, 40, 60});

// What flatten gives then has PyTorch's meaning: weight k is for value k of the input.
using flattened = cp::network<cp::image<1, 2, 2>, cp::from_channels_first, cp::flatten, cp::linear<4, 1>>;
static_assert(flattened::from_parameters({1, 10, 100, 1000, 0})({1, 2, 3, 4})[0] == 4321);

using model = cp::basic_network<double, cp::image<2, 3, 2>, cp::from_channels_first, cp::conv2d<2, 2, cp::kernel<2>>>;

}  // namespace

TEST_CASE("from_channels_first has the gradient of its loss") {
    CHECK(reordered{}({1, 2, 3, 10, 20, 30}) == reordered::output_type{1, 10, 2, 20, 3, 30});
    CHECK(cp::gradient_error<model>(cp::mse{}, 1) < 1e-8);
    CHECK(cp::gradient_error<model, 3>(cp::mse{}, 2) < 1e-8);
}
