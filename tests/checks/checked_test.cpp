#include <constprop/checks/checked.hpp>
#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <limits>

#include "catch.hpp"

namespace {

namespace cp = constprop;
using cp::input_fault;

using model = cp::network<cp::linear<2, 2>, cp::relu>;
constexpr auto net = model::from_parameters({1, 2, 3, 4, 5, 6});
constexpr float no_number = std::numeric_limits<float>::quiet_NaN(), infinity = std::numeric_limits<float>::infinity();
constexpr float greatest = std::numeric_limits<float>::max();

constexpr bool refuses(const model::input_type& x, const cp::input_range<float>& range, input_fault fault,
                       std::size_t index) {
    const auto y = cp::checked(net, x, range);
    return !y && y.fault == fault && y.index == index && y.output == model::output_type{};
}

}  // namespace

TEST_CASE("checked: what is in range is computed") {
    static_assert(cp::checked(net, {0.5F, -1.0F}, {-1, 1}));
    static_assert(cp::checked(net, {0.5F, -1.0F}, {-1, 1}).output == net({0.5F, -1.0F}));
    CHECK(cp::checked(net, model::input_type{greatest, -greatest}));
    constexpr float raw[] = {1, -1};  // both ends belong to the range
    static_assert(cp::checked(net, raw, {-1, 1}).output == net(raw));
    constexpr std::array<cp::input_range<float>, 2> ranges{{{0, 10}, {-10, 0}}};
    static_assert(cp::checked(net, {10, -10}, ranges));
    static_assert(cp::checked(net, {10, 1}, ranges).index == 1);
    // For who does not ask, NaN and infinities go through the network.
    volatile float zero = 0;
    const auto unchecked = net({zero / zero, 1});
    CHECK(unchecked[0] != unchecked[0]);
    CHECK(cp::checked(net, {zero / zero, 1}).fault == input_fault::not_a_number);
}

TEST_CASE("checked: what is not is named, the first of it") {
    static_assert(refuses({2, 0}, {-1, 1}, input_fault::too_large, 0));
    static_assert(refuses({0, -2}, {-1, 1}, input_fault::too_small, 1));
    static_assert(refuses({infinity, 0}, {-1, 1}, input_fault::infinite, 0));
    static_assert(refuses({0, -infinity}, cp::finite<float>, input_fault::infinite, 1));
    CHECK(refuses({0, no_number}, {-1, 1}, input_fault::not_a_number, 1));
    CHECK(refuses({no_number, 2}, {-1, 1}, input_fault::not_a_number, 0));
    CHECK(refuses({2, no_number}, cp::finite<float>, input_fault::not_a_number, 1));
}
