#include "harness.hpp"

#include <benchmark/benchmark.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reference.hpp"
#include "rows.hpp"

namespace bench {
namespace {

constexpr double tolerance = 1e-4;

/// The largest difference, relative to the largest value expected, which must not be a difference at all.
double relative_error(const std::vector<double>& expected, const std::vector<double>& found) {
    double largest = 0, error = 0;
    for (std::size_t k = 0; k < expected.size(); ++k) {
        largest = std::fmax(largest, std::abs(expected[k]));
        const double difference = std::abs(found[k] - expected[k]);
        if (std::isnan(difference)) return difference;
        error = std::fmax(error, difference);
    }
    return error / largest;
}

/// The length of the difference, relative to the length of what is expected. Adam divides each gradient by its own
/// size, so that where a gradient is next to nothing, rounding decides where its weight goes; one such weight among
/// thousands does not show here, but one that is wrong does.
double relative_distance(const std::vector<double>& expected, const std::vector<double>& found) {
    double sum = 0, difference = 0;
    for (std::size_t k = 0; k < expected.size(); ++k) {
        sum += expected[k] * expected[k];
        difference += (found[k] - expected[k]) * (found[k] - expected[k]);
    }
    return std::sqrt(difference / sum);
}

std::string verdict(std::string_view what, double error) {
    if (error <= tolerance) return {};
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), " off by %.2g", error);
    return std::string(what) + text.data();
}

const std::vector<double>& expected_outputs(const chain& net) {
    static std::map<chain, std::vector<double>> known;
    const auto [at, is_new] = known.try_emplace(net);
    if (is_new) {
        const data& all = data_of(net);
        const auto parameters = reference::as_double(all.parameters, 0, all.parameters.size());
        for (std::size_t n = 0; n < samples; ++n) {
            const auto x = reference::as_double(all.inputs, n * net.inputs(), net.inputs());
            const auto values = reference::forward(net, parameters, x);
            at->second.insert(at->second.end(), values.back().begin(), values.back().end());
        }
    }
    return at->second;
}

const reference::trained& expected_training(const row& r, bool epsilon_hat) {
    static std::map<std::pair<row, bool>, reference::trained> known;
    const auto [at, is_new] = known.try_emplace({r, epsilon_hat});
    if (is_new) at->second = reference::train(r, data_of(r.net), checked_steps, {checked_rate(r.what), epsilon_hat});
    return at->second;
}

}  // namespace

std::string fault_of_outputs(const row& r, std::size_t n, const float* outputs) {
    const std::size_t count = r.batch * r.net.outputs();
    const double* first = expected_outputs(r.net).data() + n * count;
    return verdict("outputs", relative_error({first, first + count}, {outputs, outputs + count}));
}

std::string fault_of_training(const row& r, bool epsilon_hat, const std::vector<double>& losses,
                              const std::vector<float>& parameters) {
    const auto& expected = expected_training(r, epsilon_hat);
    const std::vector<float>& start = data_of(r.net).parameters;
    if (parameters.size() != start.size()) return "another number of parameters";
    // The parameters hardly change in ten steps, so what is compared is the change.
    std::vector<double> change(start.size()), found(start.size());
    for (std::size_t p = 0; p < start.size(); ++p) {
        const auto from = static_cast<double>(start[p]);
        change[p] = expected.parameters[p] - from;
        found[p] = static_cast<double>(parameters[p]) - from;
    }
    const std::string by_loss = verdict("losses", relative_error(expected.losses, losses));
    return by_loss.empty() ? verdict("the weights' change", relative_distance(change, found)) : by_loss;
}

std::string full_name(const row& r, std::string_view implementation) {
    return r.group() + "|" + r.name() + "|" + std::string(implementation);
}

void set_counters(benchmark::State& state, const row& r) {
    state.counters["multiply_adds"] = static_cast<double>(r.multiply_adds());
    state.counters["weight_bytes"] = static_cast<double>(r.net.parameters() * sizeof(float));
}

}  // namespace bench
