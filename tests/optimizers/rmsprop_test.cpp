#include <constprop/optimizers/rmsprop.hpp>

#include <array>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

using line = cp::basic_network<double, cp::linear<1, 1>>;

/// v = (1 − α) g² = 0.75·4 = 3 at first: a step of η g / √3.
constexpr bool first_step() {
    line net{};
    auto optimizer = cp::make_optimizer(net, cp::rmsprop{.learning_rate = 0.5, .alpha = 0.25, .epsilon = 0});
    optimizer.step(net, line::from_parameters({2, -2}));
    return agree::all_within(net.parameters(), {-0.57735026918962576, 0.57735026918962576}, 1e-15);
}

}  // namespace

static_assert(first_step());

TEST_CASE("rmsprop") { CHECK(first_step()); }
