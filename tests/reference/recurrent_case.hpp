#ifndef CONSTPROP_TESTS_REFERENCE_RECURRENT_CASE_HPP
#define CONSTPROP_TESTS_REFERENCE_RECURRENT_CASE_HPP

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>
#include <type_traits>

#include "network_case.hpp"

/// Networks over time against what PyTorch computes; generate.py says what lies in an array.
namespace reference {

inline constexpr std::size_t most_steps = 50, recurrent_values = 456;
template <class Row> using padded = cp::padded_sequence<Row, most_steps>;
template <class Row> using padded_batch = std::array<padded<Row>, 3>;

template <class Row> padded_batch<Row> drawn_sequences(std::uint64_t seed, const std::array<std::size_t, 3>& lengths) {
    padded_batch<Row> all{};
    std::size_t k = 0;
    for (std::size_t n = 0; n < 3; ++n) {
        all[n].length = lengths[n];
        for (Row& row : all[n].steps)
            for (auto& value : row) value = static_cast<std::remove_reference_t<decltype(value)>>(drawn(k++, seed));
    }
    return all;
}

/// Compares with one value, or one summary, after the other.
template <class T> class expected {
    const double* next_;

    template <std::size_t Size> const double (&take())[Size] {
        const double* const at = next_;
        next_ += Size;
        return *reinterpret_cast<const double(*)[Size]>(at);
    }

 public:
    explicit expected(const double (&values_)[recurrent_values]) : next_(values_) {}

    bool value(T got) { return std::abs(static_cast<double>(got) - take<1>()[0]) <= (sizeof(T) == 8 ? 1e-11 : 2e-5); }
    template <std::size_t Size> std::string apart(const std::array<T, Size>& values) {
        return apart_from_summary<T>([&](std::size_t k_) { return values[k_]; }, Size, take<32>());
    }
    template <class Row> std::string apart(const padded_batch<Row>& rows) {
        constexpr std::size_t size = std::tuple_size_v<Row>;
        const auto value = [&](std::size_t k_) {
            return rows[k_ / size / most_steps].steps[k_ / size % most_steps][k_ % size];
        };
        return apart_from_summary<T>(value, 3 * most_steps * size, take<32>());
    }
};

template <class Network> void check_over_time(const double (&values)[recurrent_values]) {
    using T = typename Network::scalar;
    using input = typename Network::input_type;
    using output = typename Network::output_type;
    expected<T> due(values);
    Network net{};
    draw_parameters(net);

    CHECK(due.apart(net(drawn_sequences<input>(2, {50, 50, 50}))) == "");
    for (const auto lengths : {std::array<std::size_t, 3>{1, 1, 1}, {5, 5, 5}, {50, 50, 50}, {50, 5, 1}}) {
        const auto x = drawn_sequences<input>(2, lengths);
        const auto y = drawn_sequences<output>(3, lengths);
        const auto each = cp::differentiate(net, cp::mse{}, x, y);
        CHECK(due.value(each.loss));
        CHECK(due.apart(each.gradient.parameters()) == "");
        CHECK(due.apart(cp::differentiate_input(net, cp::mse{}, x, y).gradient) == "");
        std::array<output, 3> last{};
        for (std::size_t n = 0; n < 3; ++n) last[n] = y[n][lengths[n] - 1];
        const auto of_last = cp::differentiate(net, cp::mse{}, x, last);
        CHECK(due.value(of_last.loss));
        CHECK(due.apart(of_last.gradient.parameters()) == "");
        CHECK(std::abs(static_cast<double>(cp::evaluate(net, cp::mse{}, x, last) - of_last.loss)) < 1e-5);
    }
    auto optimizer = cp::make_optimizer(net, cp::adam{.learning_rate = 0.001});
    const auto x = drawn_sequences<input>(2, {50, 5, 1});
    const auto y = drawn_sequences<output>(3, {50, 5, 1});
    for (int step = 0; step < 10; ++step) (void)cp::train_step(net, optimizer, cp::mse{}, x, y);
    CHECK(due.apart(net.parameters()) == "");
}

/// In double and in float.
template <class... Layers> void check_recurrent(const double (&values)[recurrent_values]) {
    check_over_time<cp::basic_network<double, Layers...>>(values);
    check_over_time<cp::basic_network<float, Layers...>>(values);
}

}  // namespace reference

#endif  // CONSTPROP_TESTS_REFERENCE_RECURRENT_CASE_HPP
