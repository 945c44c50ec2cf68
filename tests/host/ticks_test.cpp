#include <constprop/host/axis.hpp>
#include <constprop/host/ticks.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "catch.hpp"

namespace host = constprop::host;

static bool near(const std::vector<double>& a, const std::vector<double>& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t k = 0; k < a.size(); ++k)
        if (std::fabs(a[k] - b[k]) > 1e-9 * std::fabs(b[k])) return false;
    return true;
}

TEST_CASE("steps are 1, 2 or 5 times a power of ten") {
    CHECK(near({host::nice_step(0.7), host::nice_step(1), host::nice_step(1.1), host::nice_step(3)}, {1, 1, 2, 5}));
    CHECK(near({host::nice_step(6), host::nice_step(0.013), host::nice_step(4e6)}, {10, 0.02, 5e6}));
}

TEST_CASE("linear ticks are round and stay inside") {
    CHECK(near(host::linear_ticks(0, 60), {0, 20, 40, 60}));
    CHECK(near(host::linear_ticks(0, 1), {0, 0.2, 0.4, 0.6, 0.8, 1}));
    CHECK(near(host::linear_ticks(-1.2, 1.1, 3), {0}));
    CHECK(near(host::linear_ticks(-1.2, 1.1, 5), {-1, 0, 1}));
    CHECK(near(host::linear_ticks(3, 3), {3}));
    CHECK(host::linear_ticks(0.3, 0.1).size() == 1);
}

TEST_CASE("logarithmic ticks are powers of ten where there are enough") {
    CHECK(near(host::log_ticks(1, 1000), {1, 10, 100, 1000}));
    CHECK(near(host::log_ticks(0.9, 11), {1, 3, 10}));
    CHECK(near(host::log_ticks(0.3, 1.4), {0.3, 1}) == false);
    CHECK(near(host::log_ticks(0.31, 1.4), {0.4, 0.5, 0.7, 1}));
    CHECK(near(host::log_ticks(1.05, 1.1), host::linear_ticks(1.05, 1.1)));
    CHECK(near(host::log_ticks(0.06, 400, 4), {0.1, 1, 10, 100}));
    const std::vector<double> many = host::log_ticks(1e-12, 1e12, 6);
    CHECK(many.size() >= 4);
    CHECK(many.size() <= 7);
    CHECK(near({many[1] / many[0]}, {many[2] / many[1]}));
}

TEST_CASE("labels are as short as they can be") {
    CHECK(host::tick_label(0) == "0");
    CHECK(host::tick_label(2500) == "2500");
    CHECK(host::tick_label(0.1 + 0.2) == "0.3");
    CHECK(host::tick_label(1e-6) == "1e-6");
    CHECK(host::tick_label(-2.5e7) == "-2.5e7");
    CHECK(host::tick_label(0.975, true) == "97.5 %");
}

TEST_CASE("an axis ends on round values") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    host::chart_axis wanted{};

    SECTION("linear") {
        host::fitted_axis axis(wanted);
        for (const double value : {0.13, nan, 0.97}) axis.include(value);
        axis.round_limits(wanted, 6);
        CHECK(near(axis.ticks(), {0, 0.2, 0.4, 0.6, 0.8, 1}));
        CHECK(std::fabs(axis(0.25) - 0.25) < 1e-12);
        CHECK(std::fabs(axis(7) - 1) < 1e-12);
    }
    SECTION("logarithmic, without what has no logarithm") {
        wanted.scale = host::axis_scale::log;
        host::fitted_axis axis(wanted);
        CHECK(!axis.shows(0));
        CHECK(!axis.shows(-1));
        for (const double value : {1.0, 100.0, 0.0}) axis.include(value);
        axis.round_limits(wanted, 6);
        CHECK(near(axis.ticks(), {1, 10, 100}));
        CHECK(std::fabs(axis(10) - 0.5) < 1e-12);
    }
    SECTION("fixed by the user") {
        wanted.least = 0, wanted.greatest = 57;
        host::fitted_axis axis(wanted);
        axis.round_limits(wanted, 6);
        CHECK(near(axis.ticks(), {0, 20, 40}));
        CHECK(std::fabs(axis(57) - 1) < 1e-12);
    }
    SECTION("without data") {
        host::fitted_axis axis(wanted);
        axis.round_limits(wanted, 3);
        CHECK(near(axis.ticks(), {0, 0.5, 1}));
    }
}
