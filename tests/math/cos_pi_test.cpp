#include <constprop/math/cos_pi.hpp>

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
using constprop::math::cos_pi;

// Special values, float.
static_assert(same(cos_pi(0.0F), 1.0F) && same(cos_pi(-0.0F), 1.0F));
static_assert(same(cos_pi(1.0F), -1.0F) && same(cos_pi(-1.0F), -1.0F));
static_assert(same(cos_pi(infinity_f), nan_f) && same(cos_pi(-infinity_f), nan_f) && same(cos_pi(nan_f), nan_f));
static_assert(same(cos_pi(0.5F), 0.0F) && same(cos_pi(-1.5F), 0.0F) && same(cos_pi(1234.5F), 0.0F) &&
              same(cos_pi(4194304.5F), 0.0F));
static_assert(same(cos_pi(8388607.0F), -1.0F) && same(cos_pi(8388607.5F), 0.0F) && same(cos_pi(8388608.0F), 1.0F));
static_assert(same(cos_pi(8388609.0F), -1.0F) && same(cos_pi(16777215.0F), -1.0F) && same(cos_pi(16777216.0F), 1.0F));
static_assert(same(cos_pi(std::numeric_limits<float>::max()), 1.0F));

// Special values, double.
static_assert(same(cos_pi(0.0), 1.0) && same(cos_pi(-0.0), 1.0));
static_assert(same(cos_pi(1.0), -1.0) && same(cos_pi(-1.0), -1.0));
static_assert(same(cos_pi(infinity), nan) && same(cos_pi(-infinity), nan) && same(cos_pi(nan), nan));
static_assert(same(cos_pi(0.5), 0.0) && same(cos_pi(-1.5), 0.0) && same(cos_pi(1234.5), 0.0));
static_assert(same(cos_pi(4503599627370495.0), -1.0) && same(cos_pi(4503599627370495.5), 0.0));
static_assert(same(cos_pi(4503599627370497.0), -1.0) && same(cos_pi(9007199254740991.0), -1.0) &&
              same(cos_pi(0x1p53), 1.0));
static_assert(same(cos_pi(std::numeric_limits<double>::max()), 1.0));

// By reference_values.py.
constexpr reference<float> cos_pi_floats[] = {
    {0.1F, 0.95105654F},  {0.2F, 0.809017F},    {0.3F, 0.58778524F}, {0.45F, 0.1564345F},   {-0.499F, 0.003141547F},
    {0.7F, -0.58778524F}, {1.3F, -0.58778536F}, {9.6F, 0.30901814F}, {1000.3F, 0.5878163F},
};
constexpr reference<double> cos_pi_doubles[] = {
    {0.1, 0.9510565162951535},   {0.2, 0.8090169943749475},      {0.3, 0.5877852522924731},
    {0.45, 0.15643446504023084}, {-0.499, 0.003141587485879566}, {0.7, -0.587785252292473},
    {1.3, -0.587785252292473},   {9.6, 0.30901699437494634},     {1000.3, 0.5877852522925887},
};
static_assert(agrees(2, cos_pi_floats, [](float x) { return cos_pi(x); }));
static_assert(agrees(2, cos_pi_doubles, [](double x) { return cos_pi(x); }));

/// The same in a wider format: the argument reduced to [0, 1], then the function with the smaller slope.
template <class Wide> Wide exact(Wide t) {
    constexpr auto pi = static_cast<Wide>(3.14159265358979323846264338327950288L);
    const Wide a = std::fabs(t), period = a - 2 * std::floor(a / 2);
    const Wide r = period > 1 ? 2 - period : period;
    return r < Wide(0.25)    ? std::cos(pi * r)
           : r <= Wide(0.75) ? std::sin(pi * (Wide(0.5) - r))
                             : -std::cos(pi * (1 - r));
}

}  // namespace

TEST_CASE("cos_pi in float is within its bound at samples of all floats") {
    const auto worst =
        accuracy::sampled_floats([](float x) { return math::cos_pi(x); }, [](double x) { return exact(x); });
    CAPTURE(worst.at, worst.error);
    CHECK(worst.error <= 1.65);
}

TEST_CASE("cos_pi in double is within its bound at samples") {
    const auto worst = accuracy::sampled_doubles(
        -2.0, 2.0, [](double x) { return math::cos_pi(x); }, [](long double x) { return exact(x); });
    CAPTURE(worst.at, worst.error);
    CHECK(worst.error <= accuracy::bound(1.6));
}

TEST_CASE("cos_pi gives the same bits at run time as in constant evaluation") {
    CHECK(accuracy::same_at_run_time<float>([](float x) { return math::cos_pi(x); }));
    CHECK(accuracy::same_at_run_time<double>([](double x) { return math::cos_pi(x); }));
}
