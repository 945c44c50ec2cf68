// What compiling small networks takes, with several compilers, for this library and for Eigen, and what training them
// does while they are compiled; written as JSON.
#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "command.hpp"
#include "compiler.hpp"
#include "limit.hpp"
#include "progress.hpp"
#include "units.hpp"

namespace {

namespace fs = std::filesystem;

constexpr const char* usage =
    "usage: constprop_compile_cost --into COSTS.json --scratch FOLDER [--repetitions COUNT] [--eigen]\n"
    "                              [--models FOLDER]\n"
    "                              --compiler COMMAND... -- FLAG...\n";

struct options {
    fs::path into{}, scratch{}, models{};
    std::size_t repetitions = 3;
    bool with_eigen = false;
    std::vector<std::string> compilers{}, flags{};
};

/// One unit with one compiler: what each round took.
struct measurement {
    std::string command{}, compiler{};
    compile_cost::unit unit{};
    fs::path source{};
    std::vector<double> seconds{}, megabytes{};
    double steps = 0;  ///< of constant evaluation in an epoch
    std::string error{};
};

bool read(options& to, const std::vector<std::string_view>& words) {
    for (std::size_t k = 0; k < words.size(); ++k) {
        if (words[k] == "--") {
            to.flags.assign(words.begin() + static_cast<std::ptrdiff_t>(k) + 1, words.end());
            break;
        }
        if (words[k] == "--eigen") {
            to.with_eigen = true;
            continue;
        }
        if (k + 1 == words.size()) return false;
        const std::string value(words[k + 1]);
        if (words[k] == "--into") to.into = value;
        else if (words[k] == "--scratch") to.scratch = value;
        else if (words[k] == "--models") to.models = value;
        else if (words[k] == "--compiler") to.compilers.push_back(value);
        else if (words[k] == "--repetitions") to.repetitions = std::strtoul(value.c_str(), nullptr, 10);
        else return false;
        ++k;
    }
    return !to.into.empty() && !to.scratch.empty() && !to.compilers.empty() && to.repetitions > 0;
}

std::vector<measurement> prepare(const options& by) {
    std::vector<measurement> all;
    auto units = compile_cost::units(by.with_eigen);
    for (const auto& more : {compile_cost::network_units(by.models), compile_cost::trained_units()})
        units.insert(units.end(), more.begin(), more.end());
    for (const std::string& command : by.compilers) {
        const std::string name = compile_cost::name_of(command, by.scratch);
        if (name.empty())
            throw constprop::host::error(command, "this does not run", "a compiler like g++ or clang++",
                                         "Install it, or leave it out.");
        for (std::size_t k = 0; k < units.size(); ++k)
            all.push_back({command, name, units[k], by.scratch / ("unit_" + std::to_string(k) + ".cpp")});
    }
    for (const measurement& each : all) constprop::host::detail::write_file(each.source, each.unit.text);
    return all;
}

/// Compiles a unit; where it trains, for so many epochs, under a limit on constant evaluation.
compile_cost::outcome compile(const measurement& one, const options& by, std::size_t epochs, std::size_t limit) {
    std::vector<std::string> command{one.command};
    command.insert(command.end(), by.flags.begin(), by.flags.end());
    if (epochs > 0) {
        command.push_back("-DEPOCHS=" + std::to_string(epochs));
        command.push_back(compile_cost::limit_option(one.compiler, limit));
    }
    for (const std::string& word :
         {std::string("-c"), one.source.string(), std::string("-o"), (by.scratch / "unit.o").string()})
        command.push_back(word);
    return compile_cost::run(command, (by.scratch / "messages.txt").string());
}

void measure(measurement& one, const options& by) {
    const auto outcome = compile(one, by, one.unit.epochs, compile_cost::no_limit);
    if (!outcome.succeeded) one.error = compile_cost::error_of(outcome.output);
    one.seconds.push_back(outcome.seconds);
    one.megabytes.push_back(outcome.megabytes);
}

/// Whole networks take the longest, and their times differ the least: two rounds of them are enough.
bool has_round(const compile_cost::unit& of, std::size_t round) { return of.list != "networks" || round < 2; }

/// What an epoch more adds to the least limit.
void measure_steps(measurement& one, const options& by) {
    const std::size_t few = std::max<std::size_t>(1, one.unit.epochs / 10), many = 3 * few;
    const auto limit = [&](std::size_t epochs, std::size_t guess) {
        return compile_cost::least_limit(
            guess, [&](std::size_t limit_) { return compile(one, by, epochs, limit_).succeeded; });
    };
    const std::size_t of_few = limit(few, std::size_t{1} << 16), of_many = limit(many, of_few);
    one.steps = (static_cast<double>(of_many) - static_cast<double>(of_few)) / static_cast<double>(many - few);
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

std::string json_of(const std::vector<measurement>& all, const options& by) {
    std::string flags;
    bool is_folder = false;  // where headers are says nothing, and differs everywhere
    for (const std::string& flag : by.flags) {
        if (!is_folder && !flag.starts_with("-I") && flag != "-isystem") flags += (flags.empty() ? "" : " ") + flag;
        is_folder = flag == "-I" || flag == "-isystem";
    }
    nlohmann::json whole{{"flags", flags}, {"repetitions", by.repetitions}};
    for (const char* list : {"results", "networks", "trained"}) whole[list] = nlohmann::json::array();
    for (const measurement& each : all) {
        nlohmann::json entry{{"compiler", each.compiler}, {"library", each.unit.library}, {"unit", each.unit.name}};
        if (each.error.empty())
            entry.update({{"seconds", median(each.seconds)}, {"megabytes", median(each.megabytes)}});
        else entry["error"] = each.error;
        if (each.unit.epochs > 0) entry["epochs"] = each.unit.epochs;
        if (each.unit.epochs > 0 && each.error.empty()) entry["steps_per_epoch"] = each.steps;
        whole[each.unit.list].push_back(entry);
    }
    // A compiler's message may be cut within a character.
    return whole.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

void run(const options& by) {
    fs::create_directories(by.scratch);
    std::vector<measurement> all = prepare(by);
    const auto trains = [](const measurement& each) { return each.unit.epochs > 0 && each.error.empty(); };
    const auto trained = static_cast<std::size_t>(std::count_if(all.begin(), all.end(), trains));
    compile_cost::progress progress(all.size() * by.repetitions + trained);
    // Round by round, so that a machine's moods strike each alike.
    for (std::size_t round = 0; round < by.repetitions; ++round)
        for (measurement& each : all) {
            progress.next(each.compiler + ", " + each.unit.library + ", " + each.unit.name);
            if (each.error.empty() && has_round(each.unit, round)) measure(each, by);
        }
    for (measurement& each : all) {
        if (!trains(each)) continue;
        progress.next(each.compiler + ", steps of " + each.unit.name);
        measure_steps(each, by);
    }
    constprop::host::detail::write_file(by.into, json_of(all, by));
}

}  // namespace

int main(int argc, char** argv) {
    options by;
    if (!read(by, {argv + 1, argv + argc})) return std::fputs(usage, stderr), 2;
    try {
        run(by);
    } catch (const constprop::host::error& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    } catch (const fs::filesystem_error& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    return 0;
}
