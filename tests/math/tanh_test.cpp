#include <constprop/math/tanh.hpp>

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
using constprop::math::tanh;

// Special values, float.
static_assert(same(tanh(0.0F), 0.0F) && same(tanh(-0.0F), -0.0F));
static_assert(same(tanh(infinity_f), 1.0F) && same(tanh(-infinity_f), -1.0F));
static_assert(same(tanh(nan_f), nan_f));
static_assert(same(tanh(10.0F), 1.0F) && same(tanh(-std::numeric_limits<float>::max()), -1.0F));
static_assert(same(tanh(1e-30F), 1e-30F) && same(tanh(-1e-40F), -1e-40F));
static_assert(same(tanh(-0.7F), -tanh(0.7F)) && same(tanh(-0.3F), -tanh(0.3F)));

// Special values, double.
static_assert(same(tanh(0.0), 0.0) && same(tanh(-0.0), -0.0));
static_assert(same(tanh(infinity), 1.0) && same(tanh(-infinity), -1.0));
static_assert(same(tanh(nan), nan));
static_assert(same(tanh(20.0), 1.0) && same(tanh(-std::numeric_limits<double>::max()), -1.0));
static_assert(same(tanh(1e-30), 1e-30) && same(tanh(-1e-310), -1e-310));
static_assert(same(tanh(-0.7), -tanh(0.7)) && same(tanh(-0.3), -tanh(0.3)));

// By reference_values.py.
constexpr reference<float> tanh_floats[] = {
    {1e-05F, 1e-05F},     {-0.1F, -0.099667996F}, {0.3F, 0.29131263F}, {0.99F, 0.7573623F},  {1.01F, 0.76576203F},
    {-0.7F, -0.6043678F}, {1.0F, 0.7615942F},     {2.0F, 0.9640276F},  {-3.5F, -0.9981779F}, {7.7F, 0.9999996F},
};
constexpr reference<double> tanh_doubles[] = {
    {1e-09, 1e-09},
    {-0.3, -0.2913126124515909},
    {0.62, 0.5511280285381469},
    {0.63, 0.5580522155596244},
    {1.0, 0.7615941559557649},
    {2.0, 0.9640275800758169},
    {-8.0, -0.9999997749296758},
    {17.5, 0.9999999999999988},
};
static_assert(agrees(2, tanh_floats, [](float x) { return tanh(x); }));
static_assert(agrees(2, tanh_doubles, [](double x) { return tanh(x); }));

}  // namespace

TEST_CASE("tanh in float is within its bound at samples of all floats") {
    const auto worst =
        accuracy::sampled_floats([](float x) { return math::tanh(x); }, [](double x) { return std::tanh(x); });
    CAPTURE(worst.at, worst.error);
    CHECK(worst.error <= 1.37);
}

TEST_CASE("tanh in double is within its bound at samples") {
    const auto worst = accuracy::sampled_doubles(
        -3.0, 3.0, [](double x) { return math::tanh(x); }, [](long double x) { return std::tanh(x); });
    CAPTURE(worst.at, worst.error);
    CHECK(worst.error <= accuracy::bound(1.4));
}

TEST_CASE("tanh gives the same bits at run time as in constant evaluation") {
    CHECK(accuracy::same_at_run_time<float>([](float x) { return math::tanh(x); }));
    CHECK(accuracy::same_at_run_time<double>([](double x) { return math::tanh(x); }));
}
