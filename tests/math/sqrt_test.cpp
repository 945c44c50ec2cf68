#include <constprop/math/sqrt.hpp>

#include <cmath>
#include <limits>

#include "accuracy.hpp"
#include "catch.hpp"

namespace math = constprop::math;

namespace {

using accuracy::agrees;
using accuracy::infinity;
using accuracy::infinity_f;
using accuracy::nan;
using accuracy::nan_f;
using accuracy::reference;
using accuracy::same;
using constprop::math::sqrt;

// Special values, float.
static_assert(same(sqrt(0.0F), 0.0F) && same(sqrt(-0.0F), -0.0F));
static_assert(same(sqrt(1.0F), 1.0F));
static_assert(same(sqrt(infinity_f), infinity_f));
static_assert(same(sqrt(-1.0F), nan_f) && same(sqrt(-infinity_f), nan_f) && same(sqrt(nan_f), nan_f));
static_assert(same(sqrt(1522756.0F), 1234.0F) && same(sqrt(0.140625F), 0.375F));
static_assert(same(sqrt(0x1p-148F), 0x1p-74F) && same(sqrt(std::numeric_limits<float>::max()), 0x1.fffffep63F));
static_assert(same(sqrt(0x1.fffffep-1F), 0x1.fffffep-1F) && same(sqrt(0x1.000002p0F), 1.0F));
static_assert(same(sqrt(0x1.fffffep1F), 0x1.fffffep0F));

// Special values, double.
static_assert(same(sqrt(0.0), 0.0) && same(sqrt(-0.0), -0.0));
static_assert(same(sqrt(1.0), 1.0));
static_assert(same(sqrt(infinity), infinity));
static_assert(same(sqrt(-1.0), nan) && same(sqrt(-infinity), nan) && same(sqrt(nan), nan));
static_assert(same(sqrt(152415765279684.0), 12345678.0) && same(sqrt(0.140625), 0.375));
static_assert(same(sqrt(0x1p-1074), 0x1p-537) && same(sqrt(std::numeric_limits<double>::max()), 0x1.fffffffffffffp511));
static_assert(same(sqrt(0x1.fffffffffffffp-1), 0x1.fffffffffffffp-1) && same(sqrt(0x1.0000000000001p0), 1.0));
static_assert(same(sqrt(0x1.fffffffffffffp1), 0x1.fffffffffffffp0));

// By reference_values.py.
constexpr reference<float> sqrt_floats[] = {
    {1e-45F, 3.743392e-23F}, {1e-40F, 9.999973e-21F}, {0.1F, 0.31622776F}, {0.5F, 0.70710677F},
    {2.0F, 1.4142135F},      {3.0F, 1.7320508F},      {10.0F, 3.1622777F}, {1e+30F, 1000000000000000.0F},
};
constexpr reference<double> sqrt_doubles[] = {
    {5e-324, 2.2227587494850775e-162}, {1e-310, 9.999999999999986e-156},
    {0.1, 0.31622776601683794},        {0.5, 0.7071067811865476},
    {2.0, 1.4142135623730951},         {3.0, 1.7320508075688772},
    {10.0, 3.1622776601683795},        {1e+300, 1e+150},
};
static_assert(agrees(0, sqrt_floats, [](float x) { return sqrt(x); }));
static_assert(agrees(0, sqrt_doubles, [](double x) { return sqrt(x); }));

}  // namespace

TEST_CASE("sqrt in float is within its bound at samples of all floats") {
    const auto worst =
        accuracy::sampled_floats([](float x) { return math::sqrt(x); }, [](double x) { return std::sqrt(x); });
    CAPTURE(worst.at, worst.error);
    CHECK(worst.error <= 0.5);
}

TEST_CASE("sqrt in double is within its bound at samples") {
    const auto worst = accuracy::sampled_doubles(
        0.0, 4.0, [](double x) { return math::sqrt(x); }, [](long double x) { return std::sqrt(x); });
    CAPTURE(worst.at, worst.error);
    CHECK(worst.error <= accuracy::bound(0.5004));
}

TEST_CASE("sqrt gives the same bits at run time as in constant evaluation") {
    CHECK(accuracy::same_at_run_time<float>([](float x) { return math::sqrt(x); }));
    CHECK(accuracy::same_at_run_time<double>([](double x) { return math::sqrt(x); }));
}
