#include <constprop/concept/extent.hpp>

#include "catch.hpp"

namespace cp = constprop;

static_assert(cp::image<4, 3, 2>::input_extent.size() == 24 && cp::image<4, 3>::input_extent.channels == 1);
static_assert(cp::signal<8, 3>::input_extent.positions() == 8 && cp::vector<5>::input_extent == cp::vector_of(5));
static_assert(cp::describes_input<cp::image<1, 1>> && !cp::describes_input<int>);

// What flatten gives is a vector that remembers its axes.
static_assert(cp::flattened<cp::image<4, 3, 2>>::input_extent == cp::extent{cp::rank::vector, 4, 3, 2});
static_assert(cp::vector_of(24).agrees_with(cp::flattened<cp::image<4, 3, 2>>::input_extent));

// Vectors agree where they have as many values; what has axes agrees with the same axes only.
static_assert(cp::vector_of(8).agrees_with({cp::rank::vector, 2, 2, 2}));
static_assert(!cp::vector_of(8).agrees_with(cp::vector_of(9)));
static_assert(!cp::image<2, 4>::input_extent.agrees_with(cp::image<4, 2>::input_extent));
static_assert(!cp::vector_of(4).agrees_with(cp::signal<4>::input_extent));

TEST_CASE("channels first and channels last are one another's inverse") {
    constexpr cp::extent of = cp::image<3, 4, 5>::input_extent;
    // (channel 2, row 1, column 3) of PyTorch's order.
    CHECK(of.from_channels_first((2 * 3 + 1) * 4 + 3) == (1 * 4 + 3) * 5 + 2);
    for (std::size_t k = 0; k < of.size(); ++k) CHECK(of.to_channels_first(of.from_channels_first(k)) == k);
    CHECK(cp::vector_of(7).from_channels_first(3) == 3);
}
