#ifndef CONSTPROP_HOST_CHART_HPP
#define CONSTPROP_HOST_CHART_HPP

#include <constprop/host/axis.hpp>
#include <constprop/host/svg.hpp>
#include <constprop/host/svg_page.hpp>
#include <constprop/kernels/target.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// A curve with the points (x[k], y[k]). Points that cannot be shown, such as NaN, interrupt it.
struct chart_series {
    std::string name{};
    std::vector<double> x{}, y{};
    std::optional<std::size_t> colour{};  ///< number of its color in the theme; by default the number of the curve
    bool dashed = false;
};

/// A line chart. Each curve's name stands at its end, in its color.
///
///     draw(line_chart{.title = "Loss", .x = {.label = "epoch"}, .y = {.scale = axis_scale::log},
///                     .series = {{"training", epochs, losses}}})
struct line_chart {
    std::string title{};
    chart_axis x{}, y{};
    std::vector<chart_series> series{};
    double width = 560, height = 300;
};

namespace detail {

/// The area in which a chart's data are drawn: the chart without its margins for title, labels and names.
struct plot_area {
    double left, top, right, bottom;
    double x(double share) const { return left + share * (right - left); }
    double y(double share) const { return bottom - share * (bottom - top); }
};

/// Draws grid lines with their labels, and the axis' label at its end.
inline void draw_grid(svg_element& to, const plot_area& area, const fitted_axis& x, const fitted_axis& y,
                      const std::string& x_label) {
    for (const double tick : y.ticks()) {
        const double at = area.y(y(tick));
        to.add(svg_line(area.left, at, area.right, at, "grid"));
        to.add(svg_label(y.text(tick), area.left - 8, at + 4, "tick", "end"));
    }
    for (const double tick : x.ticks()) {
        const double at = area.x(x(tick));
        to.add(svg_line(at, area.bottom, at, area.bottom + 4, "axis"));
        to.add(svg_label(x.text(tick), at, area.bottom + 18, "tick", "middle"));
    }
    to.add(svg_line(area.left, area.bottom, area.right, area.bottom, "axis"));
    to.add(svg_label(x_label, (area.left + area.right) / 2, area.bottom + 36, "note", "middle"));
}

/// Moves the centers of labels apart, to at least `gap`, by a pass down and a pass up; keeps their order.
inline std::vector<double> spread(const std::vector<double>& wanted, double gap, double least, double greatest) {
    std::vector<std::size_t> order(wanted.size());
    for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return wanted[a] < wanted[b] || (!(wanted[b] < wanted[a]) && a < b);
    });
    std::vector<double> placed = wanted;
    for (std::size_t k = 1; k < order.size(); ++k) {
        const double overlap = placed[order[k - 1]] + gap - placed[order[k]];
        if (overlap <= 0) continue;
        placed[order[k - 1]] -= k == 1 ? overlap / 2 : 0;
        placed[order[k]] = placed[order[k - 1]] + gap;
    }
    double limit = greatest;
    for (std::size_t k = order.size(); k-- > 0; limit = placed[order[k]] - gap)
        placed[order[k]] = (std::min)(placed[order[k]], limit);
    limit = least;
    for (std::size_t k = 0; k < order.size(); limit = placed[order[k++]] + gap)
        placed[order[k]] = (std::max)(placed[order[k]], limit);
    return placed;
}

inline svg_element draw_curve(const chart_series& series, const std::string& role, const plot_area& area,
                              const fitted_axis& x, const fitted_axis& y) {
    std::string path;
    bool begun = false;
    for (std::size_t k = 0; k < (std::min)(series.x.size(), series.y.size()); ++k) {
        const bool shown = x.shows(series.x[k]) && y.shows(series.y[k]);
        if (shown)
            path += (begun ? "L" : "M") + svg_number(area.x(x(series.x[k])), 1) + ' ' +
                    svg_number(area.y(y(series.y[k])), 1);
        begun = shown;
    }
    return {"path", {{"d", path}, {"class", "curve stroke " + role + (series.dashed ? " dashed" : "")}}};
}

}  // namespace detail

/// The chart as an SVG element of its `width` and `height`, for a page.
[[nodiscard]] inline svg_element draw(const line_chart& chart) {
    fitted_axis x(chart.x), y(chart.y);
    double name_width = 0;
    for (const chart_series& series : chart.series) {
        for (const double value : series.x) x.include(value);
        for (const double value : series.y) y.include(value);
        name_width = (std::max)(name_width, 12 * svg_text_width(series.name));
    }
    const detail::plot_area area{46, 56, chart.width - name_width - 14, chart.height - 40};
    x.round_limits(chart.x, static_cast<int>((area.right - area.left) / 80) + 1);
    y.round_limits(chart.y, static_cast<int>((area.bottom - area.top) / 35) + 1);

    svg_element picture("g");
    picture.add(svg_label(chart.title, 0, 15, "title"));
    picture.add(svg_label(chart.y.label, 0, 35, "note"));
    detail::draw_grid(picture, area, x, y, chart.x.label);

    std::vector<double> ends;
    for (const chart_series& series : chart.series) {
        double end = 0;
        for (const double value : series.y)
            if (y.shows(value)) end = y(value);
        ends.push_back(area.y(end));
    }
    const std::vector<double> names = detail::spread(ends, 16, area.top, area.bottom);
    for (std::size_t k = 0; k < chart.series.size(); ++k) {
        const std::string role = svg_series(chart.series[k].colour.value_or(k));
        picture.add(detail::draw_curve(chart.series[k], role, area, x, y));
        picture.add(svg_label(chart.series[k].name, area.right + 8, names[k] + 4, "label fill " + role));
    }
    return picture;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_CHART_HPP
