#include <constprop/constprop.hpp>
#include <constprop/deploy/part_of.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

#include "catch.hpp"

namespace cp = constprop;

namespace {

using model = cp::network<cp::image<6, 5>, cp::conv2d<1, 3, cp::kernel<3>>, cp::batch_norm, cp::relu, cp::flatten,
                          cp::linear<36, 4>, cp::tanh, cp::linear<4, 2>>;
constexpr model net = [] {
    model one = cp::initialized<model>(cp::kaiming_uniform{.seed = 3});
    one.layer<1>().statistics()[0] = 0.25F;
    return one;
}();
constexpr model::input_type x = [] {
    model::input_type values{};
    for (std::size_t k = 0; k < values.size(); ++k) values[k] = static_cast<float>(k * 7 % 30) / 15 - 1;
    return values;
}();

constexpr auto all = cp::detail::part_of<0, model::layer_count>(net);
static_assert(std::is_same_v<decltype(all), const model> && all == net);

constexpr auto convolution = cp::detail::part_of<0, 3>(net);
static_assert(std::is_same_v<std::remove_const_t<decltype(convolution)>,
                             cp::network<cp::image<6, 5>, cp::conv2d<1, 3, cp::kernel<3>>, cp::batch_norm, cp::relu>>);

// Behind flatten, a vector remembers its axes: columns of weights stay in PyTorch's order.
constexpr auto behind_flatten = cp::detail::part_of<4, 6>(net);
using flat = cp::network<cp::flattened<cp::image<4, 3, 3>>, cp::linear<36, 4>, cp::tanh>;
static_assert(std::is_same_v<std::remove_const_t<decltype(behind_flatten)>, flat>);
static_assert(behind_flatten.parameters()[5] == net.layer<4>().parameter(5));
static_assert(behind_flatten.layer<0>().weight(1, 7) == net.layer<4>().weight(1, 7));

constexpr auto last = cp::detail::part_of<5, 7>(net);
static_assert(
    std::is_same_v<std::remove_const_t<decltype(last)>, cp::network<cp::vector<4>, cp::tanh, cp::linear<4, 2>>>);

constexpr bool parts_are_the_network() {
    const auto flattened = cp::detail::part_of<3, 4>(net);
    return cp::detail::part_of<6, 7>(net)(behind_flatten(flattened(convolution(x)))) == net(x);
}
static_assert(parts_are_the_network());

// A signal, and a vector of one position, which has no axes.
using sound = cp::network<cp::signal<4, 2>, cp::flatten, cp::linear<8, 2>, cp::relu>;
static_assert(std::is_same_v<decltype(cp::detail::part_of<1, 2>(sound{})),
                             cp::network<cp::flattened<cp::signal<4, 2>>, cp::linear<8, 2>>>);
static_assert(std::is_same_v<decltype(cp::detail::part_of<2, 3>(sound{})), cp::network<cp::vector<2>, cp::relu>>);

}  // namespace

TEST_CASE("layers of a network are a network") {
    CHECK(parts_are_the_network());
    CHECK(convolution.statistics() == net.statistics());
}

TEST_CASE("what is stored in 16 bits stays so") {
    const cp::stored_as<cp::half, model> small(net);
    CHECK(std::is_same_v<decltype(cp::detail::part_of<4, 6>(small)), cp::stored_as<cp::half, flat>>);
    CHECK(cp::detail::part_of<4, 6>(small).parameters()[3] == small.layer<4>().parameter(3));
    const cp::stored_as<cp::scaled_int8, model> bytes(net);
    CHECK(std::is_same_v<decltype(cp::detail::part_of<4, 6>(bytes)), cp::stored_as<cp::scaled_int8, flat>>);
    CHECK(cp::detail::part_of<4, 6>(bytes).parameters()[3] == bytes.layer<4>().parameter(3));
}
