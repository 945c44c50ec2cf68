#include <constprop/constprop.hpp>

#include <cstddef>

#include "../catch.hpp"

// PyTorch's values are in tests/reference/pools_over_time_test.cpp.
namespace {

namespace cp = constprop;
template <class... Layers> using in_double = cp::basic_network<double, Layers...>;
template <class Pool> using pooled = cp::network<cp::vector<1>, Pool>;
using model = pooled<cp::causal_average_pool1d<2>>;
using steps = cp::sequence<model::input_type, 4>;

}  // namespace

static_assert(model{}(steps{{{{1}, {3}, {5}, {-5}}}}) == steps{{{{1}, {2}, {4}, {0}}}});
static_assert(pooled<cp::causal_average_pool1d<4, cp::count_padding>>{}(steps{{{{4}, {8}, {12}, {16}}}}) ==
              steps{{{{1}, {3}, {6}, {10}}}});
static_assert(cp::footprint<model>::state_bytes == sizeof(std::size_t) * 3);  // one float, aligned
static_assert(cp::gradient_error<in_double<cp::linear<2, 3>, cp::causal_average_pool1d<3>, cp::linear<3, 1>>, 2, 5>(
                  cp::mse{}, 1) < 1e-8);
static_assert(cp::gradient_error<in_double<cp::linear<2, 2>, cp::causal_average_pool1d<3, cp::count_padding>>, 1, 4>(
                  cp::mse{}, 1) < 1e-8);

TEST_CASE("an average over a window goes on from a state, in training, too") {
    using scaled = cp::network<cp::linear<1, 1>, cp::causal_average_pool1d<3>>;
    auto net = scaled::from_parameters({1, 0});
    scaled::state_type state{};
    CHECK(net(cp::sequence<scaled::input_type, 2>{{{{3}, {6}}}}, state)[1][0] == 4.5F);
    auto optimizer = cp::make_optimizer(net, cp::sgd{.learning_rate = 1});
    // The mean of 3, 6 and 9 is 6: its square grows by 2 · 6 · 9 / 3 with the weight, by 2 · 6 / 3 with the bias.
    CHECK(cp::train_step(net, optimizer, cp::mse{}, cp::sequence<scaled::input_type, 1>{{{{9}}}},
                         cp::sequence<scaled::output_type, 1>{}, state) == 36);
    CHECK(net.parameters()[0] == Approx(1 - 36));
    CHECK(net.parameters()[1] == Approx(-4));
}
