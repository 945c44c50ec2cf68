#include "accuracy_runs.hpp"

#include <constprop/host/error.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "in_order.hpp"
#include "json.hpp"
#include "measurements.hpp"
#include "numbers.hpp"

namespace report {
namespace {

constexpr const char* expected = "what the programs of bench/accuracy write";
constexpr const char* remedy = "Build the target bench_accuracy again.";

accuracy_run run_of(const nlohmann::json& json) {
    accuracy_run run{.task = json.at("task").get<std::string>(),
                     .implementation = json.at("implementation").get<std::string>(),
                     .version = json.at("version").get<std::string>(),
                     .difference = json.at("difference").get<std::string>(),
                     .by_loss = json.at("judged_by").get<std::string>() == "loss",
                     .goal = json.at("goal").get<double>()};
    // A loss that is not finite is null.
    for (const auto& loss : json.at("losses")) run.losses.push_back(loss.is_null() ? missing : loss.get<double>());
    for (const auto& each : json.at("curve"))
        run.curve.push_back({each.at("seconds").get<double>(), each.at("steps").get<double>(),
                             each.at("value").is_null() ? missing : each.at("value").get<double>()});
    static_cast<void>(json.at("curve").at(0));  // a run without a judgment is none
    return run;
}

}  // namespace

std::vector<std::string> accuracy_runs::tasks() const {
    std::vector<std::string> names;
    for (const accuracy_run& each : all)
        if (std::find(names.begin(), names.end(), each.task) == names.end()) names.push_back(each.task);
    return names;
}

const accuracy_run* accuracy_runs::find(std::string_view task, std::string_view implementation) const {
    for (const accuracy_run& each : all)
        if (each.task == task && each.implementation == implementation) return &each;
    return nullptr;
}

accuracy_runs read_accuracy_runs(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> paths;
    std::error_code wrong;
    for (std::filesystem::directory_iterator at(folder, wrong), end; !wrong && at != end; at.increment(wrong))
        if (at->path().extension() == ".json") paths.push_back(at->path());
    if (wrong)
        throw constprop::host::error(folder.string(), "cannot be read (" + wrong.message() + ")",
                                     std::string("a folder with ") + expected, remedy);
    std::sort(paths.begin(), paths.end());

    std::vector<accuracy_run> rounds;
    for (const auto& path : paths) rounds.push_back(read_json(path, expected, remedy, run_of));
    accuracy_runs result;
    for (const accuracy_run& each : rounds) {
        if (result.find(each.task, each.implementation)) continue;
        std::vector<const accuracy_run*> same;
        for (const accuracy_run& other : rounds)
            if (other.task == each.task && other.implementation == each.implementation) same.push_back(&other);
        put_in_order(
            same, [](const accuracy_run* a, const accuracy_run* b) { return a->last().seconds < b->last().seconds; });
        result.all.push_back(*same[(same.size() - 1) / 2]);
    }
    return result;
}

std::string failure(const accuracy_runs& among, const accuracy_run& of) {
    if (const accuracy_run* const reference = among.find(of.task, ours)) {
        if (of.losses.size() != reference->losses.size()) return "computes something else: other numbers of losses";
        for (std::size_t k = 0; k < of.losses.size(); ++k) {
            const double loss = of.losses[k], due = reference->losses[k];
            if (!(std::fabs(loss - due) <= tolerance_of_losses * std::fabs(due)))
                return "computes something else: the loss of step " + std::to_string(k + 1) + " is " + fixed(loss, 6) +
                       ", and constprop's " + fixed(due, 6);
        }
    }
    if (!of.has_learned()) return "has not reached the goal after " + fixed(of.last().steps, 0) + " steps";
    return {};
}

}  // namespace report
