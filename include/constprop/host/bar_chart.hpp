#ifndef CONSTPROP_HOST_BAR_CHART_HPP
#define CONSTPROP_HOST_BAR_CHART_HPP

#include <constprop/host/axis.hpp>
#include <constprop/host/chart.hpp>
#include <constprop/host/svg.hpp>
#include <constprop/host/svg_page.hpp>
#include <constprop/kernels/target.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// A group of bars to compare: a value for each of the chart's series, in their order. NaN draws no bar.
struct bar_group {
    std::string name{};
    std::vector<double> values{};
    std::optional<std::size_t> colour{};  ///< number of the bars' color in the theme; by default that of each series
    bool outlined = false;                ///< hollow bars, to mark a group of another kind
};

/// Horizontal bars with their values beside them, so that names of any length stay readable.
///
///     draw(bar_chart{.title = "Forward pass", .x = {.label = "ns"}, .series = {"constprop", "other"},
///                    .groups = {{"64-32-10", {310, 1250}}}})
///
/// Bars begin at the origin, which is 0 by default on a linear scale. A logarithmic scale has no 0: bars begin at the start
/// of the axis, and only their ends are meaningful; for ratios with the origin 1, their lengths are, too.
struct bar_chart {
    std::string title{};
    chart_axis x{};
    std::vector<std::string> series{};  ///< names for the legend; with one series there is none
    std::vector<bar_group> groups{};
    double width = 560;
    double bar = 18;  ///< thickness of a bar
    double gap = 16;  ///< space between two groups
    std::optional<double> origin{};
};

namespace detail {

inline constexpr double bar_chart_top = 34;

inline std::size_t bars_of_group(const bar_chart& chart) {
    std::size_t most = std::max<std::size_t>(chart.series.size(), 1);
    for (const bar_group& group : chart.groups) most = (std::max)(most, group.values.size());
    return most;
}
inline double group_height(const bar_chart& chart) {
    return chart.bar * static_cast<double>(bars_of_group(chart)) + chart.gap;
}
inline double plot_top(const bar_chart& chart) { return bar_chart_top + (chart.series.size() > 1 ? 26 : 0); }

inline void draw_legend(svg_element& to, const std::vector<std::string>& names) {
    double left = 0;
    for (std::size_t k = 0; k < names.size(); ++k) {
        to.add(
            {"rect",
             {{"x", left}, {"y", 29}, {"width", 11}, {"height", 11}, {"rx", 2}, {"class", "fill " + svg_series(k)}}});
        to.add(svg_label(names[k], left + 17, 39, "label"));
        left += 17 + 12 * svg_text_width(names[k]) + 20;
    }
}

}  // namespace detail

/// The height of the drawn chart.
[[nodiscard]] inline double height_of(const bar_chart& chart) {
    return detail::plot_top(chart) + detail::group_height(chart) * static_cast<double>(chart.groups.size()) + 40;
}

/// The chart as an SVG element.
[[nodiscard]] inline svg_element draw(const bar_chart& chart) {
    fitted_axis x(chart.x);
    const double origin = chart.origin.value_or(0);
    const bool has_origin = x.shows(origin);
    x.include(origin);
    double names = 0, numbers = 0;
    bool leftward = false;
    for (const bar_group& group : chart.groups) {
        names = (std::max)(names, 12 * svg_text_width(group.name));
        for (const double value : group.values) {
            x.include(value);
            leftward = leftward || (has_origin && value < origin);
            numbers = (std::max)(numbers, 12 * svg_text_width(x.text(value)));
        }
    }
    const double left = names + 12 + (leftward ? numbers + 8 : 0);
    const detail::plot_area area{left, detail::plot_top(chart), chart.width - numbers - 8, height_of(chart) - 40};
    x.round_limits(chart.x, static_cast<int>((area.right - area.left) / 50) + 1);

    svg_element picture("g");
    picture.add(svg_label(chart.title, 0, 15, "title"));
    if (chart.series.size() > 1) detail::draw_legend(picture, chart.series);
    for (const double tick : x.ticks()) {
        const double at = area.x(x(tick));
        picture.add(svg_line(at, area.top, at, area.bottom, "grid"));
        picture.add(svg_label(x.text(tick), at, area.bottom + 18, "tick", "middle"));
    }
    picture.add(svg_label(chart.x.label, (area.left + area.right) / 2, area.bottom + 36, "note", "middle"));

    const double zero = area.x(has_origin ? x(origin) : 0);
    const double pitch = detail::group_height(chart);
    for (std::size_t g = 0; g < chart.groups.size(); ++g) {
        const bar_group& group = chart.groups[g];
        const double top = area.top + pitch * static_cast<double>(g) + chart.gap / 2;
        const double middle = top + (pitch - chart.gap) / 2;
        picture.add(svg_label(group.name, names, middle + 4, "label", "end"));
        for (std::size_t k = 0; k < group.values.size(); ++k) {
            const double value = group.values[k], y = top + chart.bar * static_cast<double>(k);
            if (!x.shows(value)) continue;
            const double end = area.x(x(value));
            picture.add({"rect",
                         {{"x", (std::min)(zero, end)},
                          {"y", y + 1},
                          {"width", (std::max)(zero, end) - (std::min)(zero, end)},
                          {"height", chart.bar - 2},
                          {"class", (group.outlined ? "stroke " : "fill ") + svg_series(group.colour.value_or(k))}}});
            const double baseline = y + chart.bar / 2 + 4;
            picture.add(end < zero ? svg_label(x.text(value), end - 6, baseline, "tick", "end")
                                   : svg_label(x.text(value), end + 6, baseline, "tick"));
        }
    }
    picture.add(svg_line(zero, area.top, zero, area.bottom, "axis"));
    return picture;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_BAR_CHART_HPP
