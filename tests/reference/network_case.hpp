#ifndef CONSTPROP_TESTS_REFERENCE_NETWORK_CASE_HPP
#define CONSTPROP_TESTS_REFERENCE_NETWORK_CASE_HPP

#include <boost/hana/for_each.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>

#include "agreement.hpp"

/// Networks whose parameters and data follow from a formula, which generate.py has too, against what PyTorch computes.
namespace reference {

namespace cp = constprop;

/// SplitMix64 of seed + k.
constexpr std::uint64_t hash(std::uint64_t k, std::uint64_t seed) noexcept {
    std::uint64_t z = (k + seed + 1) * 0x9E3779B97F4A7C15U;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
    z = (z ^ z >> 27) * 0x94D049BB133111EBU;
    return z ^ z >> 31;
}
/// In ±1, exact in float.
constexpr double drawn(std::uint64_t k, std::uint64_t seed) noexcept {
    return static_cast<double>(hash(k, seed) >> 40) / 8388608.0 - 1;
}

/// In ±s, s the greatest power of two with s² fan-in ≤ 1.
template <class Network> void draw_parameters(Network& net) {
    using T = typename Network::scalar;
    std::size_t at = 0;
    boost::hana::for_each(net.all_stages(), [&](auto& stage_) {
        double scale_ = 1;
        std::size_t k_ = 0;
        for (const cp::tensor& one_ : stage_.tensors) {
            while (one_.as == cp::role::weight && scale_ * scale_ * static_cast<double>(one_.fan_in) > 1) scale_ /= 2;
            for (std::size_t i = 0; i < one_.size(); ++i)
                stage_.parameter(k_++) = static_cast<T>(scale_ * drawn(at++, 1));
        }
    });
}
template <class Network> std::unique_ptr<Network> drawn_network() {
    auto net = std::make_unique<Network>();
    draw_parameters(*net);
    return net;
}

template <class Row, std::size_t Batch> std::array<Row, Batch> drawn_rows(std::uint64_t seed) {
    std::array<Row, Batch> rows{};
    for (std::size_t k = 0; k < Batch * rows[0].size(); ++k)
        rows[k / rows[0].size()][k % rows[0].size()] = static_cast<typename Row::value_type>(drawn(k, seed));
    return rows;
}
/// Targets: classes for a loss that takes them, else values.
template <class Network, std::size_t Batch, class Loss> auto drawn_targets() {
    if constexpr (std::is_same_v<Loss, cp::cross_entropy>) {
        std::array<std::size_t, Batch> classes{};
        for (std::size_t n = 0; n < Batch; ++n) classes[n] = hash(n, 3) % Network::output_size;
        return classes;
    } else {
        return drawn_rows<typename Network::output_type, Batch>(3);
    }
}

/// How many of the values differ from their summary: from the few that it holds, and in sums of all with changing signs.
/// `value(k)` is one of `count`.
template <class T, class Value, std::size_t Size>
std::string apart_from_summary(Value value, std::size_t count, const double (&due)[Size]) {
    const double tolerance = std::is_same_v<T, double> ? 1e-11 : 2e-5;
    const std::size_t few = count > 24 ? 24 : count;
    if (few + 8 != Size) return "another number of values";
    double squares = 0;
    std::array<double, 8> sums{};
    for (std::size_t k = 0; k < count; ++k) {
        const auto one = static_cast<double>(value(k));
        squares += one * one;
        for (std::size_t j = 0; j < 8; ++j) sums[j] += (hash(k, 7) >> j & 1U) != 0 ? one : -one;
    }
    std::ostringstream text;
    for (std::size_t k = 0; k < Size; ++k) {
        const double got = k < few ? static_cast<double>(value(count > 24 ? k * (count - 1) / 23 : k)) : sums[k - few];
        const double size = k < few ? std::abs(due[k]) : std::sqrt(squares);
        if (!(std::abs(got - due[k]) <= tolerance * (1 + size)))
            text << (k < few ? "value " : "sum ") << (k < few ? k : k - few) << " is " << got << ", not " << due[k]
                 << "; ";
    }
    return text.str();
}

/// What PyTorch computes for one batch.
template <std::size_t Parameters, std::size_t Inputs> struct batch_case {
    const double (&loss)[1];
    const double (&dp)[Parameters];
    const double (&dx)[Inputs];
    const double (&sgd)[Parameters];
    const double (&adam)[Parameters];
};
template <std::size_t P, std::size_t I>
batch_case(const double (&)[1], const double (&)[P], const double (&)[I], const double (&)[P], const double (&)[P])
    -> batch_case<P, I>;

template <class Network, std::size_t Batch, class Loss, class Rule>
std::unique_ptr<Network> trained(const Loss& loss, const Rule& rule, std::size_t steps) {
    auto net = drawn_network<Network>();
    auto optimizer = std::make_unique<decltype(cp::make_optimizer(*net, rule))>(cp::make_optimizer(*net, rule));
    const auto x = drawn_rows<typename Network::input_type, Batch>(2);
    const auto y = drawn_targets<Network, Batch, Loss>();
    for (std::size_t step = 0; step < steps; ++step) cp::train_step(*net, *optimizer, loss, x, y);
    return net;
}

template <class Network, std::size_t Batch, class Loss, std::size_t Parameters, std::size_t Inputs>
void check_batch(const Loss& loss, const batch_case<Parameters, Inputs>& due) {
    using T = typename Network::scalar;
    const auto net = drawn_network<Network>();
    const auto x = drawn_rows<typename Network::input_type, Batch>(2);
    const auto y = drawn_targets<Network, Batch, Loss>();
    const auto values_of = [](const Network& one_) {
        return [values = std::make_shared<typename Network::parameter_type>(one_.parameters())](std::size_t k_) {
            return (*values)[k_];
        };
    };
    const auto [value, by_input] = cp::differentiate_input(*net, loss, x, y);
    CHECK(std::abs(static_cast<double>(value) - due.loss[0]) <= (std::is_same_v<T, double> ? 1e-11 : 2e-5));
    const auto& dx = by_input;
    CHECK(apart_from_summary<T>([&](std::size_t k_) { return dx[k_ / dx[0].size()][k_ % dx[0].size()]; },
                                Batch * dx[0].size(), due.dx) == "");
    // A step of size 1 is the gradient, for networks of any size.
    const auto start = values_of(*net),
               next = values_of(*trained<Network, Batch>(loss, cp::sgd{.learning_rate = 1}, 1));
    CHECK(apart_from_summary<T>([&](std::size_t k_) { return start(k_) - next(k_); }, Network::parameter_count,
                                due.dp) == "");
    CHECK(apart_from_summary<T>(values_of(*trained<Network, Batch>(loss, cp::sgd{.learning_rate = 0.05}, 10)),
                                Network::parameter_count, due.sgd) == "");
    CHECK(apart_from_summary<T>(values_of(*trained<Network, Batch>(loss, cp::adam{.learning_rate = 0.001}, 10)),
                                Network::parameter_count, due.adam) == "");
}

/// A network's outputs, and batches of one and of five, in double and in float.
template <class Network, class Loss, std::size_t Outputs, class One, class Five>
void check_network(const Loss& loss, const double (&y)[Outputs], const One& one, const Five& five) {
    const auto net = drawn_network<Network>();
    const auto x = drawn_rows<typename Network::input_type, 5>(2);
    const auto batch = (*net)(x);
    constexpr std::size_t size = Network::output_size;
    using T = typename Network::scalar;
    CHECK(apart_from_summary<T>([&](std::size_t k_) { return batch[k_ / size][k_ % size]; }, 5 * size, y) == "");
    CHECK(apart_from_summary<T>([&](std::size_t k_) { return (*net)(x[k_ / size])[k_ % size]; }, 5 * size, y) == "");
    check_batch<Network, 1>(loss, one);
    check_batch<Network, 5>(loss, five);
    if constexpr (std::is_same_v<T, double>) check_network<cp::with_scalar<float, Network>>(loss, y, one, five);
}

}  // namespace reference

#endif  // CONSTPROP_TESTS_REFERENCE_NETWORK_CASE_HPP
