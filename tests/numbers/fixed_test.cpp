#include <constprop/constprop.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <vector>

#include "catch.hpp"

namespace {

namespace cp = constprop;

using q16 = cp::fixed<16, 16>;
using q5 = cp::fixed<5, 10>;

// A number is its integer, and nothing else.
static_assert(sizeof(q16) == 4 && sizeof(q5) == 2 && sizeof(cp::fixed<3, 5, std::int8_t>) == 1);
static_assert(std::is_trivially_copyable_v<q16> && std::is_nothrow_default_constructible_v<q16>);

// Nearest numbers, halves away from 0, and the ends of the range.
static_assert(q5(0.5).raw() == 512 && q5(-0.5).raw() == -512 && q5(1.0 / 2048).raw() == 1 &&
              q5(-1.0 / 2048).raw() == -1);
static_assert(q5(1000.0).raw() == 32767 && q5(-1000).raw() == -32768 && q5(31).raw() == 31 * 1024);
static_assert(q5(std::size_t{31}) == q5(31.0F) && q5(std::numeric_limits<std::size_t>::max()).raw() == 32767);
static_assert(q5(std::numeric_limits<double>::quiet_NaN()).raw() == 0);
static_assert(static_cast<double>(q16(-1.25)) == -1.25 && static_cast<float>(q16(3.5)) == 3.5F);

// Arithmetic saturates; products and quotients are rounded to the nearest number, halves upward.
constexpr q5 last = q5::from_raw(1), most = q5::from_raw(32767), least = q5::from_raw(-32768);
static_assert(q5(30) + q5(30) == most && q5(-30) - q5(30) == least && -least == most && q5(20) * q5(-20) == least);
static_assert(last * q5(0.5) == last && -last * q5(0.5) == q5(0) && q5(3) * q5(0.25) == q5(0.75));
static_assert(q5(1) / q5(3) == q5::from_raw(341) && q5(2) / q5(3) == q5::from_raw(683) &&
              q5(-2) / q5(3) == q5::from_raw(-683));
static_assert(q5(2) / q5(-3) == q5::from_raw(-683) && last / q5(2) == last && -last / q5(2) == -last);
static_assert(q5(1) / q5(0) == most && q5(-1) / q5(0) == least && q5(0) / q5(0) == q5(0) && q5(31) / last == most);
static_assert(q5(1) < q5(2) && q5(-1) <= q5(-1) && q5(3) > 2 && q5(2) == 2);

// Every float that is near a number gives it, also where a half added to it would be rounded.
static_assert(q16(128.0000153F).raw() == 8'388'609 && q16(0.49999997F / 65536).raw() == 0);
static_assert(q5(q16(1.5)) == q5(1.5) && q5(q16(100)) == most && q16(q5(-3.25)) == q16(-3.25));
static_assert(q5(q16::from_raw(-32)).raw() == -1 && q5(q16::from_raw(32)).raw() == 1 &&
              q5(q16::from_raw(31)).raw() == 0);
static_assert(std::numeric_limits<q5>::lowest() == least && (std::numeric_limits<q5>::max)() == most);
static_assert(q16(cp::hyperparameter(0.1)) == q16(0.1) && q16(cp::hyperparameter(-1.5 / 65536)) == q16(-1.5 / 65536));
static_assert(q16(cp::hyperparameter(1e300)) == q16::from_raw(q16::highest) &&
              q16(cp::hyperparameter(std::numeric_limits<double>::quiet_NaN())) == q16(0));

// A sum rounds once: a thousand products that alone are 0.
constexpr q16 sum_of_small_products() noexcept {
    q16::sum sum{};
    for (int k = 0; k < 1000; ++k) sum += q16::from_raw(100) * q16::factor(q16::from_raw(100));
    return sum;
}
static_assert(q16::from_raw(100) * q16::from_raw(100) == q16(0));
static_assert(sum_of_small_products() == q16::from_raw(153));
constexpr auto largest_product = q16(-32768) * q16::factor(q16(-32768));
static_assert(q16(q16::sum(largest_product) + largest_product) == q16::from_raw(q16::highest));

/// The largest distance between the outputs of a network in doubles and in fixed point.
template <class Scalar, class Network> double distance(std::uint64_t seed) {
    const Network net = cp::initialized<Network>(cp::torch_default{.seed = seed});
    const cp::with_scalar<Scalar, Network> in_fixed(net);
    cp::random draw(seed + 1);
    double most_apart = 0;
    for (int n = 0; n < 20; ++n) {
        typename Network::input_type x{};
        typename cp::with_scalar<Scalar, Network>::input_type y{};
        for (std::size_t k = 0; k < x.size(); ++k) y[k] = draw.uniform(2.0), x[k] = static_cast<double>(y[k]);
        const auto expected = net(x);
        const auto found = in_fixed(y);
        for (std::size_t k = 0; k < expected.size(); ++k)
            most_apart = std::fmax(most_apart, std::fabs(expected[k] - static_cast<double>(found[k])));
    }
    return most_apart;
}
template <class... Layers> using doubles = cp::basic_network<double, Layers...>;

using xor_model = cp::basic_network<q16, cp::linear<2, 4>, cp::tanh, cp::linear<4, 1>>;
constexpr std::array<xor_model::input_type, 4> corners{{{0, 0}, {0, 1}, {1, 0}, {1, 1}}};
constexpr std::array<xor_model::output_type, 4> differ{{{0}, {1}, {1}, {0}}};
constexpr q16 loss_of_xor(int epochs) noexcept {
    auto net = cp::initialized<xor_model>(cp::xavier_uniform{.seed = 7});
    auto optimizer = cp::make_optimizer(net, cp::sgd{.learning_rate = 0.2, .momentum = 0.9});
    for (int epoch = 0; epoch < epochs; ++epoch) cp::train_step(net, optimizer, cp::mse{}, corners, differ);
    return cp::evaluate(net, cp::mse{}, corners, differ);
}
static_assert(loss_of_xor(5) < loss_of_xor(0));

}  // namespace

TEST_CASE("networks in fixed point are near those in doubles") {
    CHECK(distance<q16, doubles<cp::linear<8, 16>, cp::tanh, cp::linear<16, 5>>>(1) < 2e-4);
    CHECK(distance<q16, doubles<cp::linear<8, 16>, cp::gelu, cp::linear<16, 5>, cp::softmax>>(2) < 2e-4);
    CHECK(distance<q16, doubles<cp::linear<8, 16>, cp::softplus, cp::linear<16, 5>, cp::log_softmax>>(3) < 2e-4);
    CHECK(distance<q16, doubles<cp::image<6, 6>, cp::conv2d<1, 3, cp::kernel<3>>, cp::relu, cp::max_pool2d<2>,
                                cp::flatten, cp::linear<12, 4>>>(4) < 2e-4);
    CHECK(distance<q16, doubles<cp::linear<8, 12>, cp::layer_norm, cp::silu, cp::residual<cp::linear<12, 12>, cp::elu>,
                                cp::linear<12, 4>>>(5) < 2e-3);
    CHECK(distance<q5, doubles<cp::linear<8, 16>, cp::sigmoid, cp::linear<16, 5>>>(6) < 0.01);
    // Without wide sums, 784 products of 10 bits would be off by more than that.
    CHECK(distance<q5, doubles<cp::linear<784, 4>>>(7) < 0.03);
}

TEST_CASE("counts that are larger than any number of the format do no harm") {
    using pooled = cp::basic_network<q5, cp::image<7, 7>, cp::average_pool2d<7>>;
    pooled::input_type x{};
    x.fill(q5(2));
    CHECK(pooled{}(x)[0] == q5(2));
    CHECK(distance<q5, doubles<cp::vector<64>, cp::layer_norm>>(8) < 0.02);

    // 64 samples weigh as much as each of them.
    using line = cp::basic_network<q5, cp::linear<1, 1>>;
    std::array<line::input_type, 64> inputs{};
    std::array<line::output_type, 64> targets{};
    inputs.fill({q5(1)}), targets.fill({q5(1)});
    line net{};
    auto optimizer = cp::make_optimizer(net, cp::plain_sgd{.learning_rate = 0.25});
    CHECK(cp::train_step(net, optimizer, cp::mse{}, inputs, targets) == q5(1));
    CHECK(net.parameters()[1] == q5(0.5));
    std::vector<std::array<q16, 1>> many(40'000, {q16(2)}), zeros(40'000, {q16(0)});
    using same = cp::basic_network<q16, cp::vector<1>, cp::identity>;
    CHECK(cp::evaluate(same{}, cp::mse{}, many, zeros) == q16(4));
}

TEST_CASE("functions that would need large exponentials, or small divisors, take others") {
    CHECK(std::fabs(static_cast<double>(cp::softplus::value(q5(5))) - 5.0067) < 0.002);
    CHECK(std::fabs(static_cast<double>(cp::softplus::value(q16(12))) - 12.0000061) < 1e-4);
    xor_model net = cp::initialized<xor_model>(cp::xavier_uniform{.seed = 7});
    auto optimizer = cp::make_optimizer(net, cp::adam{.learning_rate = 0.01, .epsilon = 0.01});
    const q16 before = cp::evaluate(net, cp::mse{}, corners, differ);
    for (int k = 0; k < 300; ++k) cp::train_step(net, optimizer, cp::mse{}, corners, differ);
    CHECK(cp::evaluate(net, cp::mse{}, corners, differ) < before / q16(4));
}

TEST_CASE("a network learns in fixed point") {
    CHECK(loss_of_xor(400) < q16(0.001));

    using classes = cp::basic_network<q16, cp::linear<2, 8>, cp::relu, cp::linear<8, 3>>;
    const auto start = cp::initialized<classes>(cp::kaiming_uniform{.seed = 3});
    std::array<classes::input_type, 60> x{};
    std::array<std::size_t, 60> y{};
    cp::random draw(5);
    for (std::size_t n = 0; n < x.size(); ++n) {
        y[n] = n % 3;
        x[n] = {draw.uniform(0.5) + static_cast<double>(y[n]) - 1, draw.uniform(0.5) - static_cast<double>(y[n] % 2)};
    }
    const auto trained = cp::fit(start, cp::cross_entropy{}, cp::rmsprop{.learning_rate = 0.01, .epsilon = 1e-4}, x, y,
                                 {.epochs = 40}, cp::batch<8>);
    CHECK(cp::accuracy(trained, x, y) > 0.95);
}

TEST_CASE("streams, states and snapshots are of fixed-point numbers, too") {
    using stream = cp::basic_network<double, cp::gru<1, 6>, cp::linear<6, 1>>;
    const auto net = cp::initialized<stream>(cp::torch_default{.seed = 4});
    const cp::with_scalar<q16, stream> in_fixed(net);
    stream::state_type state{};
    cp::with_scalar<q16, stream>::state_type fixed_state{};
    for (const double x : {0.5, -1.0, 2.0, 0.25, 0.0}) {
        const double expected = net(stream::input_type{x}, state)[0];
        const q16 found = in_fixed(std::array<q16, 1>{x}, fixed_state)[0];
        CHECK(std::fabs(expected - static_cast<double>(found)) < 3e-4);
    }
    cp::with_scalar<q16, stream> again{};
    REQUIRE(cp::restore(cp::snapshot(in_fixed, fixed_state), again, fixed_state) == cp::restore_result::restored);
    CHECK(again == in_fixed);
}
