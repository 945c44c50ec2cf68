#include <constprop/constprop.hpp>

#include <cstddef>

#include "../catch.hpp"

// PyTorch's values are in tests/reference/pools_over_time_test.cpp.
namespace {

namespace cp = constprop;
using model = cp::network<cp::vector<1>, cp::cumulative_mean>;
using steps = cp::sequence<model::input_type, 4>;
using deep = cp::basic_network<double, cp::linear<2, 3>, cp::cumulative_mean, cp::linear<3, 1>>;

}  // namespace

static_assert(model{}(steps{{{{1}, {3}, {5}, {-1}}}}) == steps{{{{1}, {2}, {3}, {2}}}});
static_assert(cp::footprint<model>::state_bytes == 2 * sizeof(std::size_t));  // one float, aligned, and the steps
static_assert(cp::gradient_error<deep, 2, 5>(cp::mse{}, 1) < 1e-8);

TEST_CASE("a mean of all steps goes on from a state, in training, too") {
    using scaled = cp::network<cp::linear<1, 1>, cp::cumulative_mean>;
    auto net = scaled::from_parameters({1, 0});
    scaled::state_type state{};
    CHECK(net(cp::sequence<scaled::input_type, 2>{{{{3}, {6}}}}, state)[1][0] == 4.5F);
    auto optimizer = cp::make_optimizer(net, cp::sgd{.learning_rate = 1});
    CHECK(cp::train_step(net, optimizer, cp::mse{}, cp::sequence<scaled::input_type, 1>{{{{9}}}},
                         cp::sequence<scaled::output_type, 1>{}, state) == 36);
    CHECK(net.parameters()[0] == Approx(1 - 36));  // 2 · 6 · 9 / 3
    CHECK(net.parameters()[1] == Approx(-4));
}

TEST_CASE("pools over time stream what a whole sequence gives, bit for bit, and their states are saved") {
    using pools = cp::network<cp::linear<2, 3>, cp::causal_max_pool1d<3>,
                              cp::add<cp::causal_average_pool1d<4>, cp::cumulative_mean>, cp::cumulative_max>;
    static const pools net = cp::initialized<pools>(cp::torch_default{.seed = 1});
    cp::random draw(2);
    cp::sequence<pools::input_type, 9> x{};
    for (auto& row : x.steps)
        for (float& value : row) value = draw.uniform(1.0F);
    const auto whole = net(x);
    pools::state_type state{};
    for (std::size_t t = 0; t < 9; ++t) {
        CHECK(net(x[t], state) == whole[t]);
        const auto bytes = cp::snapshot(state);
        pools::state_type again{};
        CHECK(cp::restore(bytes, again) == cp::restore_result::restored);
        CHECK(again == state);
        state = again;
    }
}
