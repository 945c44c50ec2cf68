#include <constprop/training/shuffle.hpp>

#include <array>
#include <cstddef>
#include <vector>

#include "catch.hpp"

namespace {

constexpr bool is_a_permutation(std::size_t size, std::size_t epoch) {
    std::array<bool, 100> seen{};
    const constprop::permutation order(size, 3, epoch);
    for (std::size_t k = 0; k < size; ++k) {
        if (order[k] >= size || seen[order[k]]) return false;
        seen[order[k]] = true;
    }
    return true;
}

constexpr bool all_are() {
    for (std::size_t size = 1; size <= 100; size += 9)
        if (!is_a_permutation(size, size)) return false;
    return is_a_permutation(2, 0) && is_a_permutation(64, 1);
}

/// χ² of where an index lands over many epochs, against the uniform distribution.
double chi_square(std::size_t size, std::size_t index) {
    constexpr std::size_t epochs = 20000;
    std::vector<double> count(size);
    for (std::size_t epoch = 0; epoch < epochs; ++epoch) count[constprop::permutation(size, 7, epoch)[index]] += 1;
    const double expected = static_cast<double>(epochs) / static_cast<double>(size);
    double sum = 0;
    for (const double c : count) sum += (c - expected) * (c - expected) / expected;
    return sum;
}

}  // namespace

static_assert(all_are());

TEST_CASE("every epoch has a permutation of its own") {
    CHECK(all_are());
    // With 99 degrees of freedom χ² exceeds 149 once in a thousand times; the seed is fixed.
    for (const std::size_t index : {0U, 1U, 50U, 99U}) CHECK(chi_square(100, index) < 149);
    // Neighbors part: how often sample 1 follows sample 0 is what chance gives, 1 in 100.
    int adjacent = 0;
    for (std::size_t epoch = 0; epoch < 20000; ++epoch) {
        const constprop::permutation order(100, 7, epoch);
        adjacent += order[1] == order[0] + 1 ? 1 : 0;
    }
    CHECK((adjacent > 130 && adjacent < 270));
}
