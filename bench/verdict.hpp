#ifndef CONSTPROP_BENCH_VERDICT_HPP
#define CONSTPROP_BENCH_VERDICT_HPP

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

/// How what an implementation computes is compared with what it should.
namespace bench {

inline constexpr double tolerance = 1e-4;

/// The largest difference, relative to the largest value expected, which must not be a difference at all.
inline double relative_error(const std::vector<double>& expected, const std::vector<double>& found) {
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
inline double relative_distance(const std::vector<double>& expected, const std::vector<double>& found) {
    double sum = 0, difference = 0;
    for (std::size_t k = 0; k < expected.size(); ++k) {
        sum += expected[k] * expected[k];
        difference += (found[k] - expected[k]) * (found[k] - expected[k]);
    }
    return std::sqrt(difference / sum);
}

inline std::string verdict(std::string_view what, double error) {
    if (error <= tolerance) return {};
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), " off by %.2g", error);
    return std::string(what) + text.data();
}

/// What is wrong with a few steps of training, in words. The parameters hardly change in them, so that what is compared is the
/// change.
inline std::string fault_of_change(const std::vector<float>& start, const std::vector<double>& expected,
                                   const std::vector<float>& trained, const std::vector<double>& expected_losses,
                                   const std::vector<double>& losses) {
    if (trained.size() != start.size()) return "another number of parameters";
    std::vector<double> change(start.size()), found(start.size());
    for (std::size_t p = 0; p < start.size(); ++p) {
        const auto from = static_cast<double>(start[p]);
        change[p] = expected[p] - from;
        found[p] = static_cast<double>(trained[p]) - from;
    }
    const std::string by_loss = verdict("losses", relative_error(expected_losses, losses));
    return by_loss.empty() ? verdict("the weights' change", relative_distance(change, found)) : by_loss;
}

}  // namespace bench

#endif  // CONSTPROP_BENCH_VERDICT_HPP
