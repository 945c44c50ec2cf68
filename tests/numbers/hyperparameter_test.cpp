#include <constprop/losses/huber.hpp>
#include <constprop/losses/weighted.hpp>
#include <constprop/numbers/hyperparameter.hpp>

#include <type_traits>

#include "catch.hpp"

namespace cp = constprop;

namespace {

constexpr cp::hyperparameter tenth = 0.1;

static_assert(double(tenth) == 0.1 && float(tenth) == 0.1F);
static_assert(tenth == 0.1 && 1 - tenth == 0.9, "beside other numbers it is a double");
static_assert(std::is_trivially_copyable_v<cp::hyperparameter>);

// A float is read without a double: it is the one that was rounded when the number was written.
constexpr float read_with_another_value(double value) {
    cp::hyperparameter number = 0.1;
    number.value = value;
    return float(number);
}
static_assert(read_with_another_value(7) == 0.1F);

// All that a number may be written as.
static_assert(cp::huber{1}.delta == 1 && cp::huber{.delta = 0.1}.delta == 0.1);
static_assert(cp::weighted(cp::huber{}, {1, 2}).weights[1] == 2 &&
              cp::weighted(cp::huber{}, {1.0, 0.1}).weights[1] == 0.1);

// One rounding, at run time, too.
TEST_CASE("a hyperparameter that is known late is rounded as a constant is", "[hyperparameter]") {
    volatile double late = 0.1;
    const cp::hyperparameter given = late;
    CHECK(float(given) == 0.1F);
    CHECK(double(given) == 0.1);
}

}  // namespace
