#include <constprop/layers/flatten.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

// Behind flatten, a linear layer's columns are outside in PyTorch's order: (channel, row, column).
using flattened = cp::network<cp::image<2, 2, 2>, cp::flatten, cp::linear<8, 1>>;
constexpr std::array<float, 9> values{1, 10, 100, 1000, 2, 20, 200, 2000, 0};
constexpr flattened picks = flattened::from_parameters(values);

// What stands between keeps the memory of the axes.
using through_relu = cp::network<cp::image<2, 2, 2>, cp::flatten, cp::relu, cp::linear<8, 1>>;

// The same matrix where its rows lie contiguously, and where its columns do.
using wide = cp::network<cp::image<2, 3, 2>, cp::flatten, cp::linear<12, 16>>;

using reshaped = cp::basic_network<double, cp::linear<3, 12>, cp::tanh, cp::unflatten<cp::image<2, 3, 2>>,
                                   cp::conv2d<2, 2, cp::kernel<2>>, cp::flatten, cp::linear<4, 2>>;

}  // namespace

static_assert(flattened::input_size == 8 && flattened::layer_count == 2 && flattened::parameter_count == 9);
static_assert(picks({1, 0, 0, 0, 0, 0, 0, 0})[0] == 1);     // row 0, column 0, channel 0: PyTorch's value 0
static_assert(picks({0, 1, 0, 0, 0, 0, 0, 0})[0] == 2);     // row 0, column 0, channel 1: PyTorch's value 4
static_assert(picks({0, 0, 0, 0, 0, 0, 1, 0})[0] == 1000);  // row 1, column 1, channel 0: PyTorch's value 3
static_assert(picks.parameters() == values);
static_assert(picks.layer<1>().weight(0, 1) == 2 && picks.layer<1>().parameter(1) == 10);
static_assert(through_relu::from_parameters(values)({0, 1, 0, 0, 0, 0, 0, 0})[0] == 2);

static_assert(cp::gradient_error<reshaped>(cp::mse{}, 1) < 1e-8);

// Of a vector that was never an image, unflatten takes the values as PyTorch does: (channel, row, column).
static_assert(cp::network<cp::vector<8>, cp::unflatten<cp::image<2, 2, 2>>>{}({0, 1, 2, 3, 4, 5, 6, 7}) ==
              std::array<float, 8>{0, 4, 1, 5, 2, 6, 3, 7});
// Of what flatten gave it changes nothing.
static_assert(cp::network<cp::image<2, 2, 2>, cp::flatten, cp::unflatten<cp::image<2, 2, 2>>>{}({0, 1, 2, 3, 4, 5, 6,
                                                                                                 7}) ==
              std::array<float, 8>{0, 1, 2, 3, 4, 5, 6, 7});

static_assert(cp::lint<cp::network<cp::vector<4>, cp::flatten, cp::linear<4, 2>>>::finds(cp::suspicion::changes_nothing,
                                                                                         0));
static_assert(cp::lint<flattened>::clean);

TEST_CASE("parameters behind flatten go out and in in PyTorch's order") {
    CHECK(cp::gradient_error<reshaped>(cp::mse{}, 1) < 1e-8);
    std::array<float, wide::parameter_count> numbers{};
    for (std::size_t k = 0; k < numbers.size(); ++k) numbers[k] = static_cast<float>(k);
    const wide net = wide::from_parameters(numbers);
    CHECK(net.parameters() == numbers);
    constexpr cp::extent of = wide::input_extent;
    for (std::size_t o = 0; o < 16; ++o)
        for (std::size_t k = 0; k < 12; ++k)  // PyTorch's flattened value k
            CHECK(net.layer<1>().weight(o, of.from_channels_first(k)) == numbers[o * 12 + k]);
}
