#ifndef CONSTPROP_HOST_IMAGE_GRID_HPP
#define CONSTPROP_HOST_IMAGE_GRID_HPP

#include <constprop/host/svg.hpp>
#include <constprop/kernels/target.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// A small gray picture, row by row, 0 for paper and 1 for ink, with one or two lines below it.
struct captioned_image {
    std::vector<double> pixels;
    std::size_t columns;
    std::string caption, note{};
};

/// Small pictures in rows, from left to right.
struct image_grid {
    std::string title{}, note{};
    std::vector<captioned_image> images{};
    double width = 560;   ///< of the grid
    double image = 72;    ///< longer side of a picture
    double spacing = 24;  ///< least distance between two pictures
};

namespace detail {

inline svg_element draw_image(const captioned_image& image, double size) {
    const std::size_t columns = std::max<std::size_t>(image.columns, 1);
    const std::size_t rows = (image.pixels.size() + columns - 1) / columns;
    const double pixel = size / static_cast<double>(std::max<std::size_t>({rows, columns, 1}));
    const double width = pixel * static_cast<double>(columns), height = pixel * static_cast<double>(rows);
    svg_element picture("g");
    picture.add({"rect", {{"width", width}, {"height", height}, {"class", "empty"}}});
    // Without antialiasing, which would show thin lines of paper between the pixels.
    svg_element dots("g", {{"class", "ink"}, {"shape-rendering", "crispEdges"}});
    for (std::size_t k = 0; k < image.pixels.size(); ++k)
        if (image.pixels[k] > 0)
            dots.add({"rect",
                      {{"x", pixel * static_cast<double>(k % columns)},
                       {"y", pixel * static_cast<double>(k / columns)},
                       {"width", pixel},
                       {"height", pixel},
                       {"fill-opacity", (std::min)(image.pixels[k], 1.0)}}});
    picture.add(dots);
    picture.add({"rect", {{"width", width}, {"height", height}, {"class", "frame"}}});
    picture.add(svg_label(image.caption, width / 2, height + 20, "title", "middle"));
    picture.add(svg_label(image.note, width / 2, height + 37, "note", "middle"));
    return picture;
}

/// The width of a picture's cell, including its captions.
inline double image_cell(const image_grid& grid) {
    double cell = grid.image;
    for (const captioned_image& image : grid.images)
        cell = (std::max)({cell, 15 * svg_text_width(image.caption), 12 * svg_text_width(image.note)});
    return cell + grid.spacing;
}
inline std::size_t images_per_row(const image_grid& grid) {
    return std::max<std::size_t>(1, static_cast<std::size_t>((grid.width + grid.spacing) / image_cell(grid)));
}
inline constexpr double image_grid_top = 52, image_grid_text = 62;

}  // namespace detail

/// The height of the drawn grid.
[[nodiscard]] inline double height_of(const image_grid& grid) {
    const std::size_t per_row = detail::images_per_row(grid), rows = (grid.images.size() + per_row - 1) / per_row;
    return detail::image_grid_top + static_cast<double>(rows) * (grid.image + detail::image_grid_text);
}

/// The grid as an SVG element.
[[nodiscard]] inline svg_element draw(const image_grid& grid) {
    const std::size_t per_row = detail::images_per_row(grid);
    svg_element picture("g");
    picture.add(svg_label(grid.title, 0, 15, "title"));
    picture.add(svg_label(grid.note, 0, 35, "note"));
    const double cell = detail::image_cell(grid), inset = (cell - grid.spacing - grid.image) / 2;
    for (std::size_t k = 0; k < grid.images.size(); ++k)
        picture.add(svg_moved(
            detail::draw_image(grid.images[k], grid.image), inset + cell * static_cast<double>(k % per_row),
            detail::image_grid_top + (grid.image + detail::image_grid_text) * static_cast<double>(k / per_row)));
    return picture;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_IMAGE_GRID_HPP
