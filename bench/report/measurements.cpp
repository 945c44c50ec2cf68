#include "measurements.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "in_order.hpp"
#include "json.hpp"

namespace report {
namespace {

constexpr std::array<std::string_view, 23> group_order{"forward",
                                                       "forward, batch 32",
                                                       "SGD",
                                                       "SGD, batch 32",
                                                       "Adam",
                                                       "Adam, batch 32",
                                                       "convolutions",
                                                       "convolutions, batch 32",
                                                       "convolutions, SGD",
                                                       "convolutions, SGD, batch 32",
                                                       "sequences",
                                                       "sequences, SGD",
                                                       "integers",
                                                       "sweep",
                                                       "sweep, batch 32",
                                                       "sweep, 3×3",
                                                       "sweep, 3×3, batch 32",
                                                       "sweep, 1×1",
                                                       "sweep, 1×1, batch 32",
                                                       "sweep, depthwise",
                                                       "sweep, depthwise, batch 32",
                                                       "sweep, 1-D",
                                                       "sweep, 1-D, batch 32"};

constexpr std::array<std::string_view, 17> implementation_order{"constprop",
                                                                "constprop sgd",
                                                                "constprop -O2",
                                                                "constprop clang 14",
                                                                "constprop clang 19",
                                                                "Eigen, fixed",
                                                                "Eigen, functions of the C library",
                                                                "Eigen, dynamic",
                                                                "virtual layers, row dot",
                                                                "virtual layers, axpy",
                                                                "libxsmm",
                                                                "XNNPACK",
                                                                "libtorch",
                                                                "dlib",
                                                                "FANN",
                                                                "limit: weights streamed",
                                                                "limit: FMA peak"};

/// Sorts by the place in `order`; what is not there comes behind, but before limits, in the order in which it came.
template <class Things, class Name>
void sort_by(Things& things, std::span<const std::string_view> order, Name name_of) {
    const auto place = [&](const auto& thing) {
        const std::string_view name = name_of(thing);
        const auto at = std::find(order.begin(), order.end(), name) - order.begin();
        return std::pair(is_limit(name), at);
    };
    put_in_order(things, [&](const auto& a, const auto& b) { return place(a) < place(b); });
}

/// The thing of that name, added if it is not there yet.
template <class Thing> Thing& named(std::vector<Thing>& things, std::string_view name, std::string Thing::* member) {
    for (Thing& thing : things)
        if (thing.*member == name) return thing;
    things.push_back({});
    things.back().*member = name;
    return things.back();
}

double median(std::vector<double> values) {
    if (values.empty()) return missing;
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

double nanoseconds(const nlohmann::json& entry) {
    const auto unit = entry.at("time_unit").get<std::string>();
    const double factor = unit == "ns" ? 1 : unit == "us" ? 1e3 : unit == "ms" ? 1e6 : unit == "s" ? 1e9 : missing;
    return entry.at("cpu_time").get<double>() * factor;
}

/// All that the file says of one implementation of one row.
struct entries {
    std::string name{};  ///< group|row|implementation
    double median = missing, variation = missing, multiply_adds = missing;
    std::vector<double> repetitions{};
    std::string error{};
};

void take(entries& into, const nlohmann::json& entry) {
    const std::string aggregate = entry.value("aggregate_name", "");
    if (entry.value("error_occurred", false)) into.error = entry.value("error_message", "it failed");
    else if (aggregate == "median") into.median = nanoseconds(entry);
    else if (aggregate == "cv")
        into.variation = entry.at("cpu_time").is_number() ? entry.at("cpu_time").get<double>() : missing;
    else if (aggregate.empty()) into.repetitions.push_back(nanoseconds(entry));
    // Of aggregates only the median has the counters as they are.
    if ((aggregate.empty() || aggregate == "median") && entry.contains("multiply_adds"))
        into.multiply_adds = entry.at("multiply_adds").get<double>();
}

void add(run& to, const entries& of) {
    const std::size_t first = of.name.find('|'), second = of.name.find('|', first + 1);
    if (first == std::string::npos || second == std::string::npos) return;  // no row of ours
    group& in = named(to.groups, of.name.substr(0, first), &group::name);
    row& at = named(in.rows, of.name.substr(first + 1, second - first - 1), &row::name);
    timing result{.implementation = of.name.substr(second + 1), .variation = of.variation, .error = of.error};
    if (of.error.empty()) result.ns = std::isfinite(of.median) ? of.median : median(of.repetitions);
    if (std::isfinite(of.multiply_adds)) at.multiply_adds = of.multiply_adds;
    at.timings.push_back(result);
}

run run_of(const nlohmann::json& json) {
    run result;
    const auto& context = json.at("context");
    result.date = context.at("date").get<std::string>();
    result.cores = context.at("num_cpus").get<int>();
    result.has_frequency_scaling = context.value("cpu_scaling_enabled", false);
    if (const auto load = context.find("load_avg"); load != context.end() && !load->empty())
        result.load = load->front().get<double>();
    for (const auto& each : context.at("caches"))
        result.caches.push_back(
            {each.at("type").get<std::string>(), each.at("level").get<int>(), each.at("size").get<double>()});

    std::vector<entries> all;
    for (const auto& entry : json.at("benchmarks"))
        take(named(all, entry.at("run_name").get<std::string>(), &entries::name), entry);
    for (const entries& each : all) add(result, each);
    // The file's order is the random one in which rows were run. The number at the front of a row's name is a size.
    const auto size_of = [](const row& each) { return std::strtod(each.name.c_str(), nullptr); };
    for (group& in : result.groups)
        put_in_order(in.rows, [&](const row& a, const row& b) {
            return std::pair(size_of(a), a.name) < std::pair(size_of(b), b.name);
        });
    sort_by(result.groups, group_order, [](const group& each) { return std::string_view(each.name); });
    return result;
}

}  // namespace

const timing* row::find(std::string_view implementation) const {
    const auto at = std::find_if(timings.begin(), timings.end(),
                                 [&](const timing& each) { return each.implementation == implementation; });
    return at == timings.end() ? nullptr : &*at;
}

double row::ns(std::string_view implementation) const {
    const timing* found = find(implementation);
    return found ? found->ns : missing;
}

const row* group::find(std::string_view wanted) const {
    const auto at = std::find_if(rows.begin(), rows.end(), [&](const row& each) { return each.name == wanted; });
    return at == rows.end() ? nullptr : &*at;
}

std::vector<std::string> group::implementations() const {
    std::vector<std::string> names;
    for (const row& each : rows)
        for (const timing& one : each.timings)
            if (std::find(names.begin(), names.end(), one.implementation) == names.end())
                names.push_back(one.implementation);
    sort_by(names, implementation_order, [](const std::string& each) { return std::string_view(each); });
    return names;
}

const group* run::find(std::string_view wanted) const {
    const auto at = std::find_if(groups.begin(), groups.end(), [&](const group& each) { return each.name == wanted; });
    return at == groups.end() ? nullptr : &*at;
}

run read_run(const std::filesystem::path& path) {
    return read_json(path, "what constprop_bench writes with --benchmark_out and --benchmark_out_format=json",
                     "Run the benchmarks to the end.", run_of);
}

}  // namespace report
