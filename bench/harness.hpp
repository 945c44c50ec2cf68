#ifndef CONSTPROP_BENCH_HARNESS_HPP
#define CONSTPROP_BENCH_HARNESS_HPP

#include <benchmark/benchmark.h>

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "rows.hpp"

/// How a row is checked and timed, the same for every implementation.
///
/// An implementation of a row is a function `make(learning_rate)` that returns an object, with the row's data, which has
///
///     run(n)          does the row's work with sample n, or with batch n; returns the outputs, sample by sample, as a
///                     std::array or as a pointer to the first; or, in training, the loss before the update
///     outputs()       where run(n) leaves the outputs in another order: those of the last run, sample by sample
///     parameters()    in training: all parameters as a std::vector<float>, in the order of `data`
///     epsilon_hat     is there where Adam is the variant that the reference has under this name
namespace bench {

/// Checked are training steps that move the weights as far as can be seen. Timed are steps so small that a million of
/// them leave a network whose weights and gradients have the usual sizes; with Adam, so small that no unit falls silent,
/// as its memories would then decay into subnormal numbers, on which arithmetic is slower.
constexpr double checked_rate(work what) { return what == work::adam ? 1e-3 : 0.05; }
constexpr double timed_rate(work what) { return what == work::adam ? 1e-9 : 1e-4; }
inline constexpr std::size_t checked_steps = 10;

// Rows are of several kinds; each kind has the following functions beside it.

/// What is wrong with an implementation, in words; empty if nothing is.
std::string fault_of_outputs(const row& r, std::size_t n, const float* outputs);
std::string fault_of_training(const row& r, bool epsilon_hat, const std::vector<double>& losses,
                              const std::vector<float>& parameters);

std::size_t parameter_bytes(const row& r);

template <class Row> std::string full_name(const Row& r, std::string_view implementation) {
    return r.group() + "|" + r.name() + "|" + std::string(implementation);
}
template <class Row> void set_counters(benchmark::State& state, const Row& r) {
    state.counters["multiply_adds"] = static_cast<double>(r.multiply_adds());
    state.counters["weight_bytes"] = static_cast<double>(parameter_bytes(r));
}

namespace detail {

template <class Number> const Number* first(const Number* result) { return result; }
template <class Element, std::size_t Size> auto first(const std::array<Element, Size>& result) {
    if constexpr (std::is_arithmetic_v<Element>) return result.data();
    else return first(result[0]);
}

/// Every object begins at a cache line: a row must not depend on where the heap had room.
template <class Peer> struct alignas(64) slot {
    Peer peer;
};

template <class Make> auto made(Make& make, double learning_rate) {
    using peer = std::invoke_result_t<Make&, double>;
    return std::unique_ptr<slot<peer>>(new slot<peer>{make(learning_rate)});
}

template <class Row, class Peer> std::string fault(const Row& r, Peer& peer) {
    const std::size_t inputs = samples / r.batch;
    if constexpr (requires { peer.parameters(); }) {
        std::vector<double> losses;
        for (std::size_t step = 0; step < checked_steps; ++step)
            losses.push_back(static_cast<double>(peer.run(step % inputs)));
        return fault_of_training(r, requires { Peer::epsilon_hat; }, losses, peer.parameters());
    } else {
        std::string found;
        for (std::size_t n = 0; n < inputs && found.empty(); ++n) {
            const auto result = peer.run(n);
            if constexpr (requires { peer.outputs(); }) found = fault_of_outputs(r, n, peer.outputs().data());
            else found = fault_of_outputs(r, n, first(result));
        }
        return found;
    }
}

template <class Row, class Peer> void time(benchmark::State& state, const Row& r, Peer& peer) {
    auto* at = &peer;
    benchmark::DoNotOptimize(at);
    const std::size_t inputs = samples / r.batch;
    std::size_t n = 0;
    for (auto _ : state) {
        const auto result = peer.run(n);
        const auto* seen = &result;
        benchmark::DoNotOptimize(seen);  // and forget what memory holds: weights are read anew each time
        n = n + 1 == inputs ? 0 : n + 1;
    }
    set_counters(state, r);
}

}  // namespace detail

/// Adds a row of an implementation. It is checked once, before it is timed; what computes something else is not timed.
template <class Row, class Make> void add(const Row& r, std::string_view implementation, Make make) {
    const auto verdict = std::make_shared<std::optional<std::string>>();
    benchmark::RegisterBenchmark(full_name(r, implementation).c_str(),
                                 [r, make, verdict](benchmark::State& state) mutable {
                                     if (!*verdict)
                                         *verdict = detail::fault(r, detail::made(make, checked_rate(r.what))->peer);
                                     if (!(*verdict)->empty())
                                         return state.SkipWithError(("computes something else: " + **verdict).c_str());
                                     const auto slot = detail::made(make, timed_rate(r.what));
                                     detail::time(state, r, slot->peer);
                                 });
}

/// Adds a limit: something to time that computes nothing.
template <class Row, class Make> void add_limit(const Row& r, std::string_view name, Make make) {
    benchmark::RegisterBenchmark(full_name(r, name).c_str(), [r, make](benchmark::State& state) mutable {
        const auto slot = detail::made(make, 0);
        detail::time(state, r, slot->peer);
    });
}

}  // namespace bench

#endif  // CONSTPROP_BENCH_HARNESS_HPP
