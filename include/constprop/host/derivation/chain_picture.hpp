#ifndef CONSTPROP_HOST_DERIVATION_CHAIN_PICTURE_HPP
#define CONSTPROP_HOST_DERIVATION_CHAIN_PICTURE_HPP

#include <constprop/host/derivation/tables.hpp>
#include <constprop/host/document/display_width.hpp>
#include <constprop/host/svg.hpp>
#include <constprop/host/svg_page.hpp>
#include <constprop/kernels/target.hpp>

#include <algorithm>
#include <cstddef>
#include <string>

namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// The chain as a picture: boxes for the layers and the loss; above them the forward pass, below the backward pass.
template <class Network, class Loss> svg_element draw_chain() {
    using formulas = chain<Network, Loss>;
    constexpr std::size_t last = formulas::last;
    constexpr double height = 168, middle = 84;
    const auto text = [](auto formula_) { return std::string{formula::text_of<notation::unicode>(formula_)}; };
    // As wide as the longest text needs, with letters of 12 pixels.
    std::size_t widest = 10, longest = 5;
    const auto name_of = [](auto k_) { return layer_name<Network, k_()>::template shown_as<notation::unicode>(); };
    const auto count_of = [](auto k_) {
        constexpr std::size_t count = Network::shape_of(k_() - 1).parameters();
        return count == 0 ? std::string{} : std::to_string(count) + " parameters";
    };
    const std::string loss_name{short_name<typename stripped<Loss>::type>()};
    for_each_layer<last>(
        [&](auto k_) { widest = (std::max)({widest, display_width(name_of(k_)), display_width(count_of(k_))}); });
    widest = (std::max)(widest, display_width(loss_name));
    for_each_layer<last + 1>([&](auto k_) {
        constexpr std::size_t k = k_() - 1;
        longest = (std::max)({longest, display_width(text(formulas::template row<k>)),
                              display_width(shape_text(formulas::template row<k>.size)),
                              display_width(shape_text(formulas::template z<k>.size))});
    });
    const double box = 22 + 7 * static_cast<double>(widest), gap = 39 + 7 * static_cast<double>(longest);
    const auto left_of = [=](std::size_t place_) { return gap + static_cast<double>(place_) * (box + gap); };
    const double width = left_of(last + 1);

    svg_element page = svg_page(width, height, "The chain, forward and backward");
    const auto arrow = [&](double from_, double to_, double y_, const std::string& label_, const std::string& size_,
                           std::size_t colour_) {
        const double head = to_ > from_ ? -6 : 6, beside = y_ < middle ? -7 : 16;
        const std::string stroke = "curve stroke " + svg_series(colour_);
        page.add(svg_line(from_, y_, to_, y_, stroke));
        page.add({"path",
                  {{"d", "M" + svg_number(to_ + head) + ' ' + svg_number(y_ - 4) + " L" + svg_number(to_) + ' ' +
                             svg_number(y_) + " L" + svg_number(to_ + head) + ' ' + svg_number(y_ + 4)},
                   {"class", stroke}}});
        page.add(svg_label(label_, (from_ + to_) / 2, y_ + beside, "label", "middle"));
        page.add(svg_label(size_, (from_ + to_) / 2, y_ + (y_ < middle ? -21 : 30), "tick", "middle"));
    };
    const auto block = [&](std::size_t place_, const std::string& name_, const std::string& below_) {
        page.add({"rect",
                  {{"x", left_of(place_)},
                   {"y", middle - 34},
                   {"width", box},
                   {"height", 68},
                   {"rx", 6},
                   {"class", "axis stroke"}}});
        page.add(svg_label(name_, left_of(place_) + box / 2, middle - (below_.empty() ? -4 : 3), "label", "middle"));
        page.add(svg_label(below_, left_of(place_) + box / 2, middle + 15, "tick", "middle"));
    };
    for_each_layer<last>([&](auto k_) { block(k_() - 1, name_of(k_), count_of(k_)); });
    block(last, loss_name, "");
    const auto values = [&](auto k_) {
        constexpr std::size_t k = k_() - 1;
        const double from = left_of(k) - gap + 8, to = left_of(k) - 8;
        arrow(from, to, middle - 20, text(formulas::template z<k>), shape_text(formulas::template z<k>.size), 0);
        arrow(to, from, middle + 20, text(formulas::template row<k>), shape_text(formulas::template row<k>.size), 1);
    };
    for_each_layer<last + 1>(values);
    return page;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_CHAIN_PICTURE_HPP
