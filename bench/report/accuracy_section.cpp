#include "accuracy_section.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "markdown.hpp"
#include "measurements.hpp"
#include "numbers.hpp"

namespace report {
namespace {

std::string duration(double seconds) {
    if (seconds < 1e-6) return significant(1e9 * seconds) + " ns";
    if (seconds < 1e-3) return significant(1e6 * seconds) + " µs";
    if (seconds < 1) return significant(1e3 * seconds) + " ms";
    return significant(seconds) + " s";
}

/// With two digits that say something, however small it is.
std::string ratio_text(double ratio) {
    return ratio < 0.1 ? fixed(ratio, 1 - static_cast<int>(std::floor(std::log10(ratio)))) : significant(ratio);
}

std::string value_text(const accuracy_run& of, double value) { return of.by_loss ? fixed(value, 4) : percent(value); }

}  // namespace

std::string accuracy_section(const accuracy_runs& of) {
    table all{.head = {"task", "implementation", "time", "constprop / it", "steps", "a step", "reached",
                       "what is not the same"},
              .left_columns = 2};
    std::vector<std::string> failed;
    for (const std::string& task : of.tasks()) {
        const accuracy_run* const own = of.find(task, ours);
        bool first = true;
        for (const accuracy_run& each : of.all) {
            if (each.task != task) continue;
            const std::string goal = each.by_loss ? "loss ≤ " + fixed(each.goal, 2) : percent(each.goal) + " right";
            const std::string title = first ? plain(task) + ": " + goal : "";
            const std::string name = plain(each.implementation + (each.version.empty() ? "" : " " + each.version));
            first = false;
            const judgment& last = each.last();
            if (const std::string why = failure(of, each); !why.empty()) {
                failed.push_back("- " + name + " on " + plain(task) + ": " + plain(why) + "\n");
                all.lines.push_back({title, name, dash, dash, dash, dash, dash, ""});
                continue;
            }
            const bool has_ratio = own && own != &each && failure(of, *own).empty();
            all.lines.push_back({title, name, duration(last.seconds),
                                 has_ratio ? ratio_text(own->last().seconds / last.seconds) : dash,
                                 fixed(last.steps, 0), duration(last.seconds / last.steps),
                                 value_text(each, last.value), plain(each.difference)});
        }
    }
    std::string text =
        "\n## Time to accuracy\n\nProcessor time of training on one core, until the network is as good on the test samples "
        "as the task asks: the median of three rounds, and one round of the longest task. All implementations start with "
        "the same weights and take the same batches in the same order; "
        "the losses of their first ten steps are within " +
        percent(tolerance_of_losses) +
        " of constprop's. dlib has no recurrent layers; FANN has no cross-entropy, no batches of a part of the samples, "
        "and no convolutions.\n\n![Time to accuracy](accuracy.svg)\n\n" +
        all.text();
    if (!failed.empty()) text += "\nWithout a time:\n\n";
    for (const std::string& line : failed) text += line;
    return text;
}

}  // namespace report
