#include "import/extent.hpp"

#include <algorithm>
#include <utility>

namespace constprop::tools {
namespace {

/// The largest product that is counted; every sample is far smaller.
constexpr std::int64_t most = std::int64_t{1} << 40;

/// A product of sizes, unknown where one is unknown or where it is too large to matter.
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
    // With a batch, its dimensions stay in front. The first split that leaves whole samples is the right one.
    for (std::size_t split = std::min<std::size_t>(batch, 1); split <= wanted.size(); ++split) {
        std::vector<std::int64_t> tried = wanted;
        const auto open = std::find(tried.begin() + static_cast<std::ptrdiff_t>(split), tried.end(), unknown);
        if (open != tried.end()) {
            // One size of the sample is left to be found.
            *open = 1;
            const std::int64_t others = product(tried, split, tried.size());
            if (others <= 0 || own % others != 0) continue;
            *open = own / others;
        }
        if (product(tried, split, tried.size()) != own) continue;
        // As many samples as before; of an unknown number, each by itself will do.
        const std::int64_t count = product(tried, 0, split), before = samples();
        if (count != unknown && count != before && !(before == unknown && count == 1)) continue;
        return extent{std::move(tried), split};
    }
    return {};
}

}  // namespace constprop::tools
