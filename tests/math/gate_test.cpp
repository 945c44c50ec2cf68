#include <constprop/math/gate.hpp>

#include <bit>
#include <cmath>
#include <cstdint>

#include "accuracy.hpp"
#include "catch.hpp"

namespace math = constprop::math;

namespace {

using accuracy::infinity_f;
using accuracy::nan_f;
using accuracy::same;
using constprop::math::gate;

static_assert(gate(0.0F) == 0.5F && gate(-0.0F) == 0.5F);
static_assert(same(gate(infinity_f), 1.0F) && same(gate(17.4F), 1.0F) && same(gate(nan_f), nan_f));
static_assert(gate(-infinity_f) > 0.0F && gate(-infinity_f) == gate(-17.4F) && gate(-17.4F) < 0x1p-25F);
static_assert(gate(-17.0F) > 0.0F && gate(17.0F) <= 1.0F);

// In double it is the sigmoid.
static_assert(same(gate(-3.5), math::sigmoid(-3.5)) && gate(-accuracy::infinity) == 0.0);

}  // namespace

TEST_CASE("gate is within its bound, and between 0 and 1, at samples of all floats") {
    double worst = 0;
    float at = 0, least = 1, greatest = 0;
    for (std::uint64_t i = 0; i < (std::uint64_t{1} << 32); i += 997) {
        const auto x = std::bit_cast<float>(static_cast<std::uint32_t>(i));
        if (std::isnan(x)) continue;
        const float y = math::gate(x);
        const double error = std::fabs(static_cast<double>(y) - 1 / (1 + std::exp(-static_cast<double>(x))));
        if (!(error <= worst)) worst = error, at = x;
        if (y < least) least = y;
        if (y > greatest) greatest = y;
    }
    CAPTURE(at, worst);
    CHECK_FALSE(std::isnan(worst));
    CHECK(worst <= 2.59 * 0x1p-24);
    CHECK(least > 0);
    CHECK(greatest == 1);
}

TEST_CASE("gate gives the same bits at run time as in constant evaluation") {
    CHECK(accuracy::same_at_run_time<float>([](float x) { return math::gate(x); }));
}
