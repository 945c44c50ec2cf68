#include "group_table.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "comparison.hpp"
#include "numbers.hpp"

namespace report {
namespace {

/// What is said of each row beside the times.
struct derived {
    std::string name{};
    std::string (*text)(const row&) = nullptr;
};

std::string against_best_peer(const row& of) {
    const timing* peer = best_peer(of);
    const double ratio = ratio_to(of, peer);
    return std::isfinite(ratio) ? significant(ratio) + " (" + plain(peer->implementation) + ")" : dash;
}

const std::vector<derived>& all_derived() {
    static const std::vector<derived> all{
        {"*constprop / best Eigen*", [](const row& of) { return significant(ratio_to(of, best_eigen(of))); }},
        {"*constprop / best peer*", against_best_peer},
        {"*constprop / weights streamed*", [](const row& of) { return significant(ratio_to_stream(of)); }},
        {"*FMA peak / constprop*", [](const row& of) { return percent(share_of_peak(of)); }},
    };
    return all;
}

}  // namespace

table group_table(const group& of) {
    table result{.head = {"ns"}};
    for (const row& each : of.rows) result.head.push_back(plain(each.name));
    const auto names = of.implementations();
    const bool several_peers = std::count_if(names.begin(), names.end(), is_peer) > 1;
    for (const std::string& name : names) {
        std::vector<std::string> line{is_limit(name) ? "*" + plain(name) + "*" : plain(name)};
        for (const row& each : of.rows) {
            const timing* found = each.find(name);
            const std::string text = significant(found ? found->ns : missing);
            line.push_back(several_peers && found && found == best_peer(each) ? bold(text) : text);
        }
        result.lines.push_back(line);
    }
    for (const derived& each : all_derived()) {
        std::vector<std::string> line{each.name};
        for (const row& at : of.rows) line.push_back(each.text(at));
        const bool is_empty = std::all_of(line.begin() + 1, line.end(), [](const auto& cell) { return cell == dash; });
        // Where Eigen is the only peer, the line above says it already.
        const bool is_repeated = !several_peers && each.text == against_best_peer;
        if (!is_empty && !is_repeated) result.lines.push_back(line);
    }
    if (of.rows.size() <= names.size()) return result;
    result.head[0] = "row, ns";
    return result.transposed();
}

std::vector<std::string> failures(const group& of) {
    std::map<std::pair<std::string, std::string>, std::string> rows_by_failure;
    for (const row& each : of.rows)
        for (const timing& one : each.timings) {
            if (one.error.empty()) continue;
            std::string& rows = rows_by_failure[{one.implementation, one.error}];
            rows += (rows.empty() ? "" : ", ") + plain(each.name);
        }
    std::vector<std::string> lines;
    for (const auto& [failure, rows] : rows_by_failure)
        lines.push_back(plain(failure.first) + " on " + rows + ": " + plain(failure.second));
    return lines;
}

}  // namespace report
