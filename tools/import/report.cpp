#include "import/report.hpp"

#include <constprop/host/document/html_page.hpp>
#include <constprop/host/svg_page.hpp>

#include <algorithm>
#include <cstdio>
#include <sstream>
#include <vector>

#include "import/layer_tree.hpp"
#include "import/report_picture.hpp"

namespace constprop::tools {

using host::html_page;
using host::svg_element;
using host::svg_label;

namespace {

std::string short_number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3g", value);
    return text;
}

std::string range_text(const std::optional<number_range>& of) {
    if (!of) return "";
    return html_page::words(short_number(of->least) + " … " + short_number(of->greatest));
}

/// What the whole network costs, in large numbers.
svg_element draw_figures(const report& of) {
    std::size_t parameters = 0, products = 0;
    for (const layer_row& row : of.rows) parameters += row.parameters, products += row.multiply_accumulates;
    const std::vector<std::size_t> alive = bytes_alive(of.rows, of.bytes_of_value);
    const auto peak = std::max_element(alive.begin(), alive.end());
    svg_element page = host::svg_page(980, 74, "The cost of " + of.name);
    page.add({"style", {}, ".page { fill: none; }"});
    double left = 0;
    const auto figure = [&](const std::string& number_, const std::string& what_) {
        page.add(svg_label(number_, left, 30, "figure"));
        page.add(svg_label(what_, left, 52, "note"));
        left += 245;
    };
    const auto outer =
        static_cast<std::size_t>(std::count_if(of.rows.begin(), of.rows.end(), [](const layer_row& row_) {
            return row_.position.find('.') == std::string::npos;
        }));
    figure(grouped(outer), "layers, in " + of.numbers);
    figure(grouped(parameters), "parameters, " + grouped(parameters * of.bytes_of_weight) + " bytes at least");
    figure(grouped(products), "multiply-adds of an inference");
    if (peak != alive.end())
        figure(grouped(*peak),
               "bytes of RAM, at layer " + of.rows[static_cast<std::size_t>(peak - alive.begin())].position);
    return page;
}

std::string svg_text(const svg_element& picture) {
    std::ostringstream out;
    picture.write(out);
    return out.str();
}

void list(html_page& page, const char* title, const std::vector<std::string>& lines, const char* otherwise) {
    page.heading(title);
    if (lines.empty()) return page.paragraph(otherwise);
    std::vector<std::string> items;
    items.reserve(lines.size());
    for (const std::string& line : lines) items.push_back(html_page::words(line));
    page.list(items);
}

}  // namespace

std::string report_text(const report& of) {
    html_page page;
    page.title(html_page::words(of.name));
    std::string lines;
    for (const std::string& line : of.provenance) lines += (lines.empty() ? "" : "<br>") + html_page::words(line);
    page.paragraph(lines);
    page.picture(svg_text(draw_figures(of)));

    page.heading("Layers");
    page.picture(svg_text(draw_layers(of)));
    page.paragraph(
        "RAM: the values that are alive while a layer works, of " + std::to_string(of.bytes_of_value) +
        (of.bytes_of_value == 1 ? " byte" : " bytes") +
        " each, input and output included: what the layer takes and gives, and in branches what other layers still take. "
        "Functions that clamp are part of the layer before them. Elementwise functions work in place" +
        (of.bytes_of_value == 1
             ? ", and so do convolutions where they can; what these write beside the values is that of "
               "plain loops. "
             : ". ") +
        "For the processor that a program is compiled for, <code>constprop::footprint&lt;model&gt;::inference_bytes</code> "
        "is exact, and counts what lies beside input and output.");

    const bool has_values =
        std::any_of(of.rows.begin(), of.rows.end(), [](const layer_row& row_) { return row_.values.has_value(); });
    const bool has_origins =
        std::any_of(of.rows.begin(), of.rows.end(), [](const layer_row& row_) { return !row_.from.empty(); });
    page.heading("Ranges");
    host::page_table table;
    const auto shown = [&](std::vector<std::string> cells_) {
        if (!has_values) cells_.pop_back();
        if (!has_origins) cells_.erase(cells_.begin() + 2);
        return cells_;
    };
    table.header = shown({"layer", "", "made of", "weights", "values that it gives"});
    if (has_values)
        table.rows.push_back(shown({"input", html_page::words(extent_text(of.takes)), "", "", range_text(of.input)}));
    for (const layer_row& row : of.rows)
        table.rows.push_back(shown({html_page::words(row.position), html_page::words(name_of(row)),
                                    html_page::words(row.from), range_text(row.weights), range_text(row.values)}));
    page.table(table);
    if (!has_values)
        page.paragraph(
            "Ranges of values are known of networks of integers, and of ONNX files with samples: "
            "<code>--check INPUT OUTPUT</code>.");

    page.heading("Operators of the file");
    std::string operators;
    for (const std::string& one : of.operators) operators += (operators.empty() ? "" : ", ") + html_page::words(one);
    page.paragraph(operators);
    list(page, "Folded: operators without a layer of their own", of.folded, "None.");
    list(page, "Lost: what the network leaves out or rounds", of.lost, "Nothing.");
    return page.finished();
}

}  // namespace constprop::tools
