#include "import/extent.hpp"

#include <algorithm>
#include <utility>

namespace constprop::tools {
namespace {

/// The largest product that is computed; every sample is far smaller.
constexpr std::int64_t largest = std::int64_t{1} << 40;

/// A product of sizes; unknown if one is unknown or if the product is too large.
std::int64_t product(const std::vector<std::int64_t>& sizes, std::size_t begin, std::size_t end) {
    std::int64_t result = 1;
    for (std::size_t k = begin; k < end; ++k) {
        if (sizes[k] < 0 || (sizes[k] != 0 && result > largest / sizes[k])) return extent::unknown;
        result *= sizes[k];
    }
    return result;
}

/// Whether dimensions that count may be written as others: all in their order, but for those of size 1, which may come and go.
/// Steps may not go.
class other_dimensions {
    const std::vector<std::int64_t>&from_, &to_;
    std::size_t time_;
    std::vector<bool> fit_;  ///< for i and j: from those of `from` from i on, to those of `to` from j on

    std::size_t at(std::size_t i, std::size_t j) const { return i * (to_.size() + 1) + j; }
    bool match(std::size_t i, std::size_t j) const {
        return i < from_.size() && j < to_.size() &&
               (from_[i] == to_[j] || from_[i] == extent::unknown || to_[j] == extent::unknown) &&
               fit_[at(i + 1, j + 1)];
    }
    bool leaves_out(std::size_t i, std::size_t j) const {
        return i < from_.size() && i != time_ && from_[i] == 1 && fit_[at(i + 1, j)];
    }

 public:
    other_dimensions(const std::vector<std::int64_t>& from, std::size_t time, const std::vector<std::int64_t>& to)
        : from_(from), to_(to), time_(time), fit_((from.size() + 1) * (to.size() + 1)) {
        for (std::size_t i = from.size() + 1; i-- > 0;)
            for (std::size_t j = to.size() + 1; j-- > 0;)
                fit_[at(i, j)] = (i == from.size() && j == to.size()) || match(i, j) || leaves_out(i, j) ||
                                 (j < to.size() && to[j] == 1 && fit_[at(i, j + 1)]);
    }

    /// The dimension that counts steps; nothing if they do not fit.
    std::optional<std::size_t> time() const {
        if (!fit_[0]) return {};
        std::size_t i = 0, j = 0;
        while (!(i == time_ && match(i, j)))
            if (match(i, j)) ++i, ++j;
            else if (leaves_out(i, j)) ++i;
            else ++j;
        return j;
    }
};

}  // namespace

std::size_t extent::sample() const noexcept { return static_cast<std::size_t>(product(sizes, batch, rank())); }

std::int64_t extent::samples() const noexcept { return product(sizes, 0, batch); }

std::string extent::text() const {
    std::string result = "(";
    for (std::size_t k = 0; k < rank(); ++k)
        result += (k == 0 ? "" : ", ") + (k >= batch                 ? std::to_string(sizes[k])
                                          : !merged.empty()          ? std::string{"steps of all"}
                                          : time == std::optional{k} ? std::string{"steps"}
                                                                     : std::string{"batch"});
    return result + ")";
}

bool extent::counts_as_before(extent& other, bool merges) const {
    if (!time) {
        // The number of samples must not change; if it is unknown, any split into whole samples is right.
        const std::int64_t count = other.samples(), before = samples();
        return count == unknown || count == before || (before == unknown && count == 1);
    }
    const std::vector<std::int64_t> counts =
        merged.empty() ? std::vector(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(batch)) : merged;
    const std::vector<std::int64_t> wanted(other.sizes.begin(),
                                           other.sizes.begin() + static_cast<std::ptrdiff_t>(other.batch));
    if (!merges) other.time = other_dimensions(counts, *time, wanted).time();
    if (!merges || wanted.size() != 1) return other.time.has_value();
    const std::int64_t all = product(counts, 0, counts.size());
    // Those of size 1 count nothing.
    for (std::size_t d = 0; d < counts.size(); ++d) {
        if (d == *time) other.time = other.merged.size();
        if (d == *time || counts[d] != 1) other.merged.push_back(counts[d]);
    }
    return all == unknown || wanted[0] == unknown || wanted[0] == all;
}

std::optional<extent> extent::reshaped(const std::vector<std::int64_t>& wanted) const {
    if (auto result = reshaped(wanted, false); result || !time) return result;
    return reshaped(wanted, true);
}

std::optional<extent> extent::reshaped(const std::vector<std::int64_t>& wanted, bool merges) const {
    const auto own = static_cast<std::int64_t>(sample());
    // With a batch, its dimensions stay in front. The first split that leaves whole samples is right.
    for (std::size_t split = std::min<std::size_t>(batch, 1); split <= wanted.size(); ++split) {
        std::vector<std::int64_t> tried = wanted;
        const auto open = std::find(tried.begin() + static_cast<std::ptrdiff_t>(split), tried.end(), unknown);
        if (open != tried.end()) {
            // One size of the sample is unknown: compute it.
            *open = 1;
            const std::int64_t others = product(tried, split, tried.size());
            if (others <= 0 || own % others != 0) continue;
            *open = own / others;
        }
        if (product(tried, split, tried.size()) != own) continue;
        if (extent result{std::move(tried), split}; counts_as_before(result, merges)) return result;
    }
    return {};
}

}  // namespace constprop::tools
