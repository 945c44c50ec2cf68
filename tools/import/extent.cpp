#include "import/extent.hpp"

#include <algorithm>
#include <utility>

namespace constprop::tools {
namespace {

/// The largest product that is computed; every sample is far smaller.
constexpr std::int64_t most = std::int64_t{1} << 40;

/// A product of sizes; unknown if one is unknown or if the product is too large.
std::int64_t product(const std::vector<std::int64_t>& sizes, std::size_t begin, std::size_t end) {
    std::int64_t result = 1;
    for (std::size_t k = begin; k < end; ++k) {
        if (sizes[k] < 0 || (sizes[k] != 0 && result > most / sizes[k])) return extent::unknown;
        result *= sizes[k];
    }
    return result;
}

}  // namespace

std::size_t extent::sample() const noexcept { return static_cast<std::size_t>(product(sizes, batch, rank())); }

std::int64_t extent::samples() const noexcept { return product(sizes, 0, batch); }

std::string extent::text() const {
    std::string result = "(";
    for (std::size_t k = 0; k < rank(); ++k)
        result += (k == 0 ? "" : ", ") + (k < batch ? std::string{"batch"} : std::to_string(sizes[k]));
    return result + ")";
}

std::optional<extent> extent::reshaped(std::vector<std::int64_t> wanted) const {
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
        // The number of samples must not change; if it is unknown, any split into whole samples is right.
        const std::int64_t count = product(tried, 0, split), before = samples();
        if (count != unknown && count != before && !(before == unknown && count == 1)) continue;
        return extent{std::move(tried), split};
    }
    return {};
}

}  // namespace constprop::tools
