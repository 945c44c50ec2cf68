#ifndef CONSTPROP_BENCH_INTEGERS_ROWS_HPP
#define CONSTPROP_BENCH_INTEGERS_ROWS_HPP

#include <algorithm>
#include <array>
#include <cmath>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "../rows.hpp"

/// Networks of linear layers in int8, one sample at a time, with one scale for all weights of a layer.
namespace bench::integers {

/// A relu follows each layer but the last.
struct network {
    title name;
    std::array<std::size_t, 11> sizes;
    std::size_t layers;

    constexpr std::size_t inputs() const { return sizes[0]; }
    constexpr std::size_t outputs() const { return sizes[layers]; }
    constexpr std::size_t weights(std::size_t k) const { return sizes[k] * sizes[k + 1]; }
    constexpr bool has_relu(std::size_t k) const { return k + 1 < layers; }
    friend constexpr auto operator<=>(const network&, const network&) = default;
};

struct row {
    network net;
    work what = work::forward;
    std::size_t batch = 1;

    static std::string group() { return "integers"; }
    std::string name() const { return net.name.text.data(); }
    constexpr std::size_t multiply_adds() const {
        std::size_t sum = 0;
        for (std::size_t k = 0; k < net.layers; ++k) sum += net.weights(k);
        return sum;
    }
    friend constexpr auto operator<=>(const row&, const row&) = default;
};

inline constexpr std::array rows{
    row{{"digits 64-32-10", {64, 32, 10}, 2}},
    row{{"ad01 640-128×4-8-128×4-640", {640, 128, 128, 128, 128, 8, 128, 128, 128, 128, 640}, 10}}};

template <class Visit> void for_each_row(Visit visit) { for_each_of<rows>(visit); }

/// Integers q stand for scale (q − zero_point).
struct steps {
    float scale = 1;
    std::int32_t zero_point = 0;
};

/// Weights [output][input] stand for weight_scale · w, biases for takes.scale · weight_scale · b.
struct layer {
    std::vector<std::int8_t> weights{};
    float weight_scale = 1;
    std::vector<std::int32_t> biases{};
    steps takes{}, gives{};
};

struct data {
    std::vector<layer> layers;
    std::vector<std::int8_t> inputs;  ///< sample by sample
};

/// 255 steps from the least of some numbers, or 0, to the greatest.
inline steps steps_of(const std::vector<double>& numbers) {
    const auto [low, high] = std::minmax_element(numbers.begin(), numbers.end());
    const double least = std::fmin(*low, 0), scale = (std::fmax(*high, 0) - least) / 255;
    return {static_cast<float>(scale), static_cast<std::int32_t>(std::lround(-128 - least / scale))};
}
inline std::int8_t in_steps(double number, const steps& of) {
    const double q = std::round(number / static_cast<double>(of.scale)) + of.zero_point;
    return static_cast<std::int8_t>(std::clamp(q, -128.0, 127.0));
}

/// Weights and inputs are drawn; what a layer gives has the range that it has on all samples, in floating point.
inline const data& data_of(const network& net) {
    static std::map<network, data> known;
    const auto [at, is_new] = known.try_emplace(net);
    if (!is_new) return at->second;
    drawn_numbers numbers;
    data& made = at->second;
    std::vector<float> drawn;
    numbers.add_to(drawn, samples * net.inputs(), 1);
    std::vector<double> values(drawn.begin(), drawn.end());
    steps takes = steps_of(values);
    for (const double each : values) made.inputs.push_back(in_steps(each, takes));
    for (std::size_t k = 0; k < net.layers; ++k) {
        const std::size_t in = net.sizes[k], out = net.sizes[k + 1];
        std::vector<float> weights, biases;
        numbers.add_to(weights, in * out, std::sqrt(6 / static_cast<double>(in)));
        numbers.add_to(biases, out, 0.5);
        std::vector<double> next(samples * out);
        for (std::size_t n = 0; n < samples; ++n)
            for (std::size_t o = 0; o < out; ++o) {
                double sum = static_cast<double>(biases[o]);
                for (std::size_t i = 0; i < in; ++i)
                    sum += static_cast<double>(weights[o * in + i]) * values[n * in + i];
                next[n * out + o] = net.has_relu(k) ? std::fmax(sum, 0) : sum;
            }
        layer of{.takes = takes, .gives = steps_of(next)};
        float largest = 0;
        for (const float each : weights) largest = std::fmax(largest, std::abs(each));
        of.weight_scale = largest / 127;
        for (const float each : weights)
            of.weights.push_back(in_steps(static_cast<double>(each), {of.weight_scale, 0}));
        const double step = static_cast<double>(takes.scale) * static_cast<double>(of.weight_scale);
        for (const float each : biases)
            of.biases.push_back(static_cast<std::int32_t>(std::lround(static_cast<double>(each) / step)));
        takes = of.gives;
        made.layers.push_back(std::move(of));
        values = std::move(next);
    }
    return made;
}

}  // namespace bench::integers

#endif  // CONSTPROP_BENCH_INTEGERS_ROWS_HPP
