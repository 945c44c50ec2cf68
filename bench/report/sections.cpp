#include "sections.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "comparison.hpp"
#include "markdown.hpp"
#include "numbers.hpp"
#include "targets.hpp"

namespace report {
namespace {

std::string time_and_memory(const compile_cost& of) {
    return fixed(of.seconds, 2) + " s, " + fixed(of.megabytes, 0) + " MB";
}

/// What compilers said of what they did not compile, as a list.
std::string listed_errors(const std::vector<std::string>& errors) {
    std::string text;
    if (!errors.empty()) text += "\nWhat does not compile:\n\n";
    for (const std::string& error : errors) text += error;
    return text;
}

/// Seconds and memory of each unit, with each compiler and library, and what did not compile.
std::string compile_table(const compile_costs& of) {
    const auto compilers = of.compilers(), libraries = of.libraries();
    table all{.head = {"unit"}};
    for (const auto& compiler : compilers)
        for (const auto& library : libraries) all.head.push_back(plain(compiler) + ": " + plain(library));
    std::vector<std::string> errors;
    for (const auto& unit : of.units()) {
        std::vector<std::string> line{plain(unit)};
        for (const auto& compiler : compilers)
            for (const auto& library : libraries) {
                const compile_cost* cost = of.find(compiler, library, unit);
                const bool has_cost = cost && cost->error.empty();
                line.push_back(has_cost ? time_and_memory(*cost) : dash);
                if (cost && !has_cost)
                    errors.push_back("- " + plain(library + ", " + unit + ", " + compiler + ": " + cost->error) + "\n");
            }
        all.lines.push_back(line);
    }
    return all.text() + listed_errors(errors);
}

}  // namespace

std::string targets_section(const run& of, const compile_costs& costs, const compile_costs& networks) {
    const auto targets = judge(of, costs, networks);
    table all{.head = {"what", "bound", "measured", "the limits alone", ""}};
    std::size_t met = 0, measured = 0;
    for (const target& each : targets) {
        met += each.met.value_or(false) ? 1U : 0U;
        measured += each.met ? 1U : 0U;
        const std::string verdict = !each.met                    ? "not measured"
                                    : *each.met                  ? "met"
                                    : each.limits_exceed_bound() ? bold("not met") + ": the limits alone exceed it"
                                                                 : bold("not met");
        all.lines.push_back({plain(each.what), each.bound, plain(each.measured), fixed(each.limit_ratio, 3), verdict});
    }
    std::string text = "\n## What we hold ourselves to\n\n" + std::to_string(met) + " of " +
                       std::to_string(targets.size()) + " are met";
    if (measured < targets.size()) text += ", and without a measurement: " + std::to_string(targets.size() - measured);
    text +=
        ". Beside a ratio to the best Eigen stands what the limits alone are of Eigen's time: streaming the weights, "
        "or "
        "the multiply-adds at the peak, whichever takes longer. Where that leaves room, instructions wait for one "
        "another: [ports.md](ports.md) simulates 4-16-16-2, the tanh of 16-64-64-4, steps of the GRU and "
        "the LSTM, and Adam. "
        "Beside a sweep stands the same ratio of neighbors for the limits alone.\n\n";
    return text + all.text();
}

std::string lost_section(const run& of) {
    const auto lost = lost_rows(of);
    std::string text = "\n## Where a peer is faster\n\nOn " + std::to_string(lost.size()) + " of the " +
                       std::to_string(compared_rows(of)) + " rows that constprop shares with a peer";
    if (lost.empty()) return text + ".\n";
    table all{.head = {"row", "constprop / peer"}};
    for (const placed_ratio& each : lost)
        all.lines.push_back({plain(each.group) + ": " + plain(each.row), fixed(each.ratio, 3)});
    return text + ". [README.md](README.md) says what limits them.\n\n" + all.text();
}

std::string networks_section(const compile_costs& of) {
    return "\n## Compiling networks\n\nProcessor time and the most memory of one translation unit, with `" +
           plain(of.flags) +
           "`. With training: `fit` with cross entropy and adam, and inference. The int8 models of MLPerf Tiny are "
           "imported: their weights are constants of the unit. Means of two measurements.\n\n" +
           compile_table(of);
}

std::string compile_section(const compile_costs& of) {
    const auto libraries = of.libraries();
    return "\n## Compiling\n\nProcessor time and the most memory of one translation unit, with `" + plain(of.flags) +
           "`; " + (of.repetitions > 1 ? "medians of " + std::to_string(of.repetitions) : "measured once") +
           (libraries.size() > 1 ? ". Eigen's units are written by hand and do the same.\n\n" : ".\n\n") +
           "![Compiling](compile.svg)\n\n" + compile_table(of);
}

std::string trained_section(const compile_costs& of) {
    const auto compilers = of.compilers();
    table all{.head = {"network", "epochs"}};
    for (const auto& compiler : compilers) {
        all.head.push_back(plain(compiler));
        all.head.push_back("steps an epoch");
    }
    std::vector<std::string> errors;
    for (const auto& unit : of.units()) {
        std::vector<std::string> line{plain(unit), dash};
        for (const auto& compiler : compilers) {
            const compile_cost* cost = of.find(compiler, "constprop", unit);
            if (cost) line[1] = std::to_string(cost->epochs);
            const bool has_cost = cost && cost->error.empty();
            line.push_back(has_cost ? time_and_memory(*cost) : dash);
            line.push_back(has_cost ? fixed(rounded(cost->steps), 0) : dash);
            if (cost && !has_cost) errors.push_back("- " + plain(unit + ", " + compiler + ": " + cost->error) + "\n");
        }
        all.lines.push_back(line);
    }
    return "\n## Trained by the compiler\n\nProcessor time and the most memory of one translation unit that trains a "
           "network in a constant expression, and what an epoch adds to the least limit on constant evaluation under "
           "which it compiles: to g++'s `-fconstexpr-ops-limit`, by default 33,554,432, or to clang's "
           "`-fconstexpr-steps`, by default 1,048,576. They count different things.\n\n" +
           all.text() + listed_errors(errors);
}

std::string spread_section(const run& of) {
    table all{.head = {"group", "median", "constprop's largest", "largest of all"}};
    for (const group& in : of.groups) {
        std::vector<double> values;
        double largest_ours = missing, largest = missing;
        std::string where;
        for (const row& each : in.rows)
            for (const timing& one : each.timings) {
                if (!std::isfinite(one.variation)) continue;
                values.push_back(one.variation);
                if (one.implementation == ours) largest_ours = std::fmax(largest_ours, one.variation);
                if (largest >= one.variation) continue;
                largest = one.variation;
                where = " (" + plain(each.name) + ", " + plain(one.implementation) + ")";
            }
        if (values.empty()) continue;
        const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
        std::nth_element(values.begin(), middle, values.end());
        all.lines.push_back({plain(in.name), percent(*middle), percent(largest_ours), percent(largest) + where});
    }
    if (all.lines.empty()) return {};
    return "\n## Spread\n\nThe coefficient of variation, standard deviation by mean, of each time over its "
           "repetitions. "
           "Differences between medians that are not well above it say nothing.\n\n" +
           all.text();
}

}  // namespace report
