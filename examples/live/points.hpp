#ifndef CONSTPROP_EXAMPLES_LIVE_POINTS_HPP
#define CONSTPROP_EXAMPLES_LIVE_POINTS_HPP

#include <constprop/numbers/random.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>

/// Two classes of points in the plane, in four patterns, equal for equal seeds.
namespace points {

inline constexpr std::size_t count = 256;

struct labelled {
    std::array<std::array<float, 2>, count> inputs;
    std::array<std::array<float, 1>, count> targets;
};

enum class pattern { moons, circle, xor_squares, spiral };

/// The point at `t` from 0 to 1 of a class's curve, or anywhere in its region.
inline std::array<double, 2> place(pattern of, bool second, double t, constprop::random& source) {
    constexpr double pi = std::numbers::pi;
    switch (of) {
        case pattern::moons: {
            const double x = 0.9 * std::cos(pi * t), y = 0.9 * std::sin(pi * t);
            return second ? std::array{0.45 - x, 0.25 - y} : std::array{x - 0.45, y - 0.25};
        }
        case pattern::circle: {
            const double radius = second ? 1 : 0.45 * std::sqrt(source.uniform<double>());
            return {radius * std::cos(2 * pi * t), radius * std::sin(2 * pi * t)};
        }
        case pattern::xor_squares: {
            const double x = 0.1 + 1.1 * source.uniform<double>(), y = 0.1 + 1.1 * source.uniform<double>();
            const double side = t < 0.5 ? 1 : -1;
            return {side * x, second ? -side * y : side * y};
        }
        default: {
            const double angle = 3 * pi * (0.12 + 0.88 * t) + (second ? pi : 0), radius = 0.12 + 1.1 * t;
            return {radius * std::cos(angle), radius * std::sin(angle)};
        }
    }
}

/// Points with normal noise; every second one is of the second class.
inline labelled drawn(pattern of, std::uint64_t seed) {
    constprop::random source(seed);
    const double noise = of == pattern::spiral ? 0.03 : of == pattern::xor_squares ? 0 : 0.1;
    labelled all{};
    for (std::size_t n = 0; n < count; ++n) {
        const bool second = n % 2 == 1;
        const auto at = place(of, second, source.uniform<double>(), source);
        for (std::size_t k = 0; k < 2; ++k)
            all.inputs[n][k] = static_cast<float>(at[k] + noise * source.normal<double>());
        all.targets[n] = {second ? 1.0F : 0.0F};
    }
    return all;
}

}  // namespace points

#endif  // CONSTPROP_EXAMPLES_LIVE_POINTS_HPP
