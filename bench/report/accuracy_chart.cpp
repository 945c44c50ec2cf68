#include <constprop/host/chart.hpp>
#include <constprop/host/svg_page.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "accuracy_section.hpp"
#include "measurements.hpp"
#include "numbers.hpp"
#include "page.hpp"

namespace report {
namespace {

namespace host = constprop::host;

/// The same in all panels.
std::size_t colour_of(const std::string& implementation) {
    return implementation == ours        ? 0
           : implementation == "PyTorch" ? 1
           : implementation == "dlib"    ? 2
           : implementation == "FANN"    ? 3
                                         : 4;
}

host::line_chart panel(const accuracy_runs& of, const std::string& task) {
    host::line_chart chart{.title = task,
                           .x = {.label = "seconds of training", .scale = host::axis_scale::log},
                           .width = 560,
                           .height = 300};
    host::chart_series goal{.name = "goal", .colour = 4, .dashed = true};
    for (const accuracy_run& each : of.all) {
        if (each.task != task || !failure(of, each).empty()) continue;
        chart.y = each.by_loss ? host::chart_axis{.label = "loss", .scale = host::axis_scale::log}
                               : host::chart_axis{.label = "test samples that are right", .percent = true};
        host::chart_series curve{.name = each.implementation, .colour = colour_of(each.implementation)};
        for (const judgment& at : each.curve) curve.x.push_back(at.seconds), curve.y.push_back(at.value);
        for (const double at : curve.x) goal.x.push_back(at), goal.y.push_back(each.goal);
        chart.series.push_back(curve);
    }
    // From the first judgment of all to the last.
    std::sort(goal.x.begin(), goal.x.end());
    chart.series.push_back(goal);
    return chart;
}

}  // namespace

host::svg_element picture(const accuracy_runs& of) {
    std::vector<host::svg_element> panels;
    double width = 0, height = 0;
    for (const std::string& task : of.tasks()) {
        const host::line_chart chart = panel(of, task);
        width = chart.width, height = chart.height;
        panels.push_back(draw(chart));
    }
    return page("Time to accuracy", "Processor time of training on one core, until the goal of each task is reached.",
                panels, width, height, 2);
}

}  // namespace report
