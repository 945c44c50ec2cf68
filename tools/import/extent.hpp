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
///
/// Of a sequence, a step is a sample: one of the first dimensions counts steps, the others count sequences.
struct extent {
    static constexpr std::int64_t unknown = -1;
    /// In a list of sizes from a graph: a number that depends on the number of samples.
    static constexpr std::int64_t by_samples = -2;

    std::vector<std::int64_t> sizes;
    std::size_t batch = 0;
    /// The dimension that counts steps; none for samples without order in time, and for one step of each sequence.
    std::optional<std::size_t> time{};
    /// If dimension 0 counts the steps of all sequences: the dimensions in its place, one of which is `time`.
    std::vector<std::int64_t> merged{};

    std::size_t rank() const noexcept { return sizes.size(); }
    /// The number of values of a sample.
    std::size_t sample() const noexcept;
    /// The number of samples, or unknown.
    std::int64_t samples() const noexcept;
    /// "(batch, 3, 4)", or "(steps, batch, 3)" of a sequence, for messages.
    std::string text() const;

    /// This extent with other dimensions, the last of which make up a sample: a change of shape that keeps the order of all
    /// numbers and keeps samples whole. Nothing if there is none.
    std::optional<extent> reshaped(const std::vector<std::int64_t>& sizes) const;

    friend bool operator==(const extent&, const extent&) = default;

 private:
    std::optional<extent> reshaped(const std::vector<std::int64_t>& sizes, bool merges) const;
    /// True if the dimensions that count in another shape count what they do in this one; notes where its steps are. If it
    /// `merges`, they are one.
    bool counts_as_before(extent& other, bool merges) const;
};

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_EXTENT_HPP
