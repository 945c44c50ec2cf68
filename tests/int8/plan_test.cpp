#include <constprop/int8/plan.hpp>

#include <array>

#include "catch.hpp"

namespace {

using constprop::int8::facts;
using constprop::int8::plan_of;

/// 64 values, a function of them in place, 32 values, a layer that does nothing, and 10 values, which are the output.
constexpr auto plan_with(std::size_t scratch) {
    return plan_of<5>({facts{false, false, 64, scratch}, facts{false, true, 64, 0}, facts{false, false, 32, 0},
                       facts{true, true, 32, 0}, facts{false, false, 10, 0}});
}

}  // namespace

static_assert(plan_with(0).bytes == 64 + 32 && plan_with(0).peak == 2);
static_assert(plan_with(32).bytes == 64 + 32 && plan_with(32).peak == 0);  // the first of two
static_assert(plan_with(100).bytes == 64 + 112 && plan_with(100).peak == 0);

TEST_CASE("a layer writes where it does not read, and the last one to the output") {
    const auto plan = plan_with(0);
    CHECK(plan.in_output == std::array{false, false, false, false, true});
    CHECK(plan.offset[0] == plan.offset[1]);
    CHECK((plan.offset[2] >= plan.offset[1] + 64 || plan.offset[1] >= plan.offset[2] + 32));
}
