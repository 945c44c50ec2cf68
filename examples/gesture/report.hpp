#ifndef CONSTPROP_EXAMPLES_GESTURE_REPORT_HPP
#define CONSTPROP_EXAMPLES_GESTURE_REPORT_HPP

#include <constprop/host/chart.hpp>
#include <constprop/host/svg_page.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "synthesizer.hpp"

/// The report of the training, as a picture.
namespace gesture {

namespace host = constprop::host;

/// A gesture that the network has recognized with the sample of number `at`.
struct recognition {
    std::size_t kind;
    std::uint32_t at;
};

/// The losses of each epoch.
struct learning_curve {
    std::vector<double> training{}, held_back{};
};

/// Fourteen seconds of a recording: the three axes, true gestures as areas, and recognized ones as lines.
inline host::svg_element draw_stream(const recording& of, const std::vector<recognition>& recognized,
                                     std::uint32_t first) {
    constexpr std::uint32_t count = 14 * rate;
    // The data's area in a chart of this size whose curves have no names at their ends, moved down by 40.
    constexpr double width = 1000, left = 46, right = width - 14, top = 96, bottom = 320;
    const auto across = [&](std::uint32_t at) { return left + (right - left) * double(at - first) / count; };
    const auto is_shown = [&](std::uint32_t begin, std::uint32_t end) {
        return begin >= first && end <= first + count;
    };

    host::svg_element picture("g");
    picture.add(host::svg_label("A stream that the network has not seen", 0, 15, "title"));
    picture.add(host::svg_label("acceleration along", 0, 35, "note"));
    host::line_chart chart{
        .x = {.label = "seconds", .least = 0, .greatest = double(count) / rate}, .width = width, .height = bottom};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        host::chart_series series{};
        for (std::uint32_t t = 0; t <= count; ++t) {
            series.x.push_back(double(t) / rate);
            series.y.push_back(double(of.samples[first + t][axis]) / 1024);
        }
        chart.series.push_back(series);
        picture.add(host::svg_label(std::string(1, "xyz"[axis]), 112 + 14 * double(axis), 35,
                                    "label fill " + host::svg_series(axis)));
    }
    picture.add(host::svg_label("in units of gravity", 160, 35, "note"));

    picture.add(host::svg_label("true", left - 8, 66, "note", "end"));
    picture.add(host::svg_label("found", left - 8, 86, "note", "end"));
    for (const event& one : of.events) {
        if (!is_shown(one.begin, one.end)) continue;
        const double from = across(one.begin), to = across(one.end);
        picture.add(
            {"rect", {{"x", from}, {"y", top}, {"width", to - from}, {"height", bottom - top}, {"class", "empty"}}});
        picture.add(host::svg_label(names[one.kind], (from + to) / 2, 66, "label", "middle"));
    }
    picture.add(host::svg_moved(draw(chart), 0, 40));
    for (const recognition& one : recognized) {
        if (!is_shown(one.at, one.at)) continue;
        picture.add(host::svg_line(across(one.at), 90, across(one.at), bottom, "stroke series-3"));
        picture.add(host::svg_label(names[one.kind], across(one.at), 86, "label fill series-3", "middle"));
    }
    return picture;
}

inline host::svg_element draw_report(const recording& of, const std::vector<recognition>& recognized,
                                     const learning_curve& curve, const std::string& result) {
    host::line_chart losses{
        .title = "Loss",
        .x = {.label = "epoch", .least = 0, .greatest = double(curve.training.size())},
        .y = {.label = "cross-entropy, the mean over all steps", .scale = host::axis_scale::log},
        .series = {{.name = "training", .y = curve.training}, {.name = "held back", .y = curve.held_back}},
        .width = 1000,
        .height = 240};
    for (host::chart_series& series : losses.series)
        for (std::size_t epoch = 1; epoch <= series.y.size(); ++epoch) series.x.push_back(double(epoch));

    host::svg_element page = host::svg_page(1080, 780, "Gestures, recognized in the stream of an accelerometer");
    page.add(host::svg_label("Gestures", 40, 62, "headline"));
    page.add(host::svg_label(result, 40, 88, "note"));
    page.add(host::svg_moved(draw_stream(of, recognized, 8'350), 40, 118));
    page.add(host::svg_moved(draw(losses), 40, 510));
    return page;
}

}  // namespace gesture

#endif  // CONSTPROP_EXAMPLES_GESTURE_REPORT_HPP
