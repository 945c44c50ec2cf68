#include "charts.hpp"

#include <constprop/host/bar_chart.hpp>
#include <constprop/host/chart.hpp>
#include <constprop/host/svg_page.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "comparison.hpp"
#include "names.hpp"
#include "numbers.hpp"
#include "page.hpp"

namespace report {
namespace {

namespace host = constprop::host;

constexpr double margin = 24;
constexpr std::size_t our_colour = 0, peer_colour = 1, limit_colour = 2;

std::size_t colour_of(const std::string& implementation) {
    return is_limit(implementation) ? limit_colour : is_ours(implementation) ? our_colour : peer_colour;
}

/// Bar charts as panels, all of the greatest one's size.
host::svg_element page(const std::string& title, const std::string& note, const std::vector<host::bar_chart>& charts,
                       std::size_t columns) {
    double width = 0, height = 0;
    std::vector<host::svg_element> panels;
    for (const auto& each : charts) {
        width = std::max(width, each.width), height = std::max(height, height_of(each));
        panels.push_back(draw(each));
    }
    return report::page(title, note, panels, width, height, columns);
}

host::bar_chart panel(const row& of, const std::vector<std::string>& implementations) {
    host::bar_chart chart{.title = of.name + ": constprop takes " + significant(of.ns(ours)) + " ns",
                          .x = {.label = "time, constprop = 1", .scale = host::axis_scale::log},
                          .width = 410,
                          .bar = 15,
                          .gap = 4,
                          .origin = 1};
    for (const std::string& name : implementations)
        chart.groups.push_back({.name = name,
                                .values = {rounded(of.ns(name) / of.ns(ours))},
                                .colour = colour_of(name),
                                .outlined = is_limit(name)});
    return chart;
}

/// The rows' names as numbers; empty if they are something else.
std::vector<double> sizes(const group& of) {
    std::vector<double> result;
    for (const row& each : of.rows) {
        char* end = nullptr;
        const double size = std::strtod(each.name.c_str(), &end);
        if (each.name.empty() || *end != '\0') return {};
        result.push_back(size);
    }
    return result;
}

host::svg_element curves(const group& of, const std::vector<double>& sizes) {
    host::line_chart chart{.title = heading(of.name) + ": one layer in many sizes",
                           .x = {.label = "N", .scale = host::axis_scale::log},
                           .y = {.label = "ns for each multiply-add", .scale = host::axis_scale::log},
                           .width = 800,
                           .height = 380};
    std::size_t limits = 0;
    for (const std::string& name : of.implementations()) {
        host::chart_series curve{.name = name, .x = sizes, .colour = colour_of(name), .dashed = is_limit(name)};
        if (is_limit(name)) *curve.colour += limits++;
        for (const row& each : of.rows) curve.y.push_back(each.ns(name) / each.multiply_adds);
        chart.series.push_back(curve);
    }
    host::svg_element result = host::svg_page(chart.width + 2 * margin, chart.height + 2 * margin, chart.title);
    return result.add(svg_moved(draw(chart), margin, margin)), result;
}

}  // namespace

host::svg_element picture(const group& of) {
    if (const auto numbers = sizes(of); !numbers.empty()) return curves(of, numbers);
    std::vector<host::bar_chart> panels;
    const auto implementations = of.implementations();
    double least = 1, greatest = 1;
    for (const row& each : of.rows) {
        panels.push_back(panel(each, implementations));
        for (const host::bar_group& bars : panels.back().groups) {
            least = std::fmin(least, bars.values[0]);
            greatest = std::fmax(greatest, bars.values[0]);
        }
    }
    // The same scale for all, so that bars compare across panels.
    for (host::bar_chart& each : panels) each.x.least = least / 1.1, each.x.greatest = greatest * 1.1;
    return page(heading(of.name) + ": time relative to constprop's",
                "Bars to the right are slower than constprop, bars to the left faster. Hollow bars: limits of the "
                "machine, as measured.",
                panels, 2);
}

host::svg_element picture(const compile_costs& networks, const compile_costs& others) {
    compile_costs of = others;
    of.all.insert(of.all.begin(), networks.all.begin(), networks.all.end());
    std::vector<host::bar_chart> panels;
    double most = 0;
    for (const compile_cost& each : of.all) most = std::fmax(most, each.seconds);
    for (const std::string& compiler : of.compilers()) {
        host::bar_chart chart{.title = compiler,
                              .x = {.label = "seconds of processor time", .greatest = most},
                              .series = of.libraries(),
                              .width = 410,
                              .bar = 15,
                              .gap = 8};
        for (const std::string& unit : of.units()) {
            host::bar_group bars{.name = unit};
            for (const std::string& library : chart.series) {
                const compile_cost* cost = of.find(compiler, library, unit);
                bars.values.push_back(cost ? rounded(cost->seconds) : missing);
            }
            chart.groups.push_back(std::move(bars));
        }
        panels.push_back(std::move(chart));
    }
    return page("Compiling one translation unit", of.flags, panels, 2);
}

}  // namespace report
