#include "import/report_picture.hpp"

#include <constprop/host/svg_page.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <vector>

#include "import/layer_tree.hpp"

namespace constprop::tools {

using host::svg_element;
using host::svg_label;
using host::svg_line;
using host::svg_number;

namespace {

constexpr double pitch = 30, lane = 16, top = 52, letter = 12;

/// How many lanes a chain takes beside each other.
std::size_t lanes_of(const layer_branch& chain) {
    std::size_t most = 1;
    for (const layer_node& node : chain) {
        std::size_t all = 0;
        for (const layer_branch& branch : node.branches) all += lanes_of(branch);
        most = (std::max)(most, all);
    }
    return most;
}

/// Draws layers as points, and lines between them.
class chain_painter {
    svg_element& to_;
    const std::map<const layer_row*, std::size_t>& places_;

    static double x(std::size_t lane_) { return 12 + lane * static_cast<double>(lane_); }
    double y(const layer_row& row) const { return top + pitch * static_cast<double>(places_.at(&row) + 1); }

    void path(const std::string& steps) { to_.add({"path", {{"d", steps}, {"class", "flow"}}}); }
    static std::string point(double x_, double y_) { return svg_number(x_) + ' ' + svg_number(y_); }
    /// From one lane to another right below the beginning, or right above the end.
    void leave(double from_x, double from_y, double to_x, double to_y) {
        path("M" + point(from_x, from_y) + " C" + point(from_x, from_y + pitch * 0.6) + ' ' +
             point(to_x, from_y + pitch * 0.2) + ' ' + point(to_x, from_y + pitch * 0.8) + " L" + point(to_x, to_y));
    }
    void meet(double from_x, double from_y, double to_x, double to_y) {
        path("M" + point(from_x, from_y) + " L" + point(from_x, to_y - pitch * 0.8) + " C" +
             point(from_x, to_y - pitch * 0.2) + ' ' + point(to_x, to_y - pitch * 0.6) + ' ' + point(to_x, to_y));
    }

    void mark(const layer_node& node, std::size_t at) {
        const double cx = x(at), cy = y(*node.row);
        const bool computes = node.row->parameters > 0 && node.branches.empty();
        to_.add({"circle",
                 {{"cx", cx},
                  {"cy", cy},
                  {"r", node.branches.empty() ? 5.0 : 7.0},
                  {"class", computes ? "fill series-0" : "node"}}});
        if (node.branches.empty()) return;
        const std::string name = name_of(*node.row);
        const auto line = [&](double dx_, double dy_) {
            to_.add(svg_line(cx - dx_, cy - dy_, cx + dx_, cy + dy_, "sign"));
        };
        if (name == "residual" || name == "add") line(3.5, 0), line(0, 3.5);
        if (name == "subtract") line(3.5, 0);
        if (name == "multiply") line(2.5, 2.5), line(2.5, -2.5);
        if (name == "concatenate") line(0, 3.5);
    }

 public:
    chain_painter(svg_element& to, const std::map<const layer_row*, std::size_t>& places) : to_(to), places_(places) {}

    /// Draws a chain in a lane, from a point on, and returns where it ends.
    double draw(const layer_branch& chain, std::size_t at, double from_x, double from_y) {
        for (const layer_node& node : chain) {
            const double end = y(*node.row);
            if (node.branches.empty()) {
                leave(from_x, from_y, x(at), end);
            } else {
                std::size_t beside = at;
                for (const layer_branch& branch : node.branches) {
                    const double last = branch.empty() ? from_y : draw(branch, beside, from_x, from_y);
                    if (!branch.empty()) meet(x(beside), last, x(at), end);
                    else if (beside == at) path("M" + point(from_x, from_y) + " L" + point(x(at), end));
                    else {
                        leave(from_x, from_y, x(beside), end - pitch);
                        meet(x(beside), end - pitch, x(at), end);
                    }
                    beside += lanes_of(branch);
                }
            }
            from_x = x(at), from_y = end;
        }
        return from_y;
    }
    /// The points, over the lines.
    void mark(const layer_branch& chain, std::size_t at) {
        for (const layer_node& node : chain) {
            std::size_t beside = at;
            for (const layer_branch& branch : node.branches) {
                mark(branch, beside);
                beside += lanes_of(branch);
            }
            mark(node, at);
        }
    }
};

bool holds_layers(const layer_row& row) {
    constexpr std::array<std::string_view, 6> names{"residual", "add",         "subtract",
                                                    "multiply", "concatenate", "sequential"};
    return std::find(names.begin(), names.end(), name_of(row)) != names.end();
}

/// "conv2d<8, 16, kernel<3>>"; of a layer that holds others, its name.
std::string label_of(const layer_row& row) {
    const std::string name = name_of(row);
    const bool holds = holds_layers(row);
    std::string text = row.position + "  " + (holds ? name : short_layer(row.layer));
    constexpr std::size_t most = 62;
    return text.size() > most ? text.substr(0, most - 1) + "…" : text;
}

/// A column of bars with their numbers, the greatest in another color if it is to be marked.
void draw_column(svg_element& to, const char* title, const std::vector<std::size_t>& values, double left, double width,
                 bool marks_peak) {
    to.add(svg_label(title, left, top - 34, "title"));
    const std::size_t most = values.empty() ? 0 : *std::max_element(values.begin(), values.end());
    const double room = width - letter * 0.62 * static_cast<double>(grouped(most).size()) - 52;
    bool is_marked = false;
    for (std::size_t k = 0; k < values.size(); ++k) {
        if (values[k] == 0) continue;
        const double y = top + pitch * static_cast<double>(k + 1),
                     long_as = (std::max)(1.5, room * static_cast<double>(values[k]) / static_cast<double>(most));
        const bool peak = marks_peak && values[k] == most;
        to.add({"rect",
                {{"x", left},
                 {"y", y - 7},
                 {"width", long_as},
                 {"height", 14},
                 {"rx", 2},
                 {"class", peak ? "fill series-1" : "fill series-0"}}});
        to.add(svg_label(grouped(values[k]) + (peak && !is_marked ? " peak" : ""), left + long_as + 6, y + 4,
                         peak ? "label" : "tick"));
        is_marked = is_marked || peak;
    }
}

}  // namespace

std::string grouped(std::size_t number) {
    std::string text = std::to_string(number);
    for (std::size_t k = text.size(); k > 3; k -= 3) text.insert(k - 3, ",");
    return text;
}

std::string extent_text(const constprop::extent& of) {
    if (of.kind == rank::vector) return std::to_string(of.size());
    std::string text = of.kind == rank::image ? std::to_string(of.height) + " × " : "";
    return text + std::to_string(of.width) + (of.channels == 1 ? "" : " × " + std::to_string(of.channels));
}

svg_element draw_layers(const report& of) {
    const layer_branch tree = tree_of(of.rows);
    const double names = 12 + lane * static_cast<double>(lanes_of(tree)) + 8;
    double widest = 0;
    for (const layer_row& row : of.rows) widest = (std::max)(widest, letter * host::svg_text_width(label_of(row)));
    const double extents = names + widest + 112, bars = extents + 28, ram = 230, products = 220, parameters = 190;
    const double width = bars + ram + products + parameters,
                 height = top + pitch * static_cast<double>(of.rows.size() + 1);

    svg_element page = host::svg_page(width, height, "The layers of " + of.name + ", and what each costs");
    page.add(
        {"style",
         {},
         ".page { fill: none; }\n.flow { fill: none; stroke: #9aa5b1; stroke-width: 2; stroke-linecap: round; }\n"
         ".node { fill: #ffffff; stroke: #0072b2; stroke-width: 2; } .sign { stroke: #0072b2; stroke-width: 2; }\n"
         "@media (prefers-color-scheme: dark) { .flow { stroke: #616e7c; } .node { fill: #12181f; stroke: #56b4e9; } .sign { stroke: #56b4e9; } }"});
    std::map<const layer_row*, std::size_t> places;
    for (std::size_t k = 0; k < of.rows.size(); ++k) places[&of.rows[k]] = k;

    // The input, then each layer with what it gives.
    page.add(svg_label("Layers", names, top - 34, "title"));
    page.add(svg_label("gives", extents, top - 34, "title", "end"));
    page.add(svg_label("input", names, top + 4, "note"));
    page.add(svg_label(extent_text(of.takes), extents, top + 4, "note", "end"));
    for (const layer_row& row : of.rows) {
        const double y = top + pitch * static_cast<double>(places[&row] + 1);
        page.add(svg_line(names, y + pitch / 2, width, y + pitch / 2, "grid"));
        page.add(svg_label(label_of(row), names, y + 4, "label"));
        page.add(svg_label(extent_text(row.gives), extents, y + 4, "tick", "end"));
    }
    chain_painter painter(page, places);
    painter.draw(tree, 0, 12, top);
    page.add({"circle", {{"cx", 12}, {"cy", top}, {"r", 3}, {"class", "ink"}}});
    painter.mark(tree, 0);

    std::vector<std::size_t> counts, multiplied;
    for (const layer_row& row : of.rows) {
        const bool holds = holds_layers(row);
        counts.push_back(holds ? 0 : row.parameters);
        multiplied.push_back(holds ? 0 : row.multiply_accumulates);
    }
    draw_column(page, "RAM, bytes", bytes_alive(of.rows, of.bytes_of_value), bars, ram, true);
    draw_column(page, "multiply-adds", multiplied, bars + ram, products, false);
    draw_column(page, "parameters", counts, bars + ram + products, parameters, false);
    return page;
}

}  // namespace constprop::tools
