#include <constprop/kernels/software_sqrt.hpp>

#include <cmath>

#include "catch.hpp"
#include "math/accuracy.hpp"

using accuracy::infinity;
using accuracy::same;

TEST_CASE("software_sqrt is the correctly rounded square root") {
    using constprop::kernels::software_sqrt;
    const auto floats =
        accuracy::sampled_floats([](float x) { return software_sqrt(x); }, [](double x) { return std::sqrt(x); });
    CAPTURE(floats.at, floats.error);
    CHECK(floats.error <= 0.5);
    const auto doubles = accuracy::sampled_doubles(
        0.0, 4.0, [](double x) { return same(software_sqrt(x), std::sqrt(x)) || !(x >= 0.0) ? 0.0 : 1.0; },
        [](long double) { return 0.0L; });
    CAPTURE(doubles.at);
    CHECK(doubles.error <= 0.0);
}

TEST_CASE("software_sqrt is right beside the powers of two, where rounding changes its unit") {
    using constprop::kernels::software_sqrt;
    for (double start : {0x1p-1074, 0x1p-1022, 0.25, 0.5, 1.0, 2.0, 4.0, 0x1p1023}) {
        double below = start, above = start;
        for (int i = 0; i < 500; ++i) {
            REQUIRE(same(software_sqrt(below), std::sqrt(below)));
            REQUIRE(same(software_sqrt(above), std::sqrt(above)));
            below = std::nextafter(below, 0.0);
            above = std::nextafter(above, infinity);
        }
    }
}
