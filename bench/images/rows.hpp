#ifndef CONSTPROP_BENCH_IMAGES_ROWS_HPP
#define CONSTPROP_BENCH_IMAGES_ROWS_HPP

#include <algorithm>
#include <array>
#include <cmath>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "../rows.hpp"

/// Networks of images and signals, and what is done with them.
namespace bench::images {

/// Rows, columns and channels of an image. A signal is an image of one row.
struct extent {
    std::size_t rows, columns, channels;

    constexpr std::size_t size() const { return rows * columns * channels; }
    friend constexpr auto operator<=>(const extent&, const extent&) = default;
};

enum class kind { convolution, depthwise, max_pool, linear };

/// A layer, and whether a relu follows it. Convolutions and linear layers have biases. Windows of a pool do not overlap.
struct layer {
    kind what = kind::linear;
    std::size_t outputs = 0;                   ///< channels, or values; those of a pool are its input's
    extent window{1, 1, 1}, padding{0, 0, 0};  ///< of the kernel; zeros at both ends
    bool relu = false;

    constexpr bool has_weights() const { return what != kind::max_pool; }
    constexpr extent given(const extent& in) const {
        if (what == kind::linear) return {1, 1, outputs};
        if (what == kind::max_pool) return {in.rows / window.rows, in.columns / window.columns, in.channels};
        return {in.rows + 2 * padding.rows - window.rows + 1, in.columns + 2 * padding.columns - window.columns + 1,
                outputs};
    }
    /// The weights that one output value depends on.
    constexpr std::size_t fan_in(const extent& in) const {
        const std::size_t taps = window.rows * window.columns;
        return what == kind::linear ? in.size() : what == kind::depthwise ? taps : taps * in.channels;
    }
    friend constexpr auto operator<=>(const layer&, const layer&) = default;
};

struct network {
    title name;  ///< in a sweep the size
    extent input;
    std::array<layer, 7> layers;
    std::size_t count;
    title sweep{};  ///< what is swept; empty for networks that are rows of their own

    /// What layer k takes.
    constexpr extent taken(std::size_t k) const {
        extent at = input;
        for (std::size_t j = 0; j < k; ++j) at = layers[j].given(at);
        return at;
    }
    constexpr extent output() const { return taken(count); }
    constexpr std::size_t weights(std::size_t k) const {
        return layers[k].has_weights() ? layers[k].outputs * layers[k].fan_in(taken(k)) : 0;
    }
    constexpr std::size_t biases(std::size_t k) const { return layers[k].has_weights() ? layers[k].outputs : 0; }
    /// Where the weights of a layer begin among the parameters; its biases follow them.
    constexpr std::size_t offset(std::size_t k) const {
        std::size_t sum = 0;
        for (std::size_t j = 0; j < k; ++j) sum += weights(j) + biases(j);
        return sum;
    }
    constexpr std::size_t parameters() const { return offset(count); }
    constexpr std::size_t multiply_adds(std::size_t k) const {
        const extent out = layers[k].given(taken(k));
        return weights(k) * (layers[k].what == kind::linear ? 1 : out.rows * out.columns);
    }
    friend constexpr auto operator<=>(const network&, const network&) = default;
};

/// `what` is never Adam.
struct row {
    network net;
    work what;
    std::size_t batch;

    constexpr bool trains() const { return what != work::forward; }
    constexpr bool sweep() const { return net.sweep.text[0] != '\0'; }
    std::string group() const {
        std::string text = sweep()    ? "sweep, " + std::string(net.sweep.text.data())
                           : trains() ? "convolutions, SGD"
                                      : "convolutions";
        return batch == 1 ? text : text.append(", batch ").append(std::to_string(batch));
    }
    std::string name() const { return net.name.text.data(); }

    /// Those of the linear layers' rows: bench::row says how they are counted.
    constexpr std::size_t multiply_adds() const {
        std::size_t sum = 0;
        for (std::size_t k = 0; k < net.count; ++k) sum += net.multiply_adds(k) * (!trains() ? 1 : k == 0 ? 2 : 3);
        return batch * sum;
    }
    friend constexpr auto operator<=>(const row&, const row&) = default;
};

inline constexpr network lenet{
    "LeNet-5",
    {28, 28, 1},
    {layer{kind::convolution, 6, {5, 5, 1}, {2, 2, 0}, true}, layer{kind::max_pool, 0, {2, 2, 1}},
     layer{kind::convolution, 16, {5, 5, 1}, {0, 0, 0}, true}, layer{kind::max_pool, 0, {2, 2, 1}},
     layer{kind::linear, 120, {1, 1, 1}, {}, true}, layer{kind::linear, 84, {1, 1, 1}, {}, true},
     layer{kind::linear, 10}},
    7};
inline constexpr std::array<network, 4> single_layers{
    network{"3×3, 16 to 32, 28×28", {28, 28, 16}, {layer{kind::convolution, 32, {3, 3, 1}, {1, 1, 0}}}, 1},
    network{"depthwise 3×3, 64, 25×5", {25, 5, 64}, {layer{kind::depthwise, 64, {3, 3, 1}, {1, 1, 0}}}, 1},
    network{"1×1, 64 to 64, 25×5", {25, 5, 64}, {layer{kind::convolution, 64}}, 1},
    network{"1-D, 8 to 16, kernel 5, 128", {1, 128, 8}, {layer{kind::convolution, 16, {1, 5, 1}}}, 1}};

inline constexpr auto rows = [] {
    std::array<row, 2 * (single_layers.size() + 2)> all{};
    std::size_t count = 0;
    for (const std::size_t batch : {std::size_t{1}, large_batch}) {
        all[count++] = {lenet, work::forward, batch};
        for (const network& net : single_layers) all[count++] = {net, work::forward, batch};
        all[count++] = {lenet, work::sgd, batch};
    }
    return all;
}();

/// Convolutions of an image of 8×8 from N channels to N.
inline constexpr std::array swept_channels =
    std::to_array<std::size_t>({1, 4, 5, 8, 9, 15, 16, 17, 24, 31, 32, 33, 48, 49, 64});

/// Convolutions of 8 channels to 16 over signals of N steps.
inline constexpr std::array swept_lengths =
    std::to_array<std::size_t>({4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 64, 65, 128, 256, 512});

inline constexpr auto swept_rows = [] {
    std::array<row, 2 * (3 * swept_channels.size() + swept_lengths.size())> all{};
    std::size_t count = 0;
    for (const std::size_t batch : {std::size_t{1}, large_batch}) {
        const auto add = [&](const title& sweep, std::size_t n, const extent& input, const layer& one) {
            all[count++] = {{title::of(n), input, {one}, 1, sweep}, work::forward, batch};
        };
        for (const std::size_t n : swept_channels) {
            const extent image{8, 8, n};
            add("3×3", n, image, {kind::convolution, n, {3, 3, 1}, {1, 1, 0}});
            add("1×1", n, image, {kind::convolution, n});
            add("depthwise", n, image, {kind::depthwise, n, {3, 3, 1}, {1, 1, 0}});
        }
        for (const std::size_t n : swept_lengths)
            add("1-D", n, {1, n, 8}, {kind::convolution, 16, {1, 5, 1}, {0, 2, 0}});
    }
    return all;
}();

template <class Visit> void for_each_row(Visit visit) { for_each_of<rows>(visit); }
template <class Visit> void for_each_swept_row(Visit visit) { for_each_of<swept_rows>(visit); }

/// Parameters layer by layer in PyTorch's order: weights [output][input][row][column], then biases; the columns of a linear
/// layer behind an image are in the order of channels, rows, columns. Inputs and targets sample by sample, channels last.
inline const data& data_of(const network& net) {
    static std::map<network, data> known;
    const auto [at, is_new] = known.try_emplace(net);
    if (!is_new) return at->second;
    drawn_numbers numbers;
    data& made = at->second;
    for (std::size_t k = 0; k < net.count; ++k) {
        const auto fan = static_cast<double>(net.layers[k].fan_in(net.taken(k)));
        numbers.add_to(made.parameters, net.weights(k), std::sqrt(6 / fan));
        numbers.add_to(made.parameters, net.biases(k), 1 / std::sqrt(fan));
    }
    numbers.add_to(made.inputs, samples * net.input.size(), 1);
    numbers.add_to(made.targets, samples * net.output().size(), 1);
    return made;
}

/// The place of a value among those of an image, in the order of channels, rows, columns: k counts channels last.
constexpr std::size_t channels_first(const extent& in, std::size_t k) {
    return k % in.channels * in.rows * in.columns + k / in.channels;
}

}  // namespace bench::images

#endif  // CONSTPROP_BENCH_IMAGES_ROWS_HPP
