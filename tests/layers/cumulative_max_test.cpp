#include <constprop/constprop.hpp>

#include <cstddef>

#include "../catch.hpp"

// PyTorch's values are in tests/reference/pools_over_time_test.cpp.
namespace {

namespace cp = constprop;
using model = cp::network<cp::vector<2>, cp::cumulative_max>;
using steps = cp::sequence<model::input_type, 4>;
using deep = cp::basic_network<double, cp::linear<2, 3>, cp::cumulative_max, cp::linear<3, 1>>;

}  // namespace

static_assert(model{}(steps{{{{-4, 1}, {-5, 0}, {-1, 3}, {-3, 2}}}}) == steps{{{{-4, 1}, {-4, 1}, {-1, 3}, {-1, 3}}}});
static_assert(cp::footprint<model>::state_bytes == 3 * sizeof(float));
static_assert(cp::gradient_error<deep, 2, 5>(cp::mse{}, 1) < 1e-8);

TEST_CASE("a maximum of all steps goes on from a state, to which no gradient goes back") {
    using scaled = cp::network<cp::linear<1, 1>, cp::cumulative_max>;
    auto net = scaled::from_parameters({1, 0});
    scaled::state_type state{};
    CHECK(net({3}, state)[0] == 3);
    auto optimizer = cp::make_optimizer(net, cp::sgd{.learning_rate = 1});
    const cp::sequence<scaled::input_type, 2> next{{{{2}, {5}}}};
    CHECK(cp::train_step(net, optimizer, cp::mse{}, next, cp::sequence<scaled::output_type, 2>{}, state) ==
          (9 + 25) / 2.0F);
    CHECK(net == scaled::from_parameters({1 - 25, -5}));  // 2 · 5 · 5 / 2 and 2 · 5 / 2, of the last step alone
}
