#include "import/order.hpp"

#include <cstddef>
#include <vector>

#include "catch.hpp"

using constprop::tools::layer_extent;
using constprop::tools::value_order;

TEST_CASE("channels first is the order of an image that a layer sees channels last") {
    const layer_extent image{constprop::rank::image, 2, 3, 4};
    const value_order order = value_order::channels_first(image);
    CHECK(order.size() == 24);
    for (std::size_t k = 0; k < 24; ++k) CHECK(order.place(k) == image.from_channels_first(k));
    CHECK_FALSE(order.is_as_in_model());
    // One channel, or one position, lies as in the model.
    CHECK(value_order::channels_first({constprop::rank::image, 2, 3, 1}) == value_order(6));
    CHECK(value_order::channels_first({constprop::rank::image, 1, 1, 5}) == value_order(5));
}

TEST_CASE("transpositions change the order, and there and back is none") {
    const value_order first = value_order::channels_first({constprop::rank::image, 2, 3, 4});
    const auto last = first.transposed({4, 2, 3}, {1, 2, 0});
    REQUIRE(last);
    CHECK(last->is_as_in_model());
    CHECK(last->transposed({2, 3, 4}, {2, 0, 1}) == first);
    // Dimensions of size 1 do not matter, nor does a shape that merges some.
    CHECK(first.transposed({1, 4, 1, 6}, {0, 3, 2, 1})->is_as_in_model());
    CHECK(
        value_order(24).transposed({4, 6}, {1, 0})->places() ==
        std::vector<std::size_t>{0, 6, 12, 18, 1, 7, 13, 19, 2, 8, 14, 20, 3, 9, 15, 21, 4, 10, 16, 22, 5, 11, 17, 23});
    // 24 = 4 · 6 in the network: no 3 · 8 of the model.
    CHECK_FALSE(first.transposed({3, 8}, {1, 0}).has_value());
}

TEST_CASE("numbers of the model move to where values lie") {
    const value_order order = value_order::channels_first({constprop::rank::signal, 1, 3, 2});
    CHECK(order.lying({1, 2, 3, 10, 20, 30}) == std::vector<double>{1, 10, 2, 20, 3, 30});
    CHECK(order.lying({7}) == std::vector<double>{7});
}
