#include "targets.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "comparison.hpp"
#include "sweeps.hpp"

namespace report {
namespace {

enum class against { stream, eigen, peer, peak };

struct row_target {
    std::string_view group, row;
    against what;
    double bound;  ///< the greatest ratio, or the least share of the peak
};

constexpr std::array<row_target, 18> row_targets{{
    {"forward", "4-16-16-2 relu", against::eigen, 0.35},
    {"forward", "16-64-64-4 tanh", against::eigen, 0.6},
    {"forward", "64-64-64-10 relu", against::eigen, 0.6},
    {"forward", "64-64-64-10 relu", against::stream, 1.3},
    {"forward", "784-128-10 relu", against::eigen, 0.9},
    {"forward", "784-128-10 relu", against::stream, 1.2},
    {"SGD", "4-16-16-2 relu", against::eigen, 0.5},
    {"SGD", "64-64-64-10 relu", against::eigen, 0.5},
    {"SGD", "784-128-10 relu", against::eigen, 0.7},
    {"SGD, batch 32", "4-16-16-2 relu", against::eigen, 0.5},
    {"SGD, batch 32", "64-64-64-10 relu", against::eigen, 0.55},
    {"SGD, batch 32", "64-64-64-10 relu", against::peak, 0.8},
    {"SGD, batch 32", "784-128-10 relu", against::eigen, 0.7},
    {"convolutions, batch 32", "3×3, 16 to 32, 28×28", against::peak, 0.65},
    {"convolutions, batch 32", "1×1, 64 to 64, 25×5", against::peak, 0.65},
    {"sequences", "GRU 1-16, linear 16-1", against::peer, 0.75},
    {"sequences", "LSTM 1-20, linear 20-1", against::peer, 0.75},
    {"sequences", "causal convolution 1-8", against::peer, 1.0},
}};

/// The groups of whose rows none may take longer than any peer.
constexpr std::array<std::string_view, 5> groups_ahead{"convolutions", "convolutions, batch 32", "convolutions, SGD",
                                                       "convolutions, SGD, batch 32", "integers"};

/// `slow` may take at most `bound` times as long as `fast`, on every row that has both.
struct every_row_target {
    std::string_view what, slow, fast;
    double bound;
};

constexpr std::array<every_row_target, 5> every_row_targets{{
    {"every row: constprop / libxsmm", "constprop", "libxsmm", 1},
    {"every row: constprop clang 14 / constprop", "constprop clang 14", "constprop", 1.3},
    {"every row: constprop clang 19 / constprop", "constprop clang 19", "constprop", 1.3},
    {"every row: constprop -O2 / constprop", "constprop -O2", "constprop", 1.15},
    {"every row: constprop sgd / constprop", "constprop sgd", "constprop", 1.02},
}};

target judge(const row_target& wanted, const run& of) {
    static const row nothing;
    const group* in = of.find(wanted.group);
    const row* found = in ? in->find(wanted.row) : nullptr;
    const row& at = found ? *found : nothing;
    target result{.what = std::string(wanted.group) + ", " + std::string(wanted.row)};
    double value = missing;
    if (wanted.what == against::peak) {
        value = share_of_peak(at);
        result.what += ": FMA peak / constprop";
        result.bound = "≥ " + percent(wanted.bound);
        result.measured = percent(value);
        if (std::isfinite(value)) result.met = value >= wanted.bound;
        return result;
    }
    if (wanted.what == against::eigen) {
        value = ratio_to(at, best_eigen(at));
        result.bound_ratio = wanted.bound;
        result.limit_ratio = limit_ratio_to(at, best_eigen(at));
        result.what += ": constprop / best Eigen";
    } else if (wanted.what == against::peer) {
        value = ratio_to(at, best_peer(at));
        result.what += ": constprop / best peer";
    } else {
        value = ratio_to_stream(at);
        result.what += ": constprop / weights streamed";
    }
    result.bound = "≤ " + fixed(wanted.bound, 2);
    result.measured = fixed(value, 3);
    if (std::isfinite(value)) result.met = value <= wanted.bound;
    return result;
}

/// All ratios, the greatest first, are at most the bound.
target judge(std::string_view what, double bound, const std::vector<placed_ratio>& all) {
    target result{.what = std::string(what), .bound = "≤ " + fixed(bound, 2), .measured = dash};
    if (all.empty()) return result;
    const auto above = std::count_if(all.begin(), all.end(), [&](const auto& each) { return each.ratio > bound; });
    result.measured = fixed(all.front().ratio, 3) + " (" + all.front().group + ", " + all.front().row + ")";
    if (above > 0)
        result.measured += "; " + std::to_string(above) + " of " + std::to_string(all.size()) + " rows are above";
    result.met = above == 0;
    return result;
}

target judge(std::string_view group_ahead, const run& of) {
    auto all = ratios_to_best_peer(of);
    std::erase_if(all, [&](const placed_ratio& each) { return each.group != group_ahead; });
    return judge("every row of " + std::string(group_ahead) + ": constprop / best peer", 1, all);
}

target judge(const every_row_target& wanted, const run& of) {
    return judge(wanted.what, wanted.bound, ratios(of, wanted.slow, wanted.fast));
}

/// No size costs much more than the one before.
target judge_cliff(const group& of) {
    const neighbors worst = steepest(of, ours);
    target result{.what = of.name + ": a multiply-add / one of the size before", .bound = "≤ " + fixed(cliff, 2)};
    result.measured = fixed(worst.ratio, 3);
    if (!std::isfinite(worst.ratio)) return result;
    result.measured += " (" + worst.before + " to " + worst.at + ")";
    result.met = worst.ratio <= cliff;
    result.bound_ratio = cliff;
    result.limit_ratio = worst.limits;
    return result;
}

/// Compiling the network with a training step, the dearer of batch 1 and batch 32.
void judge_compile(std::vector<target>& results, const compile_costs& costs) {
    constexpr double most_seconds = 2.5, most_megabytes = 400;
    double seconds = missing, megabytes = missing;
    std::string compiler = "g++ 12";
    for (const compile_cost& each : costs.all) {
        if (!each.compiler.starts_with("g++ 12") || each.library != ours) continue;
        if (!each.unit.starts_with("64-64-64-10, training")) continue;
        compiler = each.compiler;
        // What does not compile meets no target.
        if (!each.error.empty()) seconds = megabytes = std::numeric_limits<double>::infinity();
        seconds = std::fmax(seconds, each.seconds);
        megabytes = std::fmax(megabytes, each.megabytes);
    }
    const std::string what = "compiling 64-64-64-10 with a training step, " + compiler + ": ";
    target time{what + "time", "≤ " + fixed(most_seconds, 1) + " s", dash, {}};
    target memory{what + "memory", "≤ " + fixed(most_megabytes, 0) + " MB", dash, {}};
    if (std::isfinite(seconds)) time.measured = fixed(seconds, 2) + " s", memory.measured = fixed(megabytes, 0) + " MB";
    else if (std::isinf(seconds)) time.measured = memory.measured = "does not compile";
    if (!std::isnan(seconds)) time.met = seconds <= most_seconds, memory.met = megabytes <= most_megabytes;
    results.push_back(time);
    results.push_back(memory);
}

/// Seconds of processor time with g++ 12.
struct network_target {
    std::string_view unit;
    double most_seconds;
};

constexpr std::array<network_target, 2> network_targets{{{"XOR, inference", 1}, {"digits, training", 2}}};

target judge(const network_target& wanted, const compile_costs& costs) {
    target result{"compiling " + std::string(wanted.unit) + ", g++ 12: time",
                  "≤ " + fixed(wanted.most_seconds, 1) + " s",
                  dash,
                  {}};
    for (const compile_cost& each : costs.all) {
        if (!each.compiler.starts_with("g++ 12") || each.unit != wanted.unit) continue;
        const bool compiles = each.error.empty();
        result.measured = compiles ? fixed(each.seconds, 2) + " s" : "does not compile";
        result.met = compiles && each.seconds <= wanted.most_seconds;
    }
    return result;
}

}  // namespace

std::vector<target> judge(const run& of, const compile_costs& costs, const compile_costs& networks) {
    std::vector<target> results;
    for (const row_target& each : row_targets) results.push_back(judge(each, of));
    for (const std::string_view each : groups_ahead) results.push_back(judge(each, of));
    for (const every_row_target& each : every_row_targets) results.push_back(judge(each, of));
    for (const group& each : of.groups)
        if (is_sweep(each)) results.push_back(judge_cliff(each));
    judge_compile(results, costs);
    for (const network_target& each : network_targets) results.push_back(judge(each, networks));
    return results;
}

}  // namespace report
