#ifndef CONSTPROP_BENCH_ROWS_HPP
#define CONSTPROP_BENCH_ROWS_HPP

#include <algorithm>
#include <array>
#include <cmath>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

/// What is measured: the networks, the work done with them, and the data, the same for every implementation.
///
/// Chains and rows are constants of structural types, so that implementations of fixed size take them as template
/// arguments and those of run-time size as values.
namespace bench {

enum class activation { none, relu, tanh };

/// Linear layers with biases, and one activation after each but the last.
struct chain {
    std::array<std::size_t, 4> sizes;
    std::size_t layers;
    activation between;

    constexpr std::size_t inputs() const { return sizes[0]; }
    constexpr std::size_t outputs() const { return sizes[layers]; }
    constexpr std::size_t weights(std::size_t layer) const { return sizes[layer] * sizes[layer + 1]; }
    constexpr std::size_t weights() const {
        std::size_t sum = 0;
        for (std::size_t k = 0; k < layers; ++k) sum += weights(k);
        return sum;
    }
    constexpr std::size_t parameters() const {
        std::size_t sum = 0;
        for (std::size_t k = 0; k < layers; ++k) sum += weights(k) + sizes[k + 1];
        return sum;
    }
    /// Where the weights of a layer begin among the parameters; its biases follow them.
    constexpr std::size_t offset(std::size_t layer) const {
        std::size_t sum = 0;
        for (std::size_t k = 0; k < layer; ++k) sum += weights(k) + sizes[k + 1];
        return sum;
    }
    std::string name() const {
        std::string text = std::to_string(sizes[0]);
        for (std::size_t k = 0; k < layers; ++k) text.append("-").append(std::to_string(sizes[k + 1]));
        return text + (between == activation::tanh ? " tanh" : " relu");
    }
    friend constexpr auto operator<=>(const chain&, const chain&) = default;
};

/// Training steps are forward, mean squared error (mean over batch and outputs), backward and the update. Nobody asks
/// for the gradient of the network's input.
enum class work { forward, sgd, adam };

/// One layer N-N, over many N, is the sweep.
struct row {
    chain net;
    work what;
    std::size_t batch;

    constexpr bool sweep() const { return net.layers == 1; }
    constexpr bool trains() const { return what != work::forward; }

    std::string group() const {
        std::string text = sweep() ? "sweep" : what == work::forward ? "forward" : what == work::sgd ? "SGD" : "Adam";
        return batch == 1 ? text : text.append(", batch ").append(std::to_string(batch));
    }
    std::string name() const { return sweep() ? std::to_string(net.inputs()) : net.name(); }

    /// One for each weight and sample forward; in training one more for its gradient, and one more for the gradient of
    /// the layer's input in all layers but the first.
    constexpr std::size_t multiply_adds() const {
        return batch * (trains() ? 3 * net.weights() - net.weights(0) : net.weights());
    }
    friend constexpr auto operator<=>(const row&, const row&) = default;
};

inline constexpr std::size_t samples = 64, large_batch = 32;

/// Sizes around those of vectors, 4, 8, 16 and 32, where a kernel may fall off a cliff; and larger ones, beyond caches.
inline constexpr std::array swept_sizes = std::to_array<std::size_t>(
    {1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 24, 25, 31, 32, 33, 48, 49, 63, 64, 96, 128, 256, 512});

inline constexpr auto rows = [] {
    constexpr chain tiny{{4, 16, 16, 2}, 3, activation::relu}, smooth{{16, 64, 64, 4}, 3, activation::tanh},
        smooth_wide{{8, 32, 32, 1}, 3, activation::tanh}, wide{{64, 64, 64, 10}, 3, activation::relu},
        small_digits{{64, 32, 10, 0}, 2, activation::relu}, digits{{784, 128, 10, 0}, 2, activation::relu};
    std::array<row, 2 * (6 + 3 + 3 + swept_sizes.size())> all{};
    std::size_t count = 0;
    for (const std::size_t batch : {std::size_t{1}, large_batch}) {
        for (const chain& net : {tiny, smooth, smooth_wide, wide, small_digits, digits})
            all[count++] = {net, work::forward, batch};
        for (const work what : {work::sgd, work::adam})
            for (const chain& net : {tiny, wide, digits}) all[count++] = {net, what, batch};
        for (const std::size_t n : swept_sizes)
            all[count++] = {{{n, n, 0, 0}, 1, activation::none}, work::forward, batch};
    }
    return all;
}();

/// Calls visit.operator()<row>() for each row of a list.
template <const auto& Rows, class Visit> void for_each_of(Visit visit) {
    [&]<std::size_t... Index>(std::index_sequence<Index...>) {
        (visit.template operator()<Rows[Index]>(), ...);
    }(std::make_index_sequence<Rows.size()>{});
}
template <class Visit> void for_each_row(Visit visit) { for_each_of<rows>(visit); }

/// Numbers between −bound and bound, the same on every machine.
class drawn_numbers {
    std::mt19937 draw_{1};

 public:
    void add_to(std::vector<float>& values, std::size_t count, double bound) {
        for (std::size_t k = 0; k < count; ++k)
            values.push_back(static_cast<float>((static_cast<double>(draw_()) / 0x1p31 - 1) * bound));
    }
};

/// The name of a row, as a template argument.
struct title {
    std::array<char, 40> text{};

    constexpr title() = default;
    template <std::size_t Size> constexpr title(const char (&words)[Size]) { std::copy_n(words, Size, text.begin()); }
    /// A number in decimal digits.
    static constexpr title of(std::size_t number) {
        title digits;
        std::size_t count = 0;
        for (std::size_t rest = number; rest > 0; rest /= 10) digits.text[count++] = static_cast<char>('0' + rest % 10);
        std::reverse(digits.text.begin(), digits.text.begin() + static_cast<std::ptrdiff_t>(count));
        return digits;
    }
    friend constexpr auto operator<=>(const title&, const title&) = default;
};

/// Parameters layer by layer, the weights [output][input] before the biases; inputs and targets sample by sample.
struct data {
    std::vector<float> parameters, inputs, targets;
};

/// The data of a network, made once. Biases are not 0, so that whoever forgets them is found out.
inline const data& data_of(const chain& net) {
    static std::map<chain, data> known;
    const auto [at, is_new] = known.try_emplace(net);
    if (!is_new) return at->second;
    drawn_numbers numbers;
    data& made = at->second;
    for (std::size_t k = 0; k < net.layers; ++k) {
        const auto fan = static_cast<double>(net.sizes[k]);
        numbers.add_to(made.parameters, net.weights(k), std::sqrt(6 / fan));
        numbers.add_to(made.parameters, net.sizes[k + 1], 1 / std::sqrt(fan));
    }
    numbers.add_to(made.inputs, samples * net.inputs(), 1);
    numbers.add_to(made.targets, samples * net.outputs(), 1);
    return made;
}

}  // namespace bench

#endif  // CONSTPROP_BENCH_ROWS_HPP
