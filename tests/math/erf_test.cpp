#include <constprop/math/erf.hpp>

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
using constprop::math::erf;
using constprop::math::erfc;

// Special values, float.
static_assert(same(erf(0.0F), 0.0F) && same(erf(-0.0F), -0.0F));
static_assert(same(erf(infinity_f), 1.0F) && same(erf(-infinity_f), -1.0F));
static_assert(same(erf(nan_f), nan_f));
static_assert(same(erf(4.0F), 1.0F) && same(erf(-std::numeric_limits<float>::max()), -1.0F));
static_assert(same(erf(-0.7F), -erf(0.7F)) && same(erf(-1.7F), -erf(1.7F)));

// Special values, double.
static_assert(same(erf(0.0), 0.0) && same(erf(-0.0), -0.0));
static_assert(same(erf(infinity), 1.0) && same(erf(-infinity), -1.0));
static_assert(same(erf(nan), nan));
static_assert(same(erf(6.0), 1.0) && same(erf(-std::numeric_limits<double>::max()), -1.0));
static_assert(same(erf(-0.7), -erf(0.7)) && same(erf(-1.7), -erf(1.7)));

// By reference_values.py.
constexpr reference<float> erf_floats[] = {
    {1e-20F, 1.1283791e-20F}, {-0.01F, -0.011283415F}, {0.3F, 0.32862678F}, {0.7F, 0.6778012F}, {0.99F, 0.83850807F},
    {1.01F, 0.8468105F},      {-1.5F, -0.96610516F},   {2.0F, 0.9953223F},  {3.5F, 0.9999993F},
};
constexpr reference<double> erf_doubles[] = {
    {1e-20, 1.1283791670955125e-20}, {-0.01, -0.011283415555849618}, {0.5, 0.5204998778130465},
    {0.99, 0.8385080695553698},      {1.01, 0.8468104962282768},     {2.0, 0.9953222650189527},
    {3.5, 0.9999992569016276},       {5.5, 0.9999999999999927},
};
static_assert(agrees(2, erf_floats, [](float x) { return erf(x); }));
static_assert(agrees(2, erf_doubles, [](double x) { return erf(x); }));

// Special values, float.
static_assert(same(erfc(0.0F), 1.0F) && same(erfc(-0.0F), 1.0F));
static_assert(same(erfc(infinity_f), 0.0F) && same(erfc(-infinity_f), 1.0F + 1.0F));
static_assert(same(erfc(nan_f), nan_f));
static_assert(same(erfc(10.06F), 0.0F) && same(erfc(std::numeric_limits<float>::max()), 0.0F));
static_assert(same(erfc(10.05F), std::numeric_limits<float>::denorm_min()));
static_assert(same(erfc(-4.0F), 2.0F));

// Special values, double.
static_assert(same(erfc(0.0), 1.0) && same(erfc(-0.0), 1.0));
static_assert(same(erfc(infinity), 0.0) && same(erfc(-infinity), 1.0 + 1.0));
static_assert(same(erfc(nan), nan));
static_assert(same(erfc(27.3), 0.0) && same(erfc(std::numeric_limits<double>::max()), 0.0));
static_assert(same(erfc(27.22), std::numeric_limits<double>::denorm_min()));
static_assert(same(erfc(-6.0), 2.0));

// By reference_values.py.
constexpr reference<float> erfc_floats[] = {
    {-3.0F, 1.999978F}, {-0.3F, 1.3286268F},    {0.01F, 0.9887166F},    {0.49F, 0.48833174F},   {0.51F, 0.47075638F},
    {1.0F, 0.1572992F}, {2.5F, 0.00040695202F}, {5.0F, 1.5374598e-12F}, {8.5F, 2.7623241e-33F}, {9.8F, 1.12e-43F},
};
constexpr reference<double> erfc_doubles[] = {
    {-3.0, 1.9999779095030015},   {-0.3, 1.3286267594591274},   {0.01, 0.9887165844441503},
    {0.49, 0.4883317388114769},   {0.51, 0.4707563801588296},   {1.0, 0.15729920705028513},
    {2.5, 0.0004069520174449589}, {5.0, 1.537459794428035e-12}, {20.1, 9.735977140428878e-178},
    {26.8, 2.484962157e-314},
};
static_assert(agrees(4, erfc_floats, [](float x) { return erfc(x); }));
static_assert(agrees(4, erfc_doubles, [](double x) { return erfc(x); }));

}  // namespace

TEST_CASE("erf in float is within its bound at samples of all floats") {
    const auto worst =
        accuracy::sampled_floats([](float x) { return math::erf(x); }, [](double x) { return std::erf(x); });
    CAPTURE(worst.at, worst.error);
    CHECK(worst.error <= 1.27);
}

TEST_CASE("erf in double is within its bound at samples") {
    const auto worst = accuracy::sampled_doubles(
        -3.0, 3.0, [](double x) { return math::erf(x); }, [](long double x) { return std::erf(x); });
    CAPTURE(worst.at, worst.error);
    CHECK(worst.error <= accuracy::bound(1.4));
}

TEST_CASE("erf gives the same bits at run time as in constant evaluation") {
    CHECK(accuracy::same_at_run_time<float>([](float x) { return math::erf(x); }));
    CHECK(accuracy::same_at_run_time<double>([](double x) { return math::erf(x); }));
}

TEST_CASE("erfc in float is within its bound at samples of all floats") {
    const auto worst =
        accuracy::sampled_floats([](float x) { return math::erfc(x); }, [](double x) { return std::erfc(x); });
    CAPTURE(worst.at, worst.error);
    CHECK(worst.error <= 3.6);
}

TEST_CASE("erfc in double is within its bound at samples") {
    const auto worst = accuracy::sampled_doubles(
        -3.0, 27.0, [](double x) { return math::erfc(x); }, [](long double x) { return std::erfc(x); });
    CAPTURE(worst.at, worst.error);
    CHECK(worst.error <= accuracy::bound(3.5));
}

TEST_CASE("erfc gives the same bits at run time as in constant evaluation") {
    CHECK(accuracy::same_at_run_time<float>([](float x) { return math::erfc(x); }));
    CHECK(accuracy::same_at_run_time<double>([](double x) { return math::erfc(x); }));
}
