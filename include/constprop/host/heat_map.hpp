#ifndef CONSTPROP_HOST_HEAT_MAP_HPP
#define CONSTPROP_HOST_HEAT_MAP_HPP

#include <constprop/host/svg.hpp>
#include <constprop/host/svg_text.hpp>
#include <constprop/kernels/target.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// A table of counts, shaded by size. With `diagonal_apart`, for a confusion matrix, the diagonal has its own color and
/// scale, so that a single confusion stays visible beside forty correct answers.
struct heat_map {
    std::string title{}, row_label{}, column_label{};
    std::vector<std::vector<double>> values{};
    std::vector<std::string> rows{}, columns{};  ///< names; by default 0, 1, …
    bool diagonal_apart = false;
    double cell = 34;
};

namespace detail {

inline std::string name_or_number(const std::vector<std::string>& names, std::size_t k) {
    return k < names.size() ? names[k] : std::to_string(k);
}

/// The largest value that shares a color with this cell.
inline double greatest_like(const heat_map& map, bool diagonal) {
    double greatest = 0;
    for (std::size_t row = 0; row < map.values.size(); ++row)
        for (std::size_t column = 0; column < map.values[row].size(); ++column)
            if (!map.diagonal_apart || (row == column) == diagonal)
                greatest = (std::max)(greatest, map.values[row][column]);
    return greatest;
}

/// The width of the longest of these names, in their font.
inline double room_for(const std::vector<std::string>& names) {
    double room = 0;
    for (const std::string& name : names) room = (std::max)(room, 12 * svg_text_width(name));
    return room;
}

/// The origin of the cells in a drawn heat map. It determines the map's size: (left + columns · cell) × (top + rows · cell).
/// Names of columns are written upwards.
inline double left_of(const heat_map& map) { return (std::max)(46.0, 32 + room_for(map.rows)); }
inline double top_of(const heat_map& map) { return (std::max)(62.0, 52 + room_for(map.columns)); }

}  // namespace detail

/// The map as an SVG element. Cells with 0 stay empty, so that the others stand out.
[[nodiscard]] inline svg_element draw(const heat_map& map) {
    svg_element picture("g");
    const double size = map.cell, gap = 2;
    const std::size_t row_count = map.values.size(), column_count = row_count == 0 ? 0 : map.values.front().size();
    const double left = detail::left_of(map), top = detail::top_of(map);
    const double width = size * static_cast<double>(column_count), height = size * static_cast<double>(row_count);
    picture.add(svg_label(map.title, 0, 15, "title"));
    picture.add(svg_label(map.column_label, left + width / 2, 36, "note", "middle"));
    svg_element side = svg_label(map.row_label, 0, 0, "note", "middle");
    side.set({"transform", "translate(12 " + svg_number(top + height / 2) + ") rotate(-90)"});
    picture.add(side);

    for (std::size_t column = 0; column < column_count; ++column) {
        const double middle = left + size * (static_cast<double>(column) + 0.5);
        if (map.columns.empty()) {
            picture.add(svg_label(std::to_string(column), middle, top - 8, "tick", "middle"));
        } else {
            svg_element name = svg_label(detail::name_or_number(map.columns, column), 0, 0, "tick");
            name.set(
                {"transform", "translate(" + svg_number(middle + 4) + " " + svg_number(top - 8) + ") rotate(-90)"});
            picture.add(name);
        }
    }
    for (std::size_t row = 0; row < row_count; ++row) {
        const double y = top + size * static_cast<double>(row);
        picture.add(svg_label(detail::name_or_number(map.rows, row), left - 10, y + size / 2 + 4, "tick", "end"));
        for (std::size_t column = 0; column < map.values[row].size(); ++column) {
            const double value = map.values[row][column], x = left + size * static_cast<double>(column);
            const bool diagonal = map.diagonal_apart && row == column;
            const double greatest = detail::greatest_like(map, diagonal);
            svg_element square(
                "rect",
                {{"x", x + gap / 2}, {"y", y + gap / 2}, {"width", size - gap}, {"height", size - gap}, {"rx", 3}});
            if (!(value > 0)) {
                picture.add(square.set({"class", "empty"}));
                continue;
            }
            // At least a fifth, so that the smallest count does not look empty.
            const double share = greatest > 0 ? value / greatest : 0, opacity = 0.2 + 0.8 * share;
            const bool second = map.diagonal_apart && !diagonal;
            square.set({"class", second ? "fill series-1" : "fill series-0"}).set({"fill-opacity", opacity});
            picture.add(square);
            picture.add(svg_label(svg_number(value), x + size / 2, y + size / 2 + 4.5,
                                  opacity > 0.65 ? "cell on-colour" : "cell", "middle"));
        }
    }
    return picture;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_HEAT_MAP_HPP
