#include <constprop/layers/window.hpp>

#include <cstddef>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

constexpr cp::window of_three{.size = 3};

/// Whether taps, places and lengths are what walking along the axis finds.
constexpr bool walks(const cp::window& of, std::size_t length) {
    const cp::kernels::axis on = of.on(length);
    for (std::size_t place = 0; place < on.places; ++place) {
        const auto [first, last] = on.at(place);
        for (std::size_t t = 0; t < on.size; ++t) {
            const auto value =
                static_cast<long long>(place * on.stride + t * on.dilation) - static_cast<long long>(on.before);
            const bool lies_on = value >= 0 && value < static_cast<long long>(length);
            if (lies_on != (first <= t && t < last)) return false;
            if (lies_on && on.value(place, t) != static_cast<std::size_t>(value)) return false;
        }
    }
    return of.rounds_up || on.places == 0 || of.places(of.length_for(on.places)) == on.places;
}
constexpr bool all_walk() {
    for (std::size_t size = 1; size < 5; ++size)
        for (std::size_t stride = 1; stride < 4; ++stride)
            for (std::size_t dilation = 1; dilation < 4; ++dilation)
                for (std::size_t before = 0; before < 4; ++before)
                    for (std::size_t length = 1; length < 9; ++length) {
                        cp::window of{
                            .size = size, .stride = stride, .dilation = dilation, .before = before, .after = 2};
                        if (!walks(of, length)) return false;
                        of.rounds_up = true;
                        if (!walks(of, length)) return false;
                        of.rounds_up = false, of.same = true;
                        if (!walks(of, length)) return false;
                    }
    return true;
}

}  // namespace

static_assert(of_three.places(5) == 3 && of_three.places(3) == 1 && of_three.places(2) == 0);
static_assert(cp::window{.size = 3, .stride = 2}.places(6) == 2 && cp::window{.size = 3, .dilation = 3}.places(8) == 2);
static_assert(cp::window{.size = 3, .before = 1, .after = 1}.places(5) == 5);

// ⌈5/2⌉ places of 3: they reach over 7 values, so that padding is 1 and 1. Of 2: 6 values, the odd one at the end.
static_assert(cp::window{.size = 3, .stride = 2, .same = true}.places(5) == 3);
static_assert(cp::window{.size = 3, .stride = 2, .same = true}.padding_before(5) == 1);
static_assert(cp::window{.size = 2, .stride = 2, .same = true}.padding_before(5) == 0);
static_assert(cp::window{.size = 3, .stride = 2, .same = true}.padding_after(5) == 1);
static_assert(cp::window{.size = 2, .stride = 2, .same = true}.padding_after(5) == 1);
static_assert(cp::window{.size = 1, .stride = 2, .same = true}.padding_after(5) == 0);
static_assert(cp::window{.size = 3, .before = 1, .after = 2}.padding_after(5) == 2);

// A place more, unless it would begin behind the input.
static_assert(cp::window{.size = 3, .stride = 2, .rounds_up = true}.places(6) == 3);
static_assert(cp::window{.size = 2, .stride = 3, .before = 1, .after = 1, .rounds_up = true}.places(2) == 1);

// Nothing moves without a size, a stride, a distance.
static_assert(cp::window{.size = 0}.places(5) == 0 && cp::window{.stride = 0}.places(5) == 0);
static_assert(cp::window{.size = 2, .dilation = 0}.places(5) == 0);

static_assert(!cp::window{.size = 2, .dilation = 3, .before = 1, .after = 1}.on(2).always_sees());
static_assert(cp::window{.size = 2, .dilation = 3, .before = 1, .after = 1}.on(3).always_sees());
static_assert(all_walk());

TEST_CASE("windows cover the values that walking along the axis finds") { CHECK(all_walk()); }
