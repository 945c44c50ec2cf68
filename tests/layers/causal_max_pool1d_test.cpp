#include <constprop/constprop.hpp>

#include <cstddef>

#include "../catch.hpp"

// PyTorch's values are in tests/reference/pools_over_time_test.cpp.
namespace {

namespace cp = constprop;
template <class Pool> using pooled = cp::network<cp::vector<1>, Pool>;
using model = pooled<cp::causal_max_pool1d<3>>;
using steps = cp::sequence<model::input_type, 6>;
using deep = cp::basic_network<double, cp::linear<2, 3>, cp::causal_max_pool1d<2>, cp::linear<3, 1>>;

}  // namespace

static_assert(model{}(steps{{{{-4}, {-5}, {-1}, {-3}, {-2}, {-6}}}}) == steps{{{{-4}, {-4}, {-1}, {-1}, {-1}, {-2}}}});
static_assert(pooled<cp::causal_max_pool1d<1>>{}(steps{{{{3}, {1}, {2}}}}) == steps{{{{3}, {1}, {2}}}});
static_assert(cp::footprint<model>::state_bytes == 2 * sizeof(float) + 2 * sizeof(std::size_t));
static_assert(cp::network<cp::image<2, 2>, cp::causal_max_pool1d<2>>::output_extent == cp::image<2, 2>::input_extent);
static_assert(cp::gradient_error<deep, 2, 5>(cp::mse{}, 1) < 1e-8);

TEST_CASE("of equal values the first is the greatest, and a pass learns nothing of what came before it") {
    const cp::sequence<model::input_type, 3> x{{{{2}, {2}, {1}}}}, zeros{};
    const auto slope = cp::differentiate_input(model{}, cp::mse{}, x, zeros).gradient;
    CHECK(slope[0][0] == Approx(2.0 / 3 * (2 + 2 + 2)));
    CHECK(slope[1][0] == 0);
    CHECK(slope[2][0] == 0);

    using scaled = cp::network<cp::linear<1, 1>, cp::causal_max_pool1d<3>>;
    auto net = scaled::from_parameters({1, 0});
    scaled::state_type state{};
    (void)net(cp::sequence<scaled::input_type, 1>{{{{9}}}}, state);
    auto optimizer = cp::make_optimizer(net, cp::sgd{.learning_rate = 1});
    (void)cp::train_step(net, optimizer, cp::mse{}, cp::sequence<scaled::input_type, 2>{{{{1}, {2}}}},
                         cp::sequence<scaled::output_type, 2>{}, state);
    CHECK(net == scaled::from_parameters({1, 0}));  // 9 was the greatest in both windows
}

TEST_CASE("the maximum of a window is NaN while the window holds a NaN") {
    const float nan = 0.0F / (model{}(steps{})[0][0]);
    const auto y = model{}(steps{{{{1}, {nan}, {2}, {3}, {4}, {5}}}});
    CHECK((y[0][0] == 1 && y[1][0] != y[1][0] && y[3][0] != y[3][0] && y[4][0] == 4));
}
