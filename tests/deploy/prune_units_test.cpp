#include <constprop/deploy/prune_units.hpp>

#include <array>
#include <cstddef>
#include <limits>
#include <ratio>
#include <type_traits>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

/// Unit 0 is read by nothing, units 2 and 3 read nothing.
using model = cp::basic_network<double, cp::linear<2, 4>, cp::identity, cp::relu, cp::linear<4, 2>, cp::softmax>;
constexpr model net = model::from_parameters({1, 2, 3, 4, 0, 0,  0, 0, 0.1, 0.2, 0.3, -0.4,  //
                                              0, 5, 6, 1, 0, -7, 8, 1, 0.5, 0.6});

template <class Before, class After> constexpr bool same_outputs(const Before& before, const After& after) {
    for (const auto& x : {std::array{1.0, 2.0}, std::array{-3.0, 0.5}, std::array{0.0, -1.0}})
        if (!agree::all_within(after(x), before(x), 1e-14)) return false;
    return true;
}

/// What nothing reads goes, and what reads nothing becomes a part of biases: one unit says all that four did.
constexpr bool exact() {
    const auto one = cp::prune(net, cp::keep_units<0, 1>{});
    using expected = cp::basic_network<double, cp::linear<2, 1>, cp::identity, cp::relu, cp::linear<1, 2>, cp::softmax>;
    static_assert(std::is_same_v<decltype(one), const expected>);
    return same_outputs(net, one) &&
           agree::all_within(one.parameters(), {3, 4, 0.2, 5, -7, 0.5 + 6 * 0.3, 0.6 + 8 * 0.3}, 1e-15);
}

/// The longest weights, in and out, stay, in their order.
constexpr bool strongest() {
    using line = cp::network<cp::linear<1, 4>, cp::linear<4, 1>>;
    const line full = line::from_parameters({4, 1, 2, -3, 10, 20, 30, 40, 1, 4, 1, -1, 9});
    return cp::prune(full, cp::keep_units<0, 2>{}).parameters() ==
               std::array{4.0F, 1.0F, 10.0F, 20.0F, 1.0F, 4.0F, 9.0F} &&
           cp::prune(full, cp::keep_units<0, 3>{}).parameters() ==
               std::array{4.0F, 1.0F, -3.0F, 10.0F, 20.0F, 40.0F, 1.0F, 4.0F, -1.0F, 9.0F};
}

/// However large or small weights are; and where strengths are not numbers, as many units stay as are asked for.
bool extremes() {
    using line = cp::network<cp::linear<1, 3>, cp::linear<3, 1>>;
    const line weak = line::from_parameters({0, 1e-30F, 2e-30F, 1, 2, 3, 1e-30F, 1e-30F, 1e-30F, 0});
    const line strong = line::from_parameters({1e30F, 2e30F, 1, 1, 2, 3, 0, 1e30F, 1, 0});
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    const line strange = line::from_parameters({nan, nan, nan, 1, 2, 3, 1, 1, 1, 0});
    return cp::prune(weak, cp::keep_units<0, 1>{}).layer<0>().bias(0) == 3 &&
           cp::prune(strong, cp::keep_units<0, 1>{}).layer<0>().bias(0) == 2 &&
           cp::prune(strange, cp::keep_units<0, 2>{}).layer<0>().bias(1) == 2;
}

/// All of them, in their order, with the layers around as they are; and budgets stay.
constexpr bool all_kept() {
    using long_chain = cp::network<cp::linear<3, 5>, cp::tanh, cp::unrolled<cp::linear<5, 4>, 10>, cp::linear<4, 2>>;
    const auto full = cp::initialized<long_chain>(cp::xavier_uniform{.seed = 2});
    const auto same = cp::prune(full, cp::keep_units<2, 4>{});
    static_assert(std::is_same_v<decltype(same), const long_chain>);
    const auto less = cp::prune(full, cp::keep_units<0, 2>{});
    static_assert(
        std::is_same_v<decltype(less), const cp::network<cp::linear<3, 2>, cp::tanh, cp::unrolled<cp::linear<2, 4>, 10>,
                                                         cp::linear<4, 2>>>);
    return same.parameters() == full.parameters() && less.layer<3>().parameter(3) == full.layer<3>().parameter(3);
}

/// A network with arbitrary numbers, statistics too, and without the weights of layer `Layer` for which `drop(k)` is true.
template <class Network, std::size_t Layer, class Drop> constexpr Network some_network(const Drop& drop) {
    typename Network::parameter_type parameters{};
    for (std::size_t k = 0; k < parameters.size(); ++k) parameters[k] = static_cast<double>(k * 37 % 101) / 50 - 1;
    auto statistics = Network::from_parameters(parameters).statistics();
    for (std::size_t k = 0; k < statistics.size(); ++k) statistics[k] = 0.25 + static_cast<double>(k) / 8;
    Network made = Network::from_parameters(parameters, statistics);
    for (std::size_t k = 0; k < Network::shape_of(Layer).weights; ++k)
        if (drop(k)) made.template layer<Layer>().parameter(k) = 0;
    return made;
}
template <class Before, class After> constexpr double difference(const Before& before, const After& after) {
    typename Before::input_type x{};
    for (std::size_t k = 0; k < x.size(); ++k) x[k] = static_cast<double>(k * 29 % 31) / 15 - 1;
    const auto expected = before(x), found = after(x);
    double most = 0;
    for (std::size_t k = 0; k < expected.size(); ++k) {
        const double here = expected[k] > found[k] ? expected[k] - found[k] : found[k] - expected[k];
        most = here > most ? here : most;
    }
    return most;
}

/// Channels that nothing reads go, with what batch normalization and a depthwise convolution hold of them.
constexpr bool channels() {
    using three = cp::kernel<3>;
    using full = cp::basic_network<double, cp::image<6, 5, 2>, cp::conv2d<2, 4, three, cp::same>, cp::batch_norm,
                                   cp::tanh, cp::depthwise_conv2d<4, three>, cp::relu,
                                   cp::conv2d<4, 3, cp::kernel<2>, cp::no_bias>, cp::flatten, cp::linear<18, 2>>;
    using fewer = cp::basic_network<double, cp::image<6, 5, 2>, cp::conv2d<2, 2, three, cp::same>, cp::batch_norm,
                                    cp::tanh, cp::depthwise_conv2d<2, three>, cp::relu,
                                    cp::conv2d<2, 3, cp::kernel<2>, cp::no_bias>, cp::flatten, cp::linear<18, 2>>;
    const auto before = some_network<full, 5>([](std::size_t k) { return k / 4 % 4 % 2 == 0; });
    const auto after = cp::prune(before, cp::keep_units<0, 2>{});
    static_assert(std::is_same_v<decltype(after), const fewer>);
    return difference(before, after) < 1e-13 && after.statistics() == std::array{0.375, 0.625, 0.875, 1.125};
}

/// Behind `flatten` a channel is several columns of PyTorch's matrix; behind a global pool it is one.
constexpr bool read_by_linear() {
    using flat = cp::basic_network<double, cp::signal<9, 2>, cp::conv1d<2, 3, cp::kernel<2>>, cp::max_pool1d<2>,
                                   cp::flatten, cp::linear<12, 2>>;
    using pooled = cp::basic_network<double, cp::image<4, 4, 1>, cp::conv2d<1, 4, cp::kernel<3>>, cp::sigmoid,
                                     cp::dropout<std::ratio<1, 2>>, cp::global_average_pool, cp::linear<4, 3>>;
    const auto before = some_network<flat, 3>([](std::size_t k) { return k / 4 % 3 == 1; });
    const auto pools = some_network<pooled, 4>([](std::size_t k) { return k % 4 != 2; });
    return difference(before, cp::prune(before, cp::keep_units<0, 2>{})) < 1e-13 &&
           difference(pools, cp::prune(pools, cp::keep_units<0, 1>{})) < 1e-13;
}

/// A channel without weights is a constant: each tap of the convolution that reads it adds it to the biases.
constexpr bool constant_channels() {
    using full =
        cp::basic_network<double, cp::image<6, 6, 1>, cp::conv2d<1, 3, cp::kernel<2>>, cp::softplus,
                          cp::average_pool2d<2, cp::stride<1>>, cp::conv2d<3, 2, cp::kernel<3>>, cp::global_max_pool>;
    const auto before = some_network<full, 0>([](std::size_t k) { return k / 4 == 1; });
    const auto after = cp::prune(before, cp::keep_units<0, 2>{});
    return difference(before, after) < 1e-13 && after.layer<3>().parameter(37) != before.layer<3>().parameter(55);
}

}  // namespace

static_assert(exact() && strongest() && all_kept());
static_assert(channels() && read_by_linear() && constant_channels());

TEST_CASE("pruning of units") {
    CHECK(exact());
    CHECK(strongest());
    CHECK(all_kept());
    CHECK(extremes());
    CHECK(channels());
    CHECK(read_by_linear());
    CHECK(constant_channels());
}
