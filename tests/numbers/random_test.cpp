#include <constprop/numbers/random.hpp>

#include <cstdint>

#include "agree.hpp"
#include "catch.hpp"

namespace {

/// The first outputs of SplitMix64 from seed 1234567, upper halves, as its authors' program gives them.
constexpr bool is_splitmix() {
    constprop::random draw(1234567);
    return draw.bits() == 6457827717110365317U >> 32U && draw.bits() == 3203168211198807973U >> 32U &&
           draw.bits() == 9817491932198370423U >> 32U;
}

constexpr bool float_and_double_agree() {
    constprop::random a(9), b(9);
    bool ok = true;
    for (int k = 0; k < 100; ++k) {
        const float single = a.uniform<float>();
        ok = ok && static_cast<double>(single) == b.uniform<double>() && single >= 0 && single < 1;
    }
    return ok;
}

}  // namespace

static_assert(is_splitmix());
static_assert(float_and_double_agree());

TEST_CASE("random numbers are the same everywhere") {
    CHECK(is_splitmix());
    CHECK(float_and_double_agree());
}

TEST_CASE("normal numbers have the normal distribution's moments") {
    constprop::random draw(2);
    double mean = 0, square = 0, fourth = 0;
    for (int k = 0; k < 100000; ++k) {
        const double z = draw.normal<double>();
        mean += z / 100000;
        square += z * z / 100000;
        fourth += z * z * z * z / 100000;
    }
    CHECK(agree::within(mean, 0.0, 0.01));
    CHECK(agree::within(square, 1.0, 0.02));
    CHECK(agree::within(fourth, 3.0, 0.05));
}
