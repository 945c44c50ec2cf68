#include <constprop/math/log1p.hpp>

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
using constprop::math::log1p;

// Special values, float.
static_assert(same(log1p(0.0F), 0.0F) && same(log1p(-0.0F), -0.0F));
static_assert(same(log1p(-1.0F), -infinity_f));
static_assert(same(log1p(infinity_f), infinity_f));
static_assert(same(log1p(-1.0F - 1.0F), nan_f) && same(log1p(-infinity_f), nan_f) && same(log1p(nan_f), nan_f));
static_assert(same(log1p(1e-30F), 1e-30F) && same(log1p(-1e-40F), -1e-40F));
static_assert(within(1, log1p(std::numeric_limits<float>::max()), 88.72284F));

// Special values, double.
static_assert(same(log1p(0.0), 0.0) && same(log1p(-0.0), -0.0));
static_assert(same(log1p(-1.0), -infinity));
static_assert(same(log1p(infinity), infinity));
static_assert(same(log1p(-1.0 - 1.0), nan) && same(log1p(-infinity), nan) && same(log1p(nan), nan));
static_assert(same(log1p(1e-30), 1e-30) && same(log1p(-1e-310), -1e-310));
static_assert(within(1, log1p(std::numeric_limits<double>::max()), 709.782712893384));

// By reference_values.py.
constexpr reference<float> log1p_floats[] = {
    {-0.999F, -6.9077682F}, {-0.7F, -1.2039728F},   {-0.3F, -0.35667497F}, {-1e-06F, -1.0000005e-06F},
    {1e-10F, 1e-10F},       {0.01F, 0.0099503305F}, {0.41F, 0.3435897F},   {0.45F, 0.37156355F},
    {1.0F, 0.6931472F},     {10.0F, 2.3978953F},    {1e+20F, 46.0517F},
};
constexpr reference<double> log1p_doubles[] = {
    {-0.999, -6.907755278982136}, {-1e-12, -1.0000000000005e-12}, {0.45, 0.37156355643248307},
    {1.0, 0.6931471805599453},    {10.0, 2.3978952727983707},     {1e+300, 690.7755278982137},
};
static_assert(agrees(2, log1p_floats, [](float x) { return log1p(x); }));
static_assert(agrees(2, log1p_doubles, [](double x) { return log1p(x); }));

}  // namespace

TEST_CASE("log1p in float is within its bound at samples of all floats") {
    const auto worst =
        accuracy::sampled_floats([](float x) { return math::log1p(x); }, [](double x) { return std::log1p(x); });
    CAPTURE(worst.at, worst.error);
    CHECK(worst.error <= 1.54);
}

TEST_CASE("log1p in double is within its bound at samples") {
    const auto worst = accuracy::sampled_doubles(
        -1.0, 2.0, [](double x) { return math::log1p(x); }, [](long double x) { return std::log1p(x); });
    CAPTURE(worst.at, worst.error);
    CHECK(worst.error <= accuracy::bound(1.4));
}

TEST_CASE("log1p gives the same bits at run time as in constant evaluation") {
    CHECK(accuracy::same_at_run_time<float>([](float x) { return math::log1p(x); }));
    CHECK(accuracy::same_at_run_time<double>([](double x) { return math::log1p(x); }));
}
