#include <constprop/numbers/fixed.hpp>

#include <cmath>
#include <cstdint>
#include <limits>

#include "catch.hpp"

namespace {

namespace cp = constprop;

/// The largest error of a function in last bits, over its numbers, where the bound is `last_bits` + `absolute` + `relative` |y|.
/// All numbers of 16 bits are tried, and 60,000 of 32.
template <class Number, class Function, class Exact>
double worst(Function function, Exact exact, double absolute, double relative) {
    const double last_bit = std::ldexp(1.0, -static_cast<int>(Number::fraction_bits));
    const double lowest = static_cast<double>(Number::from_raw(Number::lowest)),
                 highest = static_cast<double>(Number::from_raw(Number::highest));
    double most = 0;
    const auto check = [&](std::int64_t raw) {
        const Number x = Number::from_raw(raw);
        const double y = exact(static_cast<double>(x));
        if (std::isnan(y)) return;
        const double expected = y < lowest ? lowest : y > highest ? highest : y;
        const double error =
            std::abs(static_cast<double>(function(x)) - expected) - absolute - relative * std::abs(expected);
        most = error / last_bit > most ? error / last_bit : most;
    };
    const std::int64_t step = sizeof(typename Number::storage) < 4 ? 1 : 71'573;
    for (std::int64_t raw = Number::lowest; raw <= Number::highest; raw += step) check(raw);
    // Small numbers, of which steps meet few.
    for (std::int64_t raw = -20'000; raw <= 20'000; raw += 7) check(raw);
    return most;
}

template <class Number> void check_functions() {
    CAPTURE(Number::fraction_bits, sizeof(Number));
    const auto two_to = [](int power) { return std::ldexp(1.0, power); };
    CHECK(worst<Number>([](Number x) { return exp(x); }, [](double x) { return std::exp(x); }, 0, two_to(-27)) <= 0.51);
    CHECK(worst<Number>([](Number x) { return expm1(x); }, [](double x) { return std::exp(x) - 1; }, two_to(-27),
                        two_to(-27)) <= 0.51);
    CHECK(worst<Number>([](Number x) { return log(x); }, [](double x) { return std::log(x); }, two_to(-26), 0) <= 0.52);
    CHECK(worst<Number>([](Number x) { return log1p(x); }, [](double x) { return std::log1p(x); }, two_to(-26), 0) <=
          0.52);
    CHECK(worst<Number>([](Number x) { return sqrt(x); }, [](double x) { return std::sqrt(x); }, 0, 0) <= 0.5);
    CHECK(worst<Number>([](Number x) { return tanh(x); }, [](double x) { return std::tanh(x); }, two_to(-28), 0) <=
          0.51);
    CHECK(worst<Number>([](Number x) { return erfc(x); }, [](double x) { return std::erfc(x); }, two_to(-22), 0) <=
          0.51);
}

using q16 = cp::fixed<16, 16>;
static_assert(static_cast<double>(exp(q16(1.0))) > 2.71826 && static_cast<double>(exp(q16(1.0))) < 2.71830);
static_assert(sqrt(q16(2.25)) == q16(1.5) && tanh(q16(0)) == q16(0) && log(q16(1)) == q16(0));
static_assert(log(q16(0)) == q16::from_raw(q16::lowest) && sqrt(q16(-1)) == q16(0));
static_assert(exp(q16(20)) == q16::from_raw(q16::highest) && exp(q16(-40)) == q16(0));

}  // namespace

TEST_CASE("functions of fixed-point numbers keep their bounds") {
    check_functions<cp::fixed<16, 16>>();
    check_functions<cp::fixed<5, 10>>();
    check_functions<cp::fixed<8, 24>>();
    check_functions<cp::fixed<3, 29>>();
    check_functions<cp::fixed<24, 8>>();
    check_functions<cp::fixed<3, 5, std::int8_t>>();
    check_functions<cp::fixed<3, 13>>();
    check_functions<cp::fixed<31, 1>>();
}
