#ifndef CONSTPROP_EXAMPLES_SHARED_TRAINING_PICTURE_HPP
#define CONSTPROP_EXAMPLES_SHARED_TRAINING_PICTURE_HPP

#include <constprop/host/chart.hpp>
#include <constprop/host/heat_map.hpp>
#include <constprop/host/image_grid.hpp>
#include <constprop/host/svg_page.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "training_report.hpp"

namespace report {

namespace host = constprop::host;

inline std::string with_commas(std::size_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t place = digits.size(); place > 3;) digits.insert(place -= 3, 1, ',');
    return digits;
}

/// The four numbers at the top.
inline host::svg_element headline_figures(const training& of) {
    host::svg_element row("g");
    double x = 0;
    const auto add = [&](const std::string& figure, const std::string& caption) {
        row.add(host::svg_label(figure, x, 0, "figure")).add(host::svg_label(caption, x, 22, "note"));
        x += 250;
    };
    add(host::svg_number(100 * of.accuracy, 1) + " %",
        "of " + with_commas(of.held_back) + " held-back " + of.sample + "s right");
    add(with_commas(of.parameters), "parameters");
    add(with_commas(of.bytes), "bytes of constants");
    add(host::svg_number(of.seconds, 2) + " s", "to train for " + std::to_string(of.epochs.size()) + " epochs");
    return row;
}

/// Two charts, one above the other, 542 × 442, because losses and accuracy have no common scale.
inline host::svg_element learning_curves(const training& of) {
    host::chart_series training{.name = "training", .colour = 0}, held_back{.name = "held back", .colour = 2};
    host::chart_series right = held_back;
    for (std::size_t k = 0; k < of.epochs.size(); ++k) {
        for (auto* series : {&training, &held_back, &right}) series->x.push_back(static_cast<double>(k + 1));
        training.y.push_back(of.epochs[k].loss);
        held_back.y.push_back(of.epochs[k].held_back_loss);
        right.y.push_back(of.epochs[k].accuracy);
    }
    const double last = static_cast<double>(of.epochs.size());
    host::svg_element both("g");
    both.add(draw(host::line_chart{.title = "Loss",
                                   .x = {.least = 0, .greatest = last},
                                   .y = {.label = of.loss, .scale = host::axis_scale::log},
                                   .series = {training, held_back},
                                   .width = 542,
                                   .height = 230}));
    both.add(host::svg_moved(
        draw(host::line_chart{.title = "Accuracy",
                              .x = {.label = "epoch", .least = 0, .greatest = last},
                              .y = {.label = "share of " + of.sample + "s named right", .percent = true},
                              .series = {right},
                              .width = 542,
                              .height = 212}),
        0, 230));
    return both;
}

inline host::svg_element confusions(const training& of) {
    host::heat_map map{.title = "Confusion matrix",
                       .row_label = "true " + of.sample,
                       .column_label = "predicted " + of.sample,
                       .rows = of.classes,
                       .columns = of.classes,
                       .diagonal_apart = true,
                       .cell = of.classes.empty() ? 34.0 : 31.0};
    for (const auto& row : of.confusion) map.values.emplace_back(row.begin(), row.end());
    return draw(map);
}

/// The mistakes with the highest confidence, as many as fit a page.
inline host::image_grid mistakes(const training& of) {
    constexpr std::size_t most = 18;
    std::vector<const mistake*> shown;
    for (const mistake& one : of.mistakes) shown.push_back(&one);
    const bool all = shown.size() <= most;
    if (!all) {
        std::ranges::sort(shown, std::ranges::greater{}, [](const mistake* one) { return one->probability; });
        shown.resize(most);
    }
    host::image_grid grid{.title = all ? "Mistakes" : "Mistakes of which the network was most sure",
                          .note = "true → predicted, and the probability that the network gave its prediction",
                          .width = 1000,
                          .image = 88};
    for (const mistake* one : shown)
        grid.images.push_back({.pixels = one->pixels,
                               .columns = of.side,
                               .caption = class_name(of, one->truth) + " → " + class_name(of, one->prediction),
                               .note = host::svg_number(100 * one->probability, 0) + " %"});
    return grid;
}

/// The report on one page; below the charts are those panels that have pictures.
inline host::svg_element picture(const training& of, const std::vector<host::image_grid>& more = {}) {
    std::vector<host::image_grid> grids{mistakes(of)};
    grids.insert(grids.end(), more.begin(), more.end());
    const double margin = 40, panels = 214;
    double height = panels + 442 + 36;
    for (const host::image_grid& grid : grids) height += height_of(grid) + 20;
    host::svg_element page = host::svg_page(1080, height, of.title + ": how training went");
    page.add(host::svg_label(of.title, margin, 62, "headline"));
    page.add(host::svg_label(of.network, margin, 88, "note"));
    page.add(host::svg_moved(headline_figures(of), margin, 142));
    page.add(host::svg_line(margin, 186, 1080 - margin, 186, "grid"));
    page.add(host::svg_moved(learning_curves(of), margin, panels));
    page.add(host::svg_moved(confusions(of), of.classes.empty() ? 654 : 630, panels));
    double y = panels + 442 + 36;
    for (const host::image_grid& grid : grids) {
        page.add(host::svg_moved(draw(grid), margin, y));
        y += height_of(grid) + 20;
    }
    return page;
}

}  // namespace report

#endif  // CONSTPROP_EXAMPLES_SHARED_TRAINING_PICTURE_HPP
