#include "document.hpp"

#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "accuracy_section.hpp"
#include "comparison.hpp"
#include "group_table.hpp"
#include "markdown.hpp"
#include "names.hpp"
#include "numbers.hpp"
#include "sections.hpp"
#include "sweeps.hpp"

namespace report {
namespace {

/// Whether an implementation is named after the library: others may be installed, but have no part in this.
bool is_used(const run& of, const std::string& library) {
    for (const group& in : of.groups)
        for (const std::string& each : in.implementations())
            if (each.starts_with(library)) return true;
    return library == "Google Benchmark";
}

std::string circumstances(const material& of) {
    std::string caches;
    for (const cache& each : of.measured.caches)
        caches +=
            ", L" + std::to_string(each.level) + " " + plain(each.type) + " " + fixed(each.bytes / 1024, 0) + " KiB";
    std::string compilers = plain(of.made.compiler);
    for (const std::string& each : of.costs.compilers())
        if (each != of.made.compiler) compilers += ", " + plain(each);
    std::string libraries;
    for (const auto& [name, version] : of.made.libraries)
        if (is_used(of.measured, name))
            libraries += (libraries.empty() ? "" : ", ") + plain(name) + " " + plain(version);

    table all{.head = {"", ""}, .left_columns = 2};
    all.lines.push_back(
        {"processor", plain(of.processor) + ", " + std::to_string(of.measured.cores) + " cores" + caches});
    all.lines.push_back({"compilers", compilers});
    all.lines.push_back({"flags", "`" + plain(of.made.flags) + "`"});
    if (!libraries.empty()) all.lines.push_back({"libraries", libraries});
    all.lines.push_back({"date", plain(of.measured.date)});
    std::string state = std::isfinite(of.measured.load) ? "load average " + fixed(of.measured.load, 2) : "";
    if (of.measured.has_frequency_scaling) state += state.empty() ? "frequency scaling" : ", frequency scaling";
    if (!state.empty()) all.lines.push_back({"before the run", state});
    return all.text();
}

std::string_view description(std::string_view group) {
    static const std::map<std::string_view, std::string_view> known{
        {"forward", "The network's outputs for one sample."},
        {"forward, batch 32", "The network's outputs for 32 samples, and the time for all of them."},
        {"SGD", "A training step on one sample: forward, mean squared error, backward, gradient descent."},
        {"SGD, batch 32", "A training step on 32 samples: forward, mean squared error, backward, gradient descent."},
        {"Adam", "A training step on one sample: forward, mean squared error, backward, Adam."},
        {"Adam, batch 32", "A training step on 32 samples: forward, mean squared error, backward, Adam."},
        {"convolutions", "The outputs of LeNet-5 on 28×28, and of single layers, for one sample."},
        {"convolutions, batch 32", "The outputs for 32 samples, and the time for all of them."},
        {"convolutions, SGD", "A training step on one sample."},
        {"convolutions, SGD, batch 32", "A training step on 32 samples."},
        {"sequences", "One step of a stream: the output for the next input, and the next state."},
        {"sequences, SGD",
         "A training step on a sequence of 50 steps, with a target for each: backpropagation through time."},
        {"integers", "The outputs of linear layers in int8 for one sample, with one scale for all weights of a layer."},
        {"sweep", "One linear layer from N values to N, for one sample."},
        {"sweep, batch 32", "One linear layer from N values to N, for 32 samples."},
        {"sweep, 3×3", "A convolution of an 8×8 image, zeros around it, from N channels to N."},
        {"sweep, 3×3, batch 32", "The same for 32 samples."},
        {"sweep, 1×1", "A convolution of an 8×8 image from N channels to N."},
        {"sweep, 1×1, batch 32", "The same for 32 samples."},
        {"sweep, depthwise", "A 3×3 convolution of each of N channels of an 8×8 image, zeros around it."},
        {"sweep, depthwise, batch 32", "The same for 32 samples."},
        {"sweep, 1-D",
         "A convolution of a signal of N steps, zeros around it, with a kernel of 5, from 8 channels to 16."},
        {"sweep, 1-D, batch 32", "The same for 32 samples."},
    };
    const auto found = known.find(group);
    return found == known.end() ? std::string_view() : found->second;
}

std::string section(const group& of) {
    const std::string title = heading(of.name);
    std::string text = "\n## " + plain(title) + "\n\n";
    if (const auto words = description(of.name); !words.empty()) text += std::string(words) + "\n\n";
    text += "![" + plain(title) + "](" + picture_name(of.name) + ")\n\n" + group_table(of).text();
    const auto failed = failures(of);
    if (!failed.empty()) text += "\nWithout a time:\n\n";
    for (const std::string& line : failed) text += "- " + line + "\n";
    return text;
}

}  // namespace

std::string document(const material& of) {
    std::string text = "# Results\n\nWritten by `" + plain(of.made.command) +
                       "`; what is measured, and how, is in [README.md](README.md). Times are medians of processor "
                       "time, all of one run; ratios are of these medians, and below 1 where constprop is faster.\n\n";
    text += circumstances(of);
    text += targets_section(of.measured, of.costs, of.networks);
    text += lost_section(of.measured);
    text += sweeps_section(of.measured);
    for (const group& each : of.measured.groups) text += section(each);
    if (!of.accuracies.all.empty()) text += accuracy_section(of.accuracies);
    if (!of.networks.all.empty()) text += networks_section(of.networks);
    if (!of.costs.all.empty()) text += compile_section(of.costs);
    if (!of.trained.all.empty()) text += trained_section(of.trained);
    if (!of.pruned.all.empty()) text += pruned_section(of.pruned);
    return text + spread_section(of.measured);
}

}  // namespace report
