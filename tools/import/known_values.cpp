#include "import/known_values.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "import/constant_operators.hpp"

namespace constprop::tools {

node known_values::with_constants(const node& from, bool is_after_label) {
    node n = from;
    for (const std::string& name : n.proto().input()) {
        const auto found = computed_.find(name);
        const bool none = name.empty() || is_after_label;
        n.constants.push_back(none ? nullptr : found != computed_.end() ? &found->second : g_.constant_called(name));
    }
    return n;
}

bool known_values::is_constant(const node& from) const {
    return from.asks_for_shape() ||
           std::none_of(from.proto().input().begin(), from.proto().input().end(),
                        [&](const std::string& name_) { return !name_.empty() && g_.flows(name_); });
}

bool known_values::is_ready(const node& from) {
    return std::all_of(from.proto().input().begin(), from.proto().input().end(), [&](const std::string& name_) {
        return name_.empty() || computed_.contains(name_) || shapes_.contains(name_) ||
               (!g_.flows(name_) && g_.constant_called(name_) != nullptr);
    });
}

bool known_values::read_constant(const node& from, bool is_after_label) {
    if (!is_constant(from)) return false;
    // A second output, such as Dropout's mask, is not needed here.
    if (is_after_label) return true;
    const node n = with_constants(from, false);
    const bool flows = from.asks_for_shape() && g_.flows(n.proto().input(0));
    computed_.insert_or_assign(n.proto().output(0), flows ? shape_of(n) : fold(n, data_));
    return true;
}

/// The Shape or Size of the flow; entries that count samples, other than a known number of steps, are NaN.
value known_values::shape_of(const node& n) const {
    const auto found = shapes_.find(n.proto().input(0));
    if (found == shapes_.end())
        n.fail("it asks for the shape of what has none here", "a value of the chain", "Export it again.");
    const extent& shape = found->second;
    std::vector<double> sizes;
    for (std::size_t d = 0; d < shape.rank(); ++d)
        sizes.push_back(d < shape.batch && (shape.time != std::optional{d} || !shape.merged.empty() ||
                                            shape.sizes[d] == extent::unknown)
                            ? std::numeric_limits<double>::quiet_NaN()
                            : static_cast<double>(shape.sizes[d]));
    if (in_columns_.at(n.proto().input(0)) && sizes.size() == 2) std::swap(sizes[0], sizes[1]);
    if (n.op() == "Size") {
        double product = 1;
        for (const double size : sizes) product *= size;
        return {{}, std::make_shared<const std::vector<double>>(1, product), true};
    }
    const auto rank = static_cast<std::int64_t>(sizes.size());
    const auto at = [&](std::int64_t k) { return std::clamp<std::int64_t>(k < 0 ? k + rank : k, 0, rank); };
    const std::int64_t begin = at(n.int_attribute("start", 0)), end = std::max(begin, at(n.int_attribute("end", rank)));
    sizes = {sizes.begin() + begin, sizes.begin() + end};
    const auto count = static_cast<std::int64_t>(sizes.size());
    return {{count}, std::make_shared<const std::vector<double>>(std::move(sizes)), true};
}

void known_values::note_shape(const std::string& name, const extent& shape, bool in_columns) {
    shapes_.insert_or_assign(name, shape);
    in_columns_.insert_or_assign(name, in_columns);
}

}  // namespace constprop::tools
