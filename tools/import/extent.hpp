#ifndef CONSTPROP_TOOLS_IMPORT_EXTENT_HPP
#define CONSTPROP_TOOLS_IMPORT_EXTENT_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace constprop::tools {

/// The shape of a value in a graph: the first `batch` dimensions count samples, and some of their sizes may be unknown; the
/// other dimensions are one sample, of known size.
struct extent {
    static constexpr std::int64_t unknown = -1;
    /// In a list of sizes from a graph: a number that depends on the number of samples.
    static constexpr std::int64_t by_samples = -2;

    std::vector<std::int64_t> sizes;
    std::size_t batch = 0;

    std::size_t rank() const noexcept { return sizes.size(); }
    /// The number of values of a sample.
    std::size_t sample() const noexcept;
    /// The number of samples, or unknown.
    std::int64_t samples() const noexcept;
    /// "(batch: ?; sample: 3, 4)", for messages.
    std::string text() const;

    /// This extent with other dimensions, the last of which make up a sample: a change of shape that keeps the order of all
    /// numbers and keeps samples whole. Nothing if there is none.
    std::optional<extent> reshaped(std::vector<std::int64_t> sizes) const;
};

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_EXTENT_HPP
