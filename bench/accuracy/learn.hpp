#ifndef CONSTPROP_BENCH_ACCURACY_LEARN_HPP
#define CONSTPROP_BENCH_ACCURACY_LEARN_HPP

#include <cmath>
#include <cstddef>
#include <cstdio>
#include <ctime>
#include <exception>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "material.hpp"
#include "tasks.hpp"

namespace accuracy {

struct point {
    double seconds;  ///< of training alone
    std::size_t steps;
    double value;  ///< of what the task is judged by
};

struct outcome {
    std::vector<double> losses;  ///< of the first ten steps, each before its update
    std::vector<point> curve;
    std::string_view difference{};  ///< what is not as in constprop, if anything is not
};

/// Processor time of this process: other programs on the machine do not count.
inline double processor_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Trains until the goal is reached, or the task's most steps are done. `start()` makes a learner with the initial parameters:
/// `step(samples)` trains on the samples of these indices and returns the loss, and `value()` judges by the test samples.
/// The time of judging does not count, nor that of the first step of all, on a learner that is thrown away.
template <class Start> outcome learn(const task& of, const material& from, Start start) {
    start()->step(from.order.data());
    const auto learner = start();
    outcome result;
    double seconds = 0;
    for (std::size_t steps = 0; steps < of.most_steps;) {
        std::vector<double> losses(of.interval);
        const double begun = processor_seconds();
        for (double& loss : losses) loss = learner->step(from.order.data() + steps++ * of.batch_size);
        seconds += processor_seconds() - begun;
        if (steps == of.interval) result.losses.assign(losses.begin(), losses.begin() + 10);
        result.curve.push_back({seconds, steps, learner->value()});
        if (of.reached(result.curve.back().value)) break;
    }
    return result;
}

/// A number as JSON, which has no word for one that is not finite.
inline std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.9g", value);
    return std::isfinite(value) ? text : "null";
}

/// Writes an outcome as JSON, as pytorch.py does.
inline bool write(const std::filesystem::path& path, const task& of, std::string_view implementation,
                  const outcome& what) {
    std::FILE* const file = std::fopen(path.c_str(), "w");
    if (file == nullptr) return std::fprintf(stderr, "%s: cannot be written\n", path.c_str()), false;
    const auto text = [&](const char* name, std::string_view value) {
        std::fprintf(file, "\"%s\": \"%.*s\",\n", name, static_cast<int>(value.size()), value.data());
    };
    std::fputs("{", file);
    text("task", of.title);
    text("implementation", implementation);
    text("version", "");
    text("difference", what.difference);
    text("judged_by", of.judged_by == measure::accuracy ? "accuracy" : "loss");
    std::fprintf(file, "\"goal\": %.9g,\n\"losses\": [", of.goal);
    const char* between = "";
    for (const double loss : what.losses) {
        std::fprintf(file, "%s%s", between, number(loss).c_str());
        between = ", ";
    }
    std::fputs("],\n\"curve\": [", file);
    between = "\n";
    for (const point& each : what.curve) {
        std::fprintf(file, "%s{\"seconds\": %s, \"steps\": %zu, \"value\": %s}", between, number(each.seconds).c_str(),
                     each.steps, number(each.value).c_str());
        between = ",\n";
    }
    std::fputs("\n]}\n", file);
    return std::fclose(file) == 0;
}

/// The main function of an implementation: `run(task, material)` gives the outcome, or an empty one for a task that it
/// cannot do; then no file is written.
template <class Run> int run_task(int argc, char** argv, std::string_view implementation, Run run) try {
    if (argc != 4) return std::fprintf(stderr, "usage: %s MATERIAL TASK INTO.json\n", argv[0]), 2;
    for (const task& each : tasks) {
        if (each.name != argv[2]) continue;
        const outcome what = run(each, read(argv[1], each));
        return what.curve.empty() || write(argv[3], each, implementation, what) ? 0 : 1;
    }
    return std::fprintf(stderr, "%s is no task\n", argv[2]), 2;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}

}  // namespace accuracy

#endif
