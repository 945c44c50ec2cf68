#include <constprop/branches/parallel.hpp>
#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>

#include "catch.hpp"
#include "chain/measuring_layers.hpp"

namespace {

namespace cp = constprop;

template <class Branch> using of_two = cp::network<cp::vector<2>, Branch>;
using left = cp::linear<2, 3>;
using right = cp::sequential<cp::linear<2, 1>, cp::relu, cp::linear<1, 3>>;

template <class... Layers> using images = cp::basic_network<double, cp::image<3, 2, 2>, Layers...>;
using conv = cp::conv2d<2, 3, cp::kernel<1>>;

// All of it: branches in branches, statistics, random bits, an identity, layers in place.
using nested = cp::basic_network<
    double, cp::linear<3, 4>,
    cp::add<cp::sequential<cp::linear<4, 4>, measuring::centered, cp::relu>,
            cp::concatenate<cp::linear<4, 1>, cp::sequential<cp::tanh, measuring::halved, cp::linear<4, 3>>>,
            cp::identity>,
    cp::subtract<cp::sequential<cp::linear<4, 4>, measuring::centered>, cp::identity, cp::linear<4, 4>>,
    cp::multiply<cp::tanh, cp::residual<cp::linear<4, 4>, cp::add<cp::linear<4, 4>, cp::linear<4, 4>>>, cp::sigmoid>,
    cp::linear<4, 2>>;
using pictures =
    images<cp::concatenate<cp::sequential<conv, cp::batch_norm>, cp::identity, cp::tanh>,
           cp::multiply<cp::sequential<cp::conv2d<7, 3, cp::kernel<1>>, cp::sigmoid>, cp::conv2d<7, 3, cp::kernel<1>>>,
           cp::add<cp::flatten, cp::sequential<cp::flatten, cp::linear<18, 18>>>, cp::linear<18, 2>>;

constexpr of_two<cp::add<left, right>> sum =
    of_two<cp::add<left, right>>::from_parameters({1, 2, 3, 4, 5, 6, 1, 1, 1, 1, 1, 2, 1, 2, 3, 10, 20, 30});

constexpr nested start = cp::initialized<nested>(cp::torch_default{.seed = 1});
constexpr std::array<nested::input_type, 3> x{{{1, -2, 0.5}, {0, 1, -1}, {2, 0, 1}}};
constexpr std::array<nested::output_type, 3> y{{{1, 0}, {0, 1}, {1, 1}}};

template <class Network> constexpr typename Network::input_type ramp() {
    typename Network::input_type values{};
    for (std::size_t k = 0; k < values.size(); ++k) values[k] = static_cast<typename Network::scalar>(k + 1);
    return values;
}

}  // namespace

// left: (1 2; 3 4; 5 6) x + 1; right: relu(x₀ + x₁ + 2)… of (1, 1): 4, 8, 12, and 4 · (1, 2, 3) + (10, 20, 30).
static_assert(of_two<left>::from_parameters({1, 2, 3, 4, 5, 6, 1, 1, 1})({1, 1}) == std::array{4.0F, 8.0F, 12.0F});
static_assert(sum({1, 1}) == std::array{4.0F + 14, 8.0F + 28, 12.0F + 42});
static_assert(of_two<cp::multiply<left, right>>::from_parameters(sum.parameters())({1, 1}) ==
              std::array{4.0F * 14, 8.0F * 28, 12.0F * 42});
static_assert(of_two<cp::subtract<left, right>>::from_parameters(sum.parameters())({1, 1}) ==
              std::array{4.0F - 14, 8.0F - 28, 12.0F - 42});
static_assert(of_two<cp::subtract<cp::identity, cp::relu, cp::relu>>{}({3, -5}) == std::array{-3.0F, -5.0F});
static_assert(of_two<cp::concatenate<left, right>>::from_parameters(sum.parameters())({1, 1}) ==
              std::array{4.0F, 8.0F, 12.0F, 14.0F, 28.0F, 42.0F});
static_assert(of_two<cp::add<cp::identity, cp::identity, cp::identity>>{}({1, 2}) == std::array{3.0F, 6.0F});

// Channels of an image lie side by side at each position; those of vectors in PyTorch's order.
static_assert(images<cp::concatenate<cp::identity, cp::identity>>::output_extent == cp::image<3, 2, 4>::input_extent);
static_assert([] {
    using twice = images<cp::concatenate<cp::identity, cp::identity>>;
    const auto in = ramp<twice>();
    const auto out = twice{}(in);
    for (std::size_t p = 0; p < 6; ++p)
        for (std::size_t c = 0; c < 4; ++c)
            if (out[p * 4 + c] != in[p * 2 + c % 2]) return false;
    return true;
}());
static_assert([] {
    using flat = images<cp::concatenate<cp::flatten, cp::flatten>>;
    const auto in = ramp<flat>();
    const auto out = flat{}(in);
    for (std::size_t k = 0; k < 24; ++k)
        if (out[k] != in[k % 12 % 6 * 2 + k % 12 / 6]) return false;
    return flat::output_extent == cp::vector<24>::input_extent;
}());
// What flatten makes of an image, and what a linear layer gives, are added in PyTorch's order, here also around a chain.
static_assert([] {
    using around = images<cp::flatten, cp::residual<cp::linear<12, 12>>>;
    using beside = images<cp::add<cp::flatten, cp::sequential<cp::flatten, cp::linear<12, 12>>>>;
    around::parameter_type p{};
    for (std::size_t k = 0; k < 12; ++k) p[144 + k] = static_cast<double>(k);
    const auto in = ramp<around>();
    const auto out = around::from_parameters(p)(in);
    for (std::size_t k = 0; k < 12; ++k)
        if (out[k] != in[k % 6 * 2 + k / 6] + static_cast<double>(k)) return false;
    return beside::from_parameters(p)(in) == out && around::from_parameters(p).trace(in).output() == out;
}());

// What is inside is in the trace.
constexpr auto traced = sum.trace({1, 1});
static_assert(traced.output<0>() == sum({1, 1}) && traced.inner<0>() == traced.output<0>());
static_assert(traced.inner<0, 0>() == std::array{4.0F, 8.0F, 12.0F});
static_assert(traced.inner<0, 1>() == std::array{14.0F, 28.0F, 42.0F});
static_assert(traced.inner<0, 1, 0>() == std::array{4.0F} && traced.inner<0, 1, 2>() == traced.inner<0, 1>());
constexpr auto deep = start.trace(x[0]);
static_assert(deep.inner<1, 1>()[0] == deep.inner<1, 1, 0>()[0] &&
              deep.inner<1, 1>()[1] == deep.inner<1, 1, 1, 2>()[0]);
static_assert(deep.inner<3, 1, 0>().size() == 4 && deep.inner<3, 1, 1, 0>().size() == 4);
static_assert(deep.inner<3, 1, 1>()[3] == deep.inner<3, 1, 1, 0>()[3] + deep.inner<3, 1, 1, 1>()[3]);

using small = cp::basic_network<
    double, cp::multiply<cp::linear<2, 2>, cp::sequential<cp::linear<2, 1>, cp::concatenate<cp::tanh, cp::identity>>>>;
static_assert(cp::gradient_error<small, 2>(cp::mse{}, 1) < 1e-7);

TEST_CASE("the gradient of branches agrees with differences") {
    CHECK(cp::gradient_error<nested>(cp::mse{}, 2) < 1e-8);
    CHECK(cp::gradient_error<nested, 2>(cp::mse{}, 1) < 1e-8);
    CHECK(cp::gradient_error<nested, 5>(cp::cross_entropy{}, 3) < 1e-8);
    CHECK(cp::gradient_error<pictures>(cp::mse{}, 4) < 1e-6);
    CHECK(cp::gradient_error<pictures, 2>(cp::mse{}, 5) < 1e-7);
    CHECK(cp::gradient_error<pictures, 5>(cp::mse{}, 6) < 1e-7);
    CHECK(cp::gradient_error<images<cp::flatten, cp::residual<cp::linear<12, 12>, cp::tanh>, cp::linear<12, 1>>, 2>(
              cp::mse{}, 7) < 1e-8);
    CHECK(cp::gradient_error<images<cp::conv2d<2, 2, cp::kernel<1>>, cp::flatten, cp::residual<cp::linear<12, 12>>>, 5>(
              cp::mse{}, 8) < 1e-8);
}

TEST_CASE("the first layer may be one of branches, whose input nobody asks for") {
    using first = cp::basic_network<double, cp::concatenate<cp::sequential<cp::linear<3, 2>, cp::tanh>, cp::identity>,
                                    cp::linear<5, 1>>;
    static_assert(first::input_size == 3);
    CHECK(cp::gradient_error<first>(cp::mse{}, 1) < 1e-8);
    CHECK(cp::gradient_error<first, 5>(cp::mse{}, 1) < 1e-8);
}

TEST_CASE("statistics within branches are measured, in a program as by the compiler") {
    const auto fitted = [](const auto& inputs) {
        return cp::fit(start, cp::mse{}, cp::sgd{.learning_rate = 0.05}, inputs, y, {.epochs = 2, .mask_seed = 3});
    };
    constexpr nested by_compiler =
        cp::fit(start, cp::mse{}, cp::sgd{.learning_rate = 0.05}, x, y, {.epochs = 2, .mask_seed = 3});
    auto inputs = x;
    volatile double first = x[0][0];
    inputs[0][0] = first;
    const nested at_run_time = fitted(inputs);
    CHECK(by_compiler.statistics() != start.statistics());
    for (std::size_t k = 0; k < nested::parameter_count; ++k)
        CHECK(std::abs(at_run_time.parameters()[k] - by_compiler.parameters()[k]) < 1e-12);
    for (std::size_t k = 0; k < nested::statistic_count; ++k)
        CHECK(std::abs(at_run_time.statistics()[k] - by_compiler.statistics()[k]) < 1e-12);
}

TEST_CASE("parameters go in and out in the order of the branches") {
    nested::parameter_type values{};
    for (std::size_t k = 0; k < values.size(); ++k) values[k] = static_cast<double>(k);
    CHECK(nested::from_parameters(values).parameters() == values);
}

TEST_CASE("inference has what one branch gives at a time") {
    using one = cp::footprint<cp::basic_network<float, cp::vector<8>, cp::add<cp::linear<8, 64>, cp::linear<8, 64>>>>;
    using four = cp::footprint<cp::basic_network<
        float, cp::vector<8>, cp::add<cp::linear<8, 64>, cp::linear<8, 64>, cp::linear<8, 64>, cp::linear<8, 64>>>>;
    CHECK(four::inference_ram == one::inference_ram);
    CHECK(four::trace_bytes == one::trace_bytes + 2 * 64 * sizeof(float));
}
