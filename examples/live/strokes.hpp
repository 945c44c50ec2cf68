#ifndef CONSTPROP_EXAMPLES_LIVE_STROKES_HPP
#define CONSTPROP_EXAMPLES_LIVE_STROKES_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

#include "../digits/digits_data.hpp"

/// From the strokes of a drawn digit to an image like those of the data set: its digits fill a bitmap of 32×32, whose blocks of
/// 4×4 were counted, and have the same amount of ink whether they are slim or wide.
namespace strokes {

/// A point of a stroke, in any unit; y grows downwards.
struct point {
    float x, y;
    float starts;  ///< 1 if it is the first of a stroke, or else 0
};

inline constexpr std::size_t fine_side = 32, block = fine_side / digits::side;
inline constexpr std::size_t mean_ink = 313;  ///< of the fine pixels, in the data set

/// The square of the distance of (x, y) from the segment from a to b.
inline float squared_distance(float x, float y, const point& a, const point& b) {
    const float dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
    const float t = length > 0 ? std::clamp(((x - a.x) * dx + (y - a.y) * dy) / length, 0.0F, 1.0F) : 0.0F;
    const float off_x = x - (a.x + t * dx), off_y = y - (a.y + t * dy);
    return off_x * off_x + off_y * off_y;
}

/// The strokes in the middle of the bitmap, as large as fits, by a pen of a radius.
inline digits::image drawn(std::span<const point> path, float radius) {
    float left = path[0].x, right = left, top = path[0].y, bottom = top;
    for (const point& p : path) {
        left = std::min(left, p.x), right = std::max(right, p.x);
        top = std::min(top, p.y), bottom = std::max(bottom, p.y);
    }
    const float room = static_cast<float>(fine_side) - 2 * radius, size = std::max({right - left, bottom - top, 1e-6F});
    const auto placed = [&](const point& p) {
        return point{(p.x - (left + right) / 2) * room / size + fine_side / 2.0F,
                     (p.y - (top + bottom) / 2) * room / size + fine_side / 2.0F, p.starts};
    };
    bool ink[fine_side][fine_side]{};
    for (std::size_t k = 0; k < path.size(); ++k) {
        const point to = placed(path[k]), from = k == 0 || path[k].starts != 0 ? to : placed(path[k - 1]);
        for (std::size_t row = 0; row < fine_side; ++row)
            for (std::size_t column = 0; column < fine_side; ++column)
                ink[row][column] |= squared_distance(static_cast<float>(column) + 0.5F, static_cast<float>(row) + 0.5F,
                                                     from, to) <= radius * radius;
    }
    digits::image image{};
    for (std::size_t row = 0; row < fine_side; ++row)
        for (std::size_t column = 0; column < fine_side; ++column)
            if (ink[row][column]) image[row / block * digits::side + column / block] += 1.0F / (block * block);
    return image;
}

/// The strokes with about as much ink as the digits of the data set have.
inline digits::image drawn(std::span<const point> path) {
    if (path.empty()) return {};
    float least = 0.75F, greatest = 5;
    for (int halvings = 0; halvings < 6; ++halvings) {
        const float radius = (least + greatest) / 2;
        float ink = 0;
        for (const float pixel : drawn(path, radius)) ink += pixel * block * block;
        (ink < static_cast<float>(mean_ink) ? least : greatest) = radius;
    }
    return drawn(path, greatest);
}

}  // namespace strokes

#endif  // CONSTPROP_EXAMPLES_LIVE_STROKES_HPP
