#include <constprop/constprop.hpp>
#include <constprop/layers/dropout.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <ratio>

#include "catch.hpp"

namespace {

namespace cp = constprop;

template <class T, std::size_t Size, class Share>
using chain = cp::basic_network<T, cp::vector<Size>, cp::dropout<Share>, cp::linear<Size, 2>>;
using model = cp::basic_network<double, cp::linear<3, 16>, cp::dropout<std::ratio<1, 4>>, cp::tanh, cp::linear<16, 2>>;
using images = cp::basic_network<double, cp::image<3, 3, 2>, cp::conv2d<2, 4, cp::kernel<2>>, cp::relu,
                                 cp::dropout<std::ratio<1, 2>>, cp::flatten, cp::linear<16, 2>>;

/// What dropout gives for ones in a training pass.
template <class Share, std::size_t Batch, std::size_t Size, class T = double>
constexpr auto dropped(cp::pass of) noexcept {
    using network = chain<T, Size, Share>;
    std::array<typename network::input_type, Batch> ones{};
    for (auto& row : ones) row.fill(T(1));
    typename network::template outputs_type<Batch> outputs;
    typename network::template caches_type<Batch> caches;
    cp::detail::scan<Batch>(network{}.all_stages(), ones.data(), outputs, Batch,
                            cp::detail::pass_over{cp::detail::training_kind<network>(of), caches, cp::detail::none});
    for (std::size_t n = 0; n < Batch; ++n) ones[n] = outputs.template data<0>()[n];
    return ones;
}

/// How many of these are 0, or −1 if one is neither 0 nor `kept`.
template <class Rows> constexpr int zeros(const Rows& rows, double kept) noexcept {
    int count = 0;
    for (const auto& row : rows)
        for (const auto value : row) {
            if (value != 0 && value != kept) return -1;
            count += value == 0 ? 1 : 0;
        }
    return count;
}

constexpr model start = cp::initialized<model>(cp::torch_default{.seed = 3});
constexpr std::array<model::input_type, 2> x{{{1, 2, 3}, {-1, 0, 2}}};
constexpr std::array<model::output_type, 2> y{{{1, 0}, {0, 1}}};

}  // namespace

// A share p is dropped, and what is kept is divided by 1 − p. Four standard deviations of 4096 fair draws are 128 at p = 1/2,
// 111 at 1/4, 77 at 1/10.
static_assert(zeros(dropped<std::ratio<1, 2>, 16, 256>({.seed = 1}), 2) > 2048 - 128 &&
              zeros(dropped<std::ratio<1, 2>, 16, 256>({.seed = 1}), 2) < 2048 + 128);
static_assert(zeros(dropped<std::ratio<1, 4>, 16, 256>({.seed = 2}), 1 / 0.75) > 1024 - 111 &&
              zeros(dropped<std::ratio<1, 4>, 16, 256>({.seed = 2}), 1 / 0.75) < 1024 + 111);
static_assert(zeros(dropped<std::ratio<0>, 4, 16>({}), 1) == 0);

// Samples, values, steps and seeds have masks of their own.
static_assert(dropped<std::ratio<1, 2>, 2, 64>({})[0] != dropped<std::ratio<1, 2>, 2, 64>({})[1]);
static_assert(dropped<std::ratio<1, 2>, 1, 64>({.step = 1}) != dropped<std::ratio<1, 2>, 1, 64>({.step = 2}));
static_assert(dropped<std::ratio<1, 2>, 1, 64>({.seed = 1}) != dropped<std::ratio<1, 2>, 1, 64>({.seed = 2}));
// Both scalars have the same mask, and so has a larger batch.
static_assert(dropped<std::ratio<1, 2>, 1, 32, float>({})[0] == [] {
    std::array<float, 32> as_float{};
    const auto row = dropped<std::ratio<1, 2>, 3, 32>({})[0];
    for (std::size_t k = 0; k < 32; ++k) as_float[k] = static_cast<float>(row[k]);
    return as_float;
}());

// On a device nothing is dropped, and without a pass nothing either. Its input speaks for the output.
static_assert(chain<double, 3, std::ratio<1, 2>>::from_parameters({1, 2, 3, 4, 5, 6, 0, 0})({1, 1, 1}) ==
              std::array{6.0, 15.0});
static_assert(cp::differentiate(start, cp::mse{}, x, y).loss == cp::evaluate(start, cp::mse{}, x, y));
static_assert(cp::differentiate(start, cp::mse{}, x, y, cp::pass{}).loss != cp::evaluate(start, cp::mse{}, x, y));
static_assert(cp::network<cp::linear<2, 1>, cp::sigmoid, cp::dropout<std::ratio<1, 2>>>::output_gives ==
              cp::output_kind::probabilities);
static_assert(model::parameter_count == 64 + 34 && model::works_in_place(1));
static_assert(cp::gradient_error<model, 2>(cp::mse{}, 1) < 1e-7);

TEST_CASE("the gradient of dropout agrees with differences") {
    CHECK(cp::gradient_error<model>(cp::mse{}, 2) < 1e-8);
    CHECK(cp::gradient_error<model, 5>(cp::cross_entropy{}, 3) < 1e-8);
    CHECK(cp::gradient_error<images>(cp::mse{}, 4) < 1e-8);
    CHECK(cp::gradient_error<images, 2>(cp::mse{}, 5) < 1e-8);
    CHECK(cp::gradient_error<images, 5>(cp::mse{}, 6) < 1e-8);
}

TEST_CASE("the masks of a program are the compiler's") {
    volatile unsigned seed = 7;
    constexpr auto by_compiler = dropped<std::ratio<1, 3>, 4, 32>({.seed = 7, .step = 5});
    CHECK(dropped<std::ratio<1, 3>, 4, 32>({.seed = seed, .step = 5}) == by_compiler);
}

TEST_CASE("fit with dropout depends on its seed alone") {
    const auto trained = [](std::uint64_t seed) {
        return cp::fit(start, cp::mse{}, cp::adam{.learning_rate = 0.01}, x, y, {.epochs = 5, .mask_seed = seed});
    };
    CHECK(trained(1) == trained(1));
    CHECK_FALSE(trained(1) == trained(2));
}
