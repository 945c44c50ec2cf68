#ifndef CONSTPROP_EXAMPLES_DIGITS_PICTURE_HPP
#define CONSTPROP_EXAMPLES_DIGITS_PICTURE_HPP

#include <constprop/host/chart.hpp>
#include <constprop/host/heat_map.hpp>
#include <constprop/host/image_grid.hpp>
#include <constprop/host/svg_page.hpp>

#include <string>
#include <vector>

#include "digits_report.hpp"

namespace digits {

namespace host = constprop::host;

inline std::string with_commas(std::size_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t place = digits.size(); place > 3;) digits.insert(place -= 3, 1, ',');
    return digits;
}

/// The four numbers at the top.
inline host::svg_element headline_figures(const report& of) {
    host::svg_element row("g");
    double x = 0;
    const auto add = [&](const std::string& figure, const std::string& caption) {
        row.add(host::svg_label(figure, x, 0, "figure")).add(host::svg_label(caption, x, 22, "note"));
        x += 250;
    };
    add(host::svg_number(100 * of.accuracy, 1) + " %",
        "of " + std::to_string(held_back_count) + " held-back digits right");
    add(with_commas(of.parameters), "parameters");
    add(with_commas(of.bytes), "bytes of constants");
    add(host::svg_number(of.seconds, 2) + " s", "to train for " + std::to_string(of.epochs.size()) + " epochs");
    return row;
}

/// Two charts, one above the other, 542 × 442: losses and accuracy have no scale in common.
inline host::svg_element learning_curves(const report& of) {
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
                                   .y = {.label = "cross-entropy with smoothed labels", .scale = host::axis_scale::log},
                                   .series = {training, held_back},
                                   .width = 542,
                                   .height = 230}));
    both.add(host::svg_moved(draw(host::line_chart{.title = "Accuracy",
                                                   .x = {.label = "epoch", .least = 0, .greatest = last},
                                                   .y = {.label = "share of digits named right", .percent = true},
                                                   .series = {right},
                                                   .width = 542,
                                                   .height = 212}),
                             0, 230));
    return both;
}

inline host::svg_element confusions(const report& of) {
    host::heat_map map{.title = "Confusion matrix",
                       .row_label = "true digit",
                       .column_label = "predicted digit",
                       .diagonal_apart = true};
    for (const auto& row : of.confusion) map.values.emplace_back(row.begin(), row.end());
    return draw(map);
}

inline host::image_grid mistakes(const report& of) {
    host::image_grid grid{.title = "Digits named wrong",
                          .note = "true → predicted, and the probability that the network gave its prediction",
                          .width = 1000,
                          .image = 88};
    for (const report::mistake& one : of.mistakes)
        grid.images.push_back({.pixels = {one.pixels->begin(), one.pixels->end()},
                               .columns = side,
                               .caption = std::to_string(one.truth) + " → " + std::to_string(one.prediction),
                               .note = host::svg_number(100 * one.probability, 0) + " %"});
    return grid;
}

/// The report on one page.
inline host::svg_element picture(const report& of, const std::string& network) {
    const host::image_grid wrong = mistakes(of);
    const double margin = 40, panels = 214, bottom = panels + 442 + 36;
    host::svg_element page =
        host::svg_page(1080, bottom + height_of(wrong) + 20, "Handwritten digits: how training went");
    page.add(host::svg_label("Handwritten digits", margin, 62, "headline"));
    page.add(host::svg_label(network, margin, 88, "note"));
    page.add(host::svg_moved(headline_figures(of), margin, 142));
    page.add(host::svg_line(margin, 186, 1080 - margin, 186, "grid"));
    page.add(host::svg_moved(learning_curves(of), margin, panels));
    page.add(host::svg_moved(confusions(of), 654, panels));
    page.add(host::svg_moved(draw(wrong), margin, bottom));
    return page;
}

}  // namespace digits

#endif  // CONSTPROP_EXAMPLES_DIGITS_PICTURE_HPP
