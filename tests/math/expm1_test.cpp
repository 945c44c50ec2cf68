#include <constprop/math/expm1.hpp>

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
using constprop::math::expm1;

// Special values, float.
static_assert(same(expm1(0.0F), 0.0F) && same(expm1(-0.0F), -0.0F));
static_assert(same(expm1(infinity_f), infinity_f) && same(expm1(-infinity_f), -1.0F));
static_assert(same(expm1(nan_f), nan_f));
static_assert(same(expm1(-100.0F), -1.0F));
static_assert(same(expm1(1e-30F), 1e-30F) && same(expm1(-1e-40F), -1e-40F));
static_assert(expm1(88.72283F) < infinity_f && same(expm1(88.72284F), infinity_f));

// Special values, double.
static_assert(same(expm1(0.0), 0.0) && same(expm1(-0.0), -0.0));
static_assert(same(expm1(infinity), infinity) && same(expm1(-infinity), -1.0));
static_assert(same(expm1(nan), nan));
static_assert(same(expm1(-100.0), -1.0));
static_assert(same(expm1(1e-30), 1e-30) && same(expm1(-1e-310), -1e-310));
static_assert(expm1(709.782712893384) < infinity && same(expm1(709.7827128933841), infinity));

// By reference_values.py.
constexpr reference<float> expm1_floats[] = {
    {-15.0F, -0.9999997F},    {-2.5F, -0.917915F},        {-0.4F, -0.32967997F},  {-0.01F, -0.009950166F},
    {1e-06F, 1.0000005e-06F}, {0.2F, 0.22140276F},        {0.36F, 0.43332943F},   {1.0F, 1.7182819F},
    {5.5F, 243.69193F},       {30.0F, 10686474000000.0F}, {88.5F, 2.723088e+38F},
};
constexpr reference<double> expm1_doubles[] = {
    {-36.0, -0.9999999999999998}, {-0.4, -0.32967995396436073}, {1e-12, 1.0000000000005e-12},
    {0.36, 0.43332941456034024},  {1.0, 1.7182818284590453},    {300.7, 3.911566412479153e+130},
};
static_assert(agrees(2, expm1_floats, [](float x) { return expm1(x); }));
static_assert(agrees(2, expm1_doubles, [](double x) { return expm1(x); }));

}  // namespace

TEST_CASE("expm1 in float is within its bound at samples of all floats") {
    const auto worst =
        accuracy::sampled_floats([](float x) { return math::expm1(x); }, [](double x) { return std::expm1(x); });
    CAPTURE(worst.at, worst.error);
    CHECK(worst.error <= 1.31);
}

TEST_CASE("expm1 in double is within its bound at samples") {
    const auto worst = accuracy::sampled_doubles(
        -2.0, 2.0, [](double x) { return math::expm1(x); }, [](long double x) { return std::expm1(x); });
    CAPTURE(worst.at, worst.error);
    CHECK(worst.error <= accuracy::bound(1.8));
}

TEST_CASE("expm1 gives the same bits at run time as in constant evaluation") {
    CHECK(accuracy::same_at_run_time<float>([](float x) { return math::expm1(x); }));
    CHECK(accuracy::same_at_run_time<double>([](double x) { return math::expm1(x); }));
}
