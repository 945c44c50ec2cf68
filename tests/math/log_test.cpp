#include <constprop/math/log.hpp>

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
using constprop::math::log;

// Special values, float.
static_assert(same(log(0.0F), -infinity_f) && same(log(-0.0F), -infinity_f));
static_assert(same(log(1.0F), 0.0F));
static_assert(same(log(infinity_f), infinity_f));
static_assert(same(log(-1.0F), nan_f) && same(log(-infinity_f), nan_f) && same(log(nan_f), nan_f));
static_assert(same(log(-std::numeric_limits<float>::denorm_min()), nan_f));
static_assert(within(1, log(std::numeric_limits<float>::denorm_min()), -103.27893F));
static_assert(within(1, log(std::numeric_limits<float>::max()), 88.72284F));

// Special values, double.
static_assert(same(log(0.0), -infinity) && same(log(-0.0), -infinity));
static_assert(same(log(1.0), 0.0));
static_assert(same(log(infinity), infinity));
static_assert(same(log(-1.0), nan) && same(log(-infinity), nan) && same(log(nan), nan));
static_assert(same(log(-std::numeric_limits<double>::denorm_min()), nan));
static_assert(within(1, log(std::numeric_limits<double>::denorm_min()), -744.4400719213812));
static_assert(within(1, log(std::numeric_limits<double>::max()), 709.782712893384));

// By reference_values.py.
constexpr reference<float> log_floats[] = {
    {1e-40F, -92.10341F}, {1e-30F, -69.07755F},  {0.01F, -4.6051702F},     {0.5F, -0.6931472F},
    {0.7F, -0.35667497F}, {0.72F, -0.32850403F}, {0.999F, -0.0010004875F}, {1.001F, 0.000999547F},
    {1.5F, 0.4054651F},   {2.0F, 0.6931472F},    {10.0F, 2.3025851F},      {1e+20F, 46.0517F},
};
constexpr reference<double> log_doubles[] = {
    {1e-310, -713.8013788281542}, {0.5, -0.6931471805599453}, {0.999, -0.0010005003335835344},
    {1.5, 0.4054651081081644},    {10.0, 2.302585092994046},  {1e+300, 690.7755278982137},
};
static_assert(agrees(1, log_floats, [](float x) { return log(x); }));
static_assert(agrees(1, log_doubles, [](double x) { return log(x); }));

}  // namespace

TEST_CASE("log in float is within its bound at samples of all floats") {
    const auto worst =
        accuracy::sampled_floats([](float x) { return math::log(x); }, [](double x) { return std::log(x); });
    CAPTURE(worst.at, worst.error);
    CHECK(worst.error <= 0.95);
}

TEST_CASE("log in double is within its bound at samples") {
    const auto worst = accuracy::sampled_doubles(
        0.0, 2.0, [](double x) { return math::log(x); }, [](long double x) { return std::log(x); });
    CAPTURE(worst.at, worst.error);
    CHECK(worst.error <= accuracy::bound(0.95));
}

TEST_CASE("log gives the same bits at run time as in constant evaluation") {
    CHECK(accuracy::same_at_run_time<float>([](float x) { return math::log(x); }));
    CHECK(accuracy::same_at_run_time<double>([](double x) { return math::log(x); }));
}
