#ifndef CONSTPROP_EXAMPLES_GESTURE_SYNTHESIZER_HPP
#define CONSTPROP_EXAMPLES_GESTURE_SYNTHESIZER_HPP

#include <constprop/constprop.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "recognizer.hpp"
#include "score.hpp"

/// A synthesizer of accelerometer recordings. It uses no library's sine, so that a seed gives the same samples everywhere.
namespace gesture {

struct recording {
    std::vector<sample> samples{};
    std::vector<event> events{};
};

using vector3 = std::array<double, 3>;

/// A sine of `turns` turns, from parabolas: within 0.0011.
[[nodiscard]] inline double wave(double turns) {
    const double t = 2 * (turns - std::floor(turns + 0.5)), parabola = 4 * t * (1 - std::fabs(t));
    return parabola * (0.775 + 0.225 * std::fabs(parabola));
}

/// A hand that holds the sensor at a tilt, moves it, and shivers.
class synthesizer {
    constprop::random draw_;
    recording made_{};
    vector3 tilt_{};  ///< tangents of half the angles about x, y and z

    double between(double least, double greatest) { return least + (greatest - least) * draw_.uniform<double>(); }
    double sign() { return draw_.bits() % 2 == 0 ? 1 : -1; }

    /// Rotates by the angle whose half has tangent t, in the plane of two axes.
    static void rotate(vector3& v, std::size_t from, std::size_t to, double t) {
        const double cosine = (1 - t * t) / (1 + t * t), sine = 2 * t / (1 + t * t), a = v[from], b = v[to];
        v[from] = cosine * a - sine * b;
        v[to] = sine * a + cosine * b;
    }

    /// A sample of an acceleration of the hand, in units of gravity.
    void measure(vector3 hand) {
        hand[2] += 1;
        rotate(hand, 0, 1, tilt_[2]);
        rotate(hand, 2, 0, tilt_[1]);
        rotate(hand, 1, 2, tilt_[0]);
        sample counts{};
        for (std::size_t k = 0; k < 3; ++k) {
            const double noisy = hand[k] + 0.03 * draw_.normal<double>();
            counts[k] = static_cast<std::int16_t>(std::floor(1024 * noisy + 0.5));
        }
        made_.samples.push_back(counts);
    }

    /// Holds still while the tilt changes. In a third of the pauses, something hits the hand, which is no gesture.
    void hold_still(std::size_t steps) {
        const vector3 before = tilt_, after{between(-0.15, 0.15), between(-0.15, 0.15), between(-0.15, 0.15)};
        const std::size_t hit = draw_.bits() % (3 * steps);
        const vector3 blow{between(-0.6, 0.6), between(-0.6, 0.6), between(-1.2, 1.2)};
        for (std::size_t t = 0; t < steps; ++t) {
            const double share = static_cast<double>(t + 1) / static_cast<double>(steps);
            for (std::size_t k = 0; k < 3; ++k) tilt_[k] = before[k] + share * (after[k] - before[k]);
            measure(t == hit || t == hit + 1 ? blow : vector3{});
        }
    }

    /// Moves the hand by accelerate(share of the gesture that has passed).
    template <class Accelerate> void move(std::uint8_t kind, double seconds, Accelerate accelerate) {
        const auto steps = static_cast<std::size_t>(seconds * static_cast<double>(rate));
        const auto begin = static_cast<std::uint32_t>(made_.samples.size());
        for (std::size_t t = 0; t < steps; ++t)
            measure(accelerate((static_cast<double>(t) + 0.5) / static_cast<double>(steps)));
        made_.events.push_back({kind, begin, static_cast<std::uint32_t>(made_.samples.size())});
    }

    /// Rises and falls within a tenth of a gesture.
    static double envelope(double share) {
        const double edge = 10 * (share < 0.5 ? share : 1 - share);
        return edge < 1 ? edge : 1;
    }

    void circle() {
        const double strength = between(0.5, 1.2), length = between(1, 1.6), turns = sign() * length,
                     start = between(0, 1);
        move(1, between(0.8, 1.4), [=](double share) -> vector3 {
            const double at = start + turns * share, a = strength * envelope(share);
            return {a * wave(at + 0.25), a * wave(at), 0};
        });
    }
    void shake() {
        const double strength = between(0.9, 2.2), times = between(3, 5), aside = between(-0.4, 0.4);
        move(2, between(0.7, 1.2), [=](double share) -> vector3 {
            const double a = strength * envelope(share) * wave(times * share);
            return {a, aside * a, 0};
        });
    }
    /// Speeds up, then brakes.
    void swipe(std::uint8_t kind, double direction) {
        const double strength = direction * between(0.6, 1.5), brake = between(0.7, 1.2), aside = between(-0.3, 0.3);
        move(kind, between(0.36, 0.8), [=](double share) -> vector3 {
            const double a = strength * wave(share) * (share < 0.5 ? 1 : brake);
            return {a, aside * a, 0.5 * aside * a};
        });
    }

 public:
    explicit synthesizer(std::uint64_t seed) : draw_(seed) {}

    /// A recording of at least so many samples, in which gestures and pauses alternate.
    [[nodiscard]] recording record(std::size_t samples) {
        made_ = {};
        while (made_.samples.size() < samples) {
            hold_still(30 + draw_.bits() % 70);
            switch (draw_.bits() % 4) {
                case 0:
                    circle();
                    break;
                case 1:
                    shake();
                    break;
                case 2:
                    swipe(3, -1);
                    break;
                default:
                    swipe(4, 1);
            }
        }
        hold_still(30);
        return made_;
    }
};

}  // namespace gesture

#endif  // CONSTPROP_EXAMPLES_GESTURE_SYNTHESIZER_HPP
