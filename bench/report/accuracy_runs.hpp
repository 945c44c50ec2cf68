#ifndef CONSTPROP_BENCH_REPORT_ACCURACY_RUNS_HPP
#define CONSTPROP_BENCH_REPORT_ACCURACY_RUNS_HPP

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

/// What the programs of bench/accuracy measured: seconds until a network has learned something.
namespace report {

struct judgment {
    double seconds = 0;  ///< of training until then
    double steps = 0;
    double value = 0;  ///< the accuracy or the loss
};

/// One implementation's training for one task.
struct accuracy_run {
    std::string task{}, implementation{};
    std::string version{}, difference{};  ///< empty where nothing is to be said
    bool by_loss = false;                 ///< judged by a loss, which falls to the goal, and not by an accuracy
    double goal = 0;
    std::vector<double> losses{};  ///< of the first ten steps
    std::vector<judgment> curve{};

    const judgment& last() const { return curve.back(); }
    bool has_learned() const { return by_loss ? last().value <= goal : last().value >= goal; }
};

/// For each task and each implementation the run that took the median time, in the order of the files' names.
struct accuracy_runs {
    std::vector<accuracy_run> all{};

    std::vector<std::string> tasks() const;
    const accuracy_run* find(std::string_view task, std::string_view implementation) const;
};

/// Reads all files of a folder that end in .json. Throws `constprop::host::error`.
accuracy_runs read_accuracy_runs(const std::filesystem::path& folder);

/// How far the first losses of implementations that take the same steps may be apart, relative to a loss: Adam's first steps
/// have the signs of gradients, and where these are near 0, rounding decides.
inline constexpr double tolerance_of_losses = 0.005;

/// Why a run has no time: because it computes something else than this library's, or has not reached the goal. Else empty.
std::string failure(const accuracy_runs& among, const accuracy_run& of);

}  // namespace report

#endif  // CONSTPROP_BENCH_REPORT_ACCURACY_RUNS_HPP
