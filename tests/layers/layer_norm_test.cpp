#include <constprop/constprop.hpp>
#include <constprop/layers/layer_norm.hpp>

#include <array>
#include <cstddef>
#include <ratio>

#include "catch.hpp"

namespace {

namespace cp = constprop;

using vectors = cp::basic_network<double, cp::linear<3, 5>, cp::layer_norm, cp::tanh, cp::linear<5, 2>>;
using images = cp::basic_network<double, cp::image<3, 3, 2>, cp::conv2d<2, 4, cp::kernel<2>>, cp::layer_norm, cp::tanh,
                                 cp::flatten, cp::linear<16, 2>>;
using behind_flatten = cp::basic_network<double, cp::image<2, 2, 3>, cp::flatten,
                                         cp::layer_norm_with<std::ratio<1, 100>>, cp::linear<12, 2>>;
using alone = cp::basic_network<double, cp::vector<4>, cp::layer_norm_with<std::ratio<3, 4>>>;
using pixels = cp::basic_network<double, cp::image<1, 2, 2>, cp::layer_norm_with<std::ratio<3>>>;

}  // namespace

// Mean 2, variance 21 / 4: (x − 2) / √6 with ε = 3/4, times g, plus b.
static_assert(alone::from_parameters({1, 2, 1, 1, 0, 0, 1, 0})({2, 2, 2, 2}) == std::array{0.0, 0.0, 1.0, 0.0});
static_assert(alone::from_parameters({1, 2, 1, 1, 0, 0, 0, 0})({0.5, -0.5, 0.5, -0.5}) ==
              std::array{0.5, -1.0, 0.5, -0.5});
// Each pixel has its own mean and variance, of its channels: 1 and ±1, 0 and ±1.
static_assert(pixels::from_parameters({2, 4, 0, 0})({2, 0, -1, 1}) == std::array{1.0, -2.0, -1.0, 2.0});

static_assert(vectors::statistic_count == 0 && vectors::works_in_place(1) && !vectors::trains_otherwise);
static_assert(cp::initialized<vectors>(cp::torch_default{.seed = 3}).layer<1>().parameter(4) == 1);
static_assert(cp::initialized<vectors>(cp::torch_default{.seed = 3}).layer<1>().parameter(5) == 0);
static_assert(cp::gradient_error<vectors>(cp::mse{}, 1) < 1e-7);

TEST_CASE("the gradient of layer_norm agrees with differences") {
    CHECK(cp::gradient_error<vectors, 2>(cp::mse{}, 1) < 1e-7);
    CHECK(cp::gradient_error<vectors, 5>(cp::cross_entropy{}, 1) < 1e-7);
    CHECK(cp::gradient_error<images>(cp::mse{}, 1) < 1e-6);
    CHECK(cp::gradient_error<images, 2>(cp::mse{}, 1) < 1e-6);
    CHECK(cp::gradient_error<images, 5>(cp::mse{}, 1) < 1e-6);
    CHECK(cp::gradient_error<behind_flatten, 5>(cp::mse{}, 1) < 1e-7);
}

TEST_CASE("behind flatten the gains have PyTorch's order") {
    behind_flatten::parameter_type values{};
    for (std::size_t k = 0; k < 12; ++k) values[k] = static_cast<double>(k);
    const behind_flatten net = behind_flatten::from_parameters(values);
    CHECK(net.parameters() == values);
    behind_flatten::input_type x{};
    x[0 * 3 + 2] = 1;  // channel 2 at position 0
    const auto row = net.trace(x).output<1>();
    CHECK(row[2] > 8 * 1.5);
    CHECK(row[3] / row[6] == Approx(0.5));  // channel 0, whose gains are 0 … 3
}
