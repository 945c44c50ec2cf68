#include "comparison.hpp"

#include <cmath>
#include <string_view>
#include <vector>

#include "in_order.hpp"

namespace report {
namespace {

/// A ratio of each row, the greatest first; rows without one are left out.
template <class Ratio> std::vector<placed_ratio> sorted(const run& of, Ratio ratio_of) {
    std::vector<placed_ratio> all;
    for (const group& in : of.groups)
        for (const row& each : in.rows)
            if (const double ratio = ratio_of(each); std::isfinite(ratio)) all.push_back({in.name, each.name, ratio});
    put_in_order(all, [](const auto& a, const auto& b) { return a.ratio > b.ratio; });
    return all;
}

}  // namespace

std::vector<placed_ratio> ratios(const run& of, std::string_view slow, std::string_view fast) {
    return sorted(of, [&](const row& each) { return each.ns(slow) / each.ns(fast); });
}

std::vector<placed_ratio> ratios_to_best_peer(const run& of) {
    return sorted(of, [](const row& each) { return ratio_to(each, best_peer(each)); });
}

std::vector<placed_ratio> lost_rows(const run& of) {
    auto all = ratios_to_best_peer(of);
    std::erase_if(all, [](const placed_ratio& each) { return !(each.ratio > 1); });
    for (placed_ratio& each : all)
        each.row += " (" + best_peer(*of.find(each.group)->find(each.row))->implementation + ")";
    return all;
}

int compared_rows(const run& of) { return static_cast<int>(ratios_to_best_peer(of).size()); }

}  // namespace report
