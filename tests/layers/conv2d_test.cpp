#include <constprop/layers/conv2d.hpp>

#include <array>
#include <cstddef>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

using model =
    cp::basic_network<double, cp::image<4, 5, 2>, cp::conv2d<2, 3, cp::kernel<3, 2>, cp::padding<1>>, cp::tanh,
                      cp::conv2d<3, 2, cp::kernel<2>, cp::stride<2>, cp::same>, cp::flatten, cp::linear<12, 2>>;

using edges = cp::network<cp::image<3, 3>, cp::conv2d<1, 1, cp::kernel<1, 2>>>;
constexpr edges differences = edges::from_parameters({-1, 1, 0.5F});
constexpr cp::constant_network<differences> as_code;
constexpr edges::input_type picture{1, 2, 4, 0, 0, 3, 5, 5, 5};

}  // namespace

// 4 × 6 × 3, then ⌈4/2⌉ × ⌈6/2⌉ × 2.
static_assert(model::input_extent == cp::image<4, 5, 2>::input_extent && model::given_by(0).width == 6);
static_assert(model::given_by(1) == model::given_by(0) && model::given_by(2).size() == 12);
static_assert(model::parameter_count == (3 * 2 * 6 + 3) + (2 * 3 * 4 + 2) + 26);
static_assert(cp::footprint<model>::multiply_accumulates == 24 * 3 * 12 + 6 * 2 * 12 + 24);
static_assert(differences(picture) == std::array{1.5F, 2.5F, 0.5F, 3.5F, 0.5F, 0.5F});
static_assert(as_code(picture) == differences(picture));
static_assert(cp::gradient_error<edges>(cp::mse{}, 1) < 1e-2F);

// Fan-in and fan-out of a convolution are channels times the kernel's size: PyTorch draws ±√(6 / fan-in) too.
static_assert([] {
    const auto net =
        cp::initialized<cp::network<cp::image<9, 9>, cp::conv2d<1, 8, cp::kernel<3>>>>(cp::kaiming_uniform{.seed = 3});
    float greatest = 0;
    for (const float p : net.parameters()) greatest = p > greatest ? p : greatest;
    return greatest < 0.8165F && greatest > 0.6F;  // √(6/9)
}());

TEST_CASE("a convolution learns") {
    CHECK(cp::gradient_error<model>(cp::mse{}, 1) < 1e-8);
    CHECK(cp::gradient_error<model>(cp::cross_entropy{}, 2) < 1e-8);
    // Where a bar stands: one step after the other lowers the loss.
    using bars =
        cp::network<cp::image<4, 4>, cp::conv2d<1, 2, cp::kernel<4, 1>>, cp::relu, cp::flatten, cp::linear<8, 4>>;
    std::array<bars::input_type, 4> images{};
    std::array<std::size_t, 4> columns{};
    for (std::size_t c = 0; c < 4; ++c) {
        columns[c] = c;
        for (std::size_t r = 0; r < 4; ++r) images[c][r * 4 + c] = 1;
    }
    bars net = cp::initialized<bars>(cp::kaiming_uniform{.seed = 4});
    auto optimizer = cp::make_optimizer(net, cp::adam{.learning_rate = 0.02});
    const float before = cp::evaluate(net, cp::cross_entropy{}, images, columns);
    for (int step = 0; step < 200; ++step) cp::train_step(net, optimizer, cp::cross_entropy{}, images, columns);
    CHECK(cp::evaluate(net, cp::cross_entropy{}, images, columns) < before / 20);
    CHECK(cp::accuracy(net, images, columns) == 1);
}
