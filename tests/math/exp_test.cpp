#include <constprop/math/exp.hpp>

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
using accuracy::within;
using constprop::math::exp;

// Special values, float.
static_assert(same(exp(0.0F), 1.0F) && same(exp(-0.0F), 1.0F));
static_assert(same(exp(infinity_f), infinity_f) && same(exp(-infinity_f), 0.0F));
static_assert(same(exp(nan_f), nan_f));
static_assert(within(1, exp(88.72283F), 3.4027985e38F));
static_assert(same(exp(88.72284F), infinity_f));
static_assert(same(exp(-104.0F), 0.0F));
static_assert(same(exp(-103.9F), std::numeric_limits<float>::denorm_min()));
static_assert(same(exp(-std::numeric_limits<float>::max()), 0.0F) &&
              same(exp(std::numeric_limits<float>::max()), infinity_f));

// Special values, double.
static_assert(same(exp(0.0), 1.0) && same(exp(-0.0), 1.0));
static_assert(same(exp(infinity), infinity) && same(exp(-infinity), 0.0));
static_assert(same(exp(nan), nan));
static_assert(exp(709.782712893384) < infinity);
static_assert(same(exp(709.7827128933841), infinity));
static_assert(same(exp(-745.2), 0.0));
static_assert(same(exp(-745.1), std::numeric_limits<double>::denorm_min()));
static_assert(same(exp(-std::numeric_limits<double>::max()), 0.0) &&
              same(exp(std::numeric_limits<double>::max()), infinity));

// By reference_values.py.
constexpr reference<float> exp_floats[] = {
    {-100.0F, 3.8e-44F},  {-87.5F, 9.982351e-39F}, {-20.3F, 1.5269414e-09F}, {-2.7F, 0.06720551F},
    {-0.34F, 0.7117703F}, {0.1F, 1.105171F},       {0.35F, 1.4190675F},      {1.0F, 2.7182817F},
    {3.3F, 27.112638F},   {10.0F, 22026.465F},     {50.5F, 8.5481344e+21F},  {88.5F, 2.723088e+38F},
};
constexpr reference<double> exp_doubles[] = {
    {-740.0, 4.2e-322},       {-700.25, 7.678723813110872e-305}, {0.35, 1.4190675485932571},
    {1.0, 2.718281828459045}, {300.7, 3.911566412479153e+130},   {709.5, 1.3549863193146328e+308},
};
static_assert(agrees(1, exp_floats, [](float x) { return exp(x); }));
static_assert(agrees(1, exp_doubles, [](double x) { return exp(x); }));

}  // namespace

TEST_CASE("exp in float is within its bound at samples of all floats") {
    const auto worst =
        accuracy::sampled_floats([](float x) { return math::exp(x); }, [](double x) { return std::exp(x); });
    CAPTURE(worst.at, worst.error);
    CHECK(worst.error <= 1.04);
}

TEST_CASE("exp in double is within its bound at samples") {
    const auto worst = accuracy::sampled_doubles(
        -746.0, 710.0, [](double x) { return math::exp(x); }, [](long double x) { return std::exp(x); });
    CAPTURE(worst.at, worst.error);
    CHECK(worst.error <= accuracy::bound(1.1));
}

TEST_CASE("exp gives the same bits at run time as in constant evaluation") {
    CHECK(accuracy::same_at_run_time<float>([](float x) { return math::exp(x); }));
    CHECK(accuracy::same_at_run_time<double>([](double x) { return math::exp(x); }));
}
