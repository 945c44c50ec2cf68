#include "pruned_costs.hpp"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "json.hpp"
#include "markdown.hpp"
#include "numbers.hpp"

namespace report {
namespace {

pruned_costs costs_of(const nlohmann::json& json) {
    pruned_costs costs{json.at("compiler").get<std::string>(), json.at("flags").get<std::string>(), {}};
    for (const auto& entry : json.at("forms"))
        costs.all.push_back({.form = entry.at("form").get<std::string>(),
                             .percent = entry.at("percent").get<int>(),
                             .right = entry.at("right").get<double>(),
                             .digits = entry.at("digits").get<double>(),
                             .multiply_adds = entry.at("multiply_adds").get<double>(),
                             .instructions = entry.at("instructions").get<double>(),
                             .code = entry.at("code").get<double>(),
                             .constants = entry.at("constants").get<double>()});
    return costs;
}

}  // namespace

pruned_costs read_pruned_costs(const std::filesystem::path& path) {
    return read_json(path, "what bench/pruned/count.cmake writes", "Build the target bench_pruned again.", costs_of);
}

std::string pruned_section(const pruned_costs& of) {
    table all{.head = {"form", "weights that are 0", "right", "multiply-adds", "instructions", "bytes of code",
                       "bytes of constants", "bytes"}};
    for (const pruned_cost& each : of.all)
        all.lines.push_back({plain(each.form), std::to_string(each.percent) + " %", percent(each.right / each.digits),
                             fixed(each.multiply_adds, 0), fixed(each.instructions / each.digits, 0),
                             fixed(each.code, 0), fixed(each.constants, 0), fixed(each.code + each.constants, 0)});
    return "\n## Pruned\n\nOne inference of the 64-32-10 digits, relu between, as the network computes it and as a "
           "`constant_network`: instructions by callgrind, the mean over the held-back digits; bytes of the function "
           "and "
           "of all that it needs. " +
           plain(of.compiler) + ", `" + plain(of.flags) +
           "`. How the weights were taken away is in [examples/pruned](../examples/pruned/train.cpp).\n\n" + all.text();
}

}  // namespace report
