#include <constprop/constprop.hpp>

#include <cstddef>

#include "../catch.hpp"

namespace {

namespace cp = constprop;
using model = cp::network<cp::vector<1>, cp::delay<2>>;
using echo = cp::basic_network<double, cp::linear<2, 2>, cp::add<cp::identity, cp::delay<3>>, cp::linear<2, 1>>;

}  // namespace

static_assert(model{}(cp::sequence<model::input_type, 5>{{{{1}, {2}, {3}, {4}, {5}}}}) ==
              cp::sequence<model::output_type, 5>{{{{0}, {0}, {1}, {2}, {3}}}});
static_assert(cp::gradient_error<echo, 2, 5>(cp::mse{}, 1) < 1e-8);
static_assert(cp::network<cp::image<2, 2>, cp::delay<1>>::output_extent == cp::image<2, 2>::input_extent);

TEST_CASE("a delay goes on beyond its ring") {
    const model net{};
    model::state_type state{};
    for (int t = 0; t < 100; ++t)
        CHECK(net({static_cast<float>(t)}, state)[0] == static_cast<float>(t < 2 ? 0 : t - 2));
}
