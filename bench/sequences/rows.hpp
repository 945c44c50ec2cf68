#ifndef CONSTPROP_BENCH_SEQUENCES_ROWS_HPP
#define CONSTPROP_BENCH_SEQUENCES_ROWS_HPP

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

/// Networks that carry a state from one step of a stream to the next.
namespace bench::sequences {

enum class kind { gru, lstm, convolutions };

/// A GRU or an LSTM and a linear layer behind it; or causal convolutions with a kernel of three, layer k over every 2^k-th step,
/// each with a relu behind it.
struct network {
    title name;
    kind what;
    std::size_t inputs, units, layers = 1;

    static constexpr std::size_t kernel = 3;

    constexpr bool recurrent() const { return what != kind::convolutions; }
    constexpr std::size_t outputs() const { return recurrent() ? 1 : units; }
    constexpr std::size_t gates() const { return what == kind::gru ? 3 : 4; }
    constexpr std::size_t layer_inputs(std::size_t k) const { return k == 0 ? inputs : units; }

    /// Matrices and vectors in the order of the parameters, PyTorch's: how many rows and columns each has.
    struct tensor {
        std::size_t rows, columns, fan;
        constexpr std::size_t size() const { return rows * columns; }
    };
    std::vector<tensor> tensors() const {
        const std::size_t all = gates() * units;
        if (recurrent())
            return {{all, inputs, units}, {all, units, units}, {all, 1, units},
                    {all, 1, units},      {1, units, units},   {1, 1, units}};
        std::vector<tensor> result;
        for (std::size_t k = 0; k < layers; ++k) {
            const std::size_t fan = layer_inputs(k) * kernel;
            result.push_back({units, fan, fan});
            result.push_back({units, 1, fan});
        }
        return result;
    }
    constexpr std::size_t multiply_adds() const {
        return recurrent() ? gates() * units * (inputs + units) + units
                           : units * kernel * (inputs + (layers - 1) * units);
    }
    friend constexpr auto operator<=>(const network&, const network&) = default;
};

/// One step of a stream; or a training step on a sequence with a target for each of its steps.
struct row {
    network net;
    work what;
    std::size_t batch = 1, steps = 1;

    constexpr bool trains() const { return what != work::forward; }
    std::string group() const { return trains() ? "sequences, SGD" : "sequences"; }
    std::string name() const { return net.name.text.data(); }
    constexpr std::size_t multiply_adds() const { return (trains() ? 3 * steps : 1) * net.multiply_adds(); }
    friend constexpr auto operator<=>(const row&, const row&) = default;
};

inline constexpr std::size_t trained_steps = 50;

inline constexpr std::array rows{
    row{{"GRU 1-16, linear 16-1", kind::gru, 1, 16}, work::forward},
    row{{"LSTM 1-20, linear 20-1", kind::lstm, 1, 20}, work::forward},
    row{{"causal convolution 1-8", kind::convolutions, 1, 8}, work::forward},
    row{{"4 causal convolutions of 16", kind::convolutions, 16, 16, 4}, work::forward},
    row{{"GRU 1-16, linear 16-1, 50 steps", kind::gru, 1, 16}, work::sgd, 1, trained_steps},
    row{{"LSTM 1-20, linear 20-1, 50 steps", kind::lstm, 1, 20}, work::sgd, 1, trained_steps}};

template <class Visit> void for_each_row(Visit visit) { for_each_of<rows>(visit); }

/// Parameters in the order of `tensors`. Inputs are those of one stream, step by step, or of sequences one after the other;
/// targets are there for training.
inline const data& data_of(const row& r) {
    static std::map<row, data> known;
    const auto [at, is_new] = known.try_emplace(r);
    if (!is_new) return at->second;
    drawn_numbers numbers;
    data& made = at->second;
    for (const network::tensor& each : r.net.tensors())
        numbers.add_to(made.parameters, each.size(), 1 / std::sqrt(static_cast<double>(each.fan)));
    numbers.add_to(made.inputs, samples * r.steps * r.net.inputs, 1);
    if (r.trains()) numbers.add_to(made.targets, samples * r.steps * r.net.outputs(), 1);
    return made;
}

}  // namespace bench::sequences

#endif  // CONSTPROP_BENCH_SEQUENCES_ROWS_HPP
