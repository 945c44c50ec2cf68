#include <constprop/constprop.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <memory>

#include "catch.hpp"
#include "chain/measuring_layers.hpp"

namespace {

namespace cp = constprop;

// 64 × 64 pixels, 16 channels: 2 × 256 KiB a sample, so a batch of 12 goes through in slices.
using large = cp::network<cp::image<64, 64>, cp::conv2d<1, 8, cp::kernel<3>, cp::padding<1>>, measuring::halved,
                          cp::relu, cp::flatten, cp::linear<64 * 64 * 8, 2>>;
using small = cp::network<cp::linear<784, 128>, cp::relu, cp::linear<128, 10>>;
template <std::size_t Batch> constexpr std::size_t slice = cp::detail::samples_in_slice<large, Batch>();

constexpr std::size_t batch = 5;

}  // namespace

// Batches that fit are not taken apart.
static_assert(cp::detail::samples_in_slice<small, 32>() == 32 && slice<1> == 1);
static_assert(slice<5> == 1 && slice<32> == slice<5>);
// What a step takes of the stack is the same for all of those.
static_assert(cp::detail::bytes_of_slice<large, 5>() == cp::detail::bytes_of_slice<large, 64>());
static_assert(cp::footprint<large, cp::sgd, 5>::trace_bytes == cp::footprint<large, cp::sgd, 64>::trace_bytes);
static_assert(cp::footprint<large, cp::sgd, 5>::training_ram == cp::footprint<large, cp::sgd, 64>::training_ram);

TEST_CASE("a batch in slices has the mean of its samples' gradients") {
    const auto net = std::make_unique<large>();
    cp::initialize(*net, cp::torch_default{.seed = 1});
    const auto x = std::make_unique<std::array<large::input_type, batch>>();
    std::array<std::size_t, batch> y{};
    cp::random draw(2);
    for (std::size_t n = 0; n < batch; ++n) {
        for (float& value : (*x)[n]) value = draw.uniform(1.0F);
        y[n] = n % 2;
    }
    // Classes count with different weights, so that slices have different shares.
    const auto loss = cp::weighted(cp::cross_entropy{}, {1.0, 3.0});
    const auto whole = cp::differentiate(*net, loss, *x, y);
    double expected_loss = 0, share = 0;
    std::array<double, 4> expected{};
    for (std::size_t n = 0; n < batch; ++n) {
        const auto one = cp::differentiate(*net, loss, (*x)[n], y[n]);
        const double weight = y[n] == 1 ? 3 : 1;
        share += weight;
        expected_loss += weight * static_cast<double>(one.loss);
        for (std::size_t k = 0; k < 4; ++k)
            expected[k] += weight * static_cast<double>(one.gradient.layer<0>().parameter(7 * k));
    }
    CHECK(std::abs(static_cast<double>(whole.loss) - expected_loss / share) < 1e-5);
    for (std::size_t k = 0; k < 4; ++k)
        CHECK(std::abs(static_cast<double>(whole.gradient.layer<0>().parameter(7 * k)) - expected[k] / share) < 1e-4);

    const auto dx = cp::differentiate_input(*net, loss, *x, y);
    const auto dx_last = cp::differentiate_input(*net, loss, (*x)[batch - 1], y[batch - 1]);
    CHECK(std::abs(dx.gradient[batch - 1][100] - dx_last.gradient[100] / static_cast<float>(share)) < 1e-7F);
    CHECK(dx.gradient[batch - 1][100] != 0);
}

TEST_CASE("a sample draws the same bits in whatever slice it is") {
    const auto net = std::make_unique<large>();
    cp::initialize(*net, cp::torch_default{.seed = 1});
    const auto x = std::make_unique<std::array<large::input_type, batch>>();
    std::array<std::size_t, batch> y{};
    cp::random draw(2);
    for (float& value : (*x)[0]) value = draw.uniform(1.0F);
    for (std::size_t n = 1; n < batch; ++n) (*x)[n] = (*x)[0];
    const cp::pass of{.seed = 5};
    const auto sliced = cp::differentiate(*net, cp::cross_entropy{}, *x, y, of);
    const auto first = cp::differentiate(*net, cp::cross_entropy{}, (*x)[0], y[0], of);
    CHECK(sliced.loss != first.loss);  // other samples have other masks
    CHECK(sliced.loss == cp::differentiate(*net, cp::cross_entropy{}, *x, y, of).loss);
}

TEST_CASE("training in slices lowers the loss") {
    auto net = std::make_unique<large>();
    cp::initialize(*net, cp::kaiming_uniform{.seed = 1});
    const auto x = std::make_unique<std::array<large::input_type, batch>>();
    std::array<std::size_t, batch> y{};
    for (std::size_t n = 0; n < batch; ++n) {
        for (std::size_t k = 0; k < 64 * 64; ++k) (*x)[n][k] = (k / 64 + k % 64) % 5 == n ? 1.0F : 0.0F;
        y[n] = n % 2;
    }
    auto optimizer = std::make_unique<decltype(cp::make_optimizer(*net, cp::sgd{}))>(
        cp::make_optimizer(*net, cp::sgd{.learning_rate = 0.01}));
    const float before = cp::evaluate(*net, cp::cross_entropy{}, *x, y);
    for (std::uint64_t step = 0; step < 10; ++step)
        cp::train_step(*net, *optimizer, cp::cross_entropy{}, *x, y, cp::pass{.seed = 1, .step = step});
    CHECK(cp::evaluate(*net, cp::cross_entropy{}, *x, y) < before / 2);
}
