#include "sweeps.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>

#include "markdown.hpp"
#include "numbers.hpp"

namespace report {
namespace {

double per_multiply_add(const row& of, std::string_view implementation) {
    return of.ns(implementation) / of.multiply_adds;
}

std::size_t size_of(const row& of) { return std::strtoul(of.name.c_str(), nullptr, 10); }

/// Vectors have eight values, or as many as the largest power of two that N channels fill.
std::size_t lanes_for(std::size_t n) { return std::min<std::size_t>(8, std::bit_floor(n)); }

/// Vectors for N channels, the last one filled only partly, for each channel.
double whole_vectors(std::size_t n) {
    const std::size_t lanes = lanes_for(n);
    return static_cast<double>((n + lanes - 1) / lanes * lanes) / static_cast<double>(n);
}

/// Loads of vectors of an N×N matrix, for each weight. A vector across two cache lines takes two.
double loads(std::size_t n) {
    constexpr std::size_t line = 64 / sizeof(float);
    const std::size_t lanes = lanes_for(n);
    std::size_t count = 0;
    for (std::size_t row = 0; row < n; ++row)
        for (std::size_t column = 0; column < n; column += lanes) {
            const std::size_t at = row * n + std::min(column, n - lanes);
            count += at % line + lanes > line ? 2U : 1U;
        }
    return static_cast<double>(count * lanes) / static_cast<double>(n * n);
}

double ratio_of_limits(const group& in, const row& at, const row& before) {
    if (in.name.starts_with("sweep, 1-D")) return 1;
    if (in.name != "sweep") return whole_vectors(size_of(at)) / whole_vectors(size_of(before));
    const double by_memory = per_multiply_add(at, streamed) / per_multiply_add(before, streamed);
    return std::fmax(by_memory, loads(size_of(at)) / loads(size_of(before)));
}

std::string text(const neighbors& of) {
    return std::isfinite(of.ratio) ? fixed(of.ratio, 2) + " (" + of.before + " to " + of.at + ")" : dash;
}

}  // namespace

neighbors steepest(const group& of, std::string_view implementation) {
    neighbors worst;
    for (std::size_t k = 1; k < of.rows.size(); ++k) {
        const row &at = of.rows[k], &before = of.rows[k - 1];
        const double ratio = per_multiply_add(at, implementation) / per_multiply_add(before, implementation);
        if (std::isfinite(ratio) && !(worst.ratio >= ratio))
            worst = {before.name, at.name, ratio, ratio_of_limits(of, at, before)};
    }
    return worst;
}

std::string sweeps_section(const run& of) {
    table all{.head = {"sweep", "constprop", "the limits alone", "Eigen, fixed"}};
    for (const group& each : of.groups) {
        if (!is_sweep(each)) continue;
        const neighbors ours_worst = steepest(each, ours);
        all.lines.push_back(
            {plain(each.name), text(ours_worst), fixed(ours_worst.limits, 2), text(steepest(each, "Eigen, fixed"))});
    }
    if (all.lines.empty()) return {};
    return "\n## Cliffs\n\nIn each sweep the size whose multiply-adds cost most, as a multiple of the size before; above " +
           fixed(cliff, 2) +
           " it is a cliff. The limits alone: N channels fill vectors of eight, the last one partly, so that 9 cost as much as "
           "16. With one sample each weight is loaded once, and a vector across two cache lines takes two loads; rows of "
           "16 weights begin at a line, rows of 17 hardly ever. And weights that are more than a cache holds come from "
           "the next.\n\n" +
           all.text();
}

}  // namespace report
