#ifndef CONSTPROP_TOOLS_IMPORT_EXTENT_HPP
#define CONSTPROP_TOOLS_IMPORT_EXTENT_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace constprop::tools {

/// The shape of a value on its way through a graph: the first `batch` dimensions count samples, of which some sizes may
/// be unknown; the others are one sample, of known size.
struct extent {
    static constexpr std::int64_t unknown = -1;
    /// In a list of sizes from a graph: a number that depends on how many samples there are.
    static constexpr std::int64_t by_samples = -2;

    std::vector<std::int64_t> sizes;
    std::size_t batch = 0;

    std::size_t rank() const noexcept { return sizes.size(); }
    /// How many numbers a sample has.
    std::size_t sample() const noexcept;
    /// How many samples there are; unknown if so.
    std::int64_t samples() const noexcept;
    /// "(batch: ?; sample: 3, 4)", for messages.
    std::string text() const;

    /// This extent as one of other dimensions, of which the last make up a sample as before: a change of shape that
    /// keeps the order of all numbers and no sample apart from itself. Nothing where there is none.
    std::optional<extent> reshaped(std::vector<std::int64_t> sizes) const;
};

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_EXTENT_HPP
