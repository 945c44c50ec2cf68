#include "compile_costs.hpp"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "json.hpp"

namespace report {
namespace {

std::vector<std::string> distinct(const std::vector<compile_cost>& costs, std::string compile_cost::* member) {
    std::vector<std::string> names;
    for (const compile_cost& each : costs)
        if (std::find(names.begin(), names.end(), each.*member) == names.end()) names.push_back(each.*member);
    return names;
}

compile_cost cost_of(const nlohmann::json& entry) {
    compile_cost cost{.compiler = entry.at("compiler").get<std::string>(),
                      .library = entry.at("library").get<std::string>(),
                      .unit = entry.at("unit").get<std::string>(),
                      .error = entry.value("error", ""),
                      .epochs = entry.value("epochs", 0)};
    if (cost.error.empty()) {
        cost.seconds = entry.at("seconds").get<double>();
        cost.megabytes = entry.at("megabytes").get<double>();
        if (cost.epochs > 0) cost.steps = entry.at("steps_per_epoch").get<double>();
    }
    return cost;
}

compile_costs read_list(const std::filesystem::path& path, const char* list) {
    return read_json(path, "what constprop_compile_cost writes", "Run constprop_compile_cost again.",
                     [&](const nlohmann::json& json) {
                         compile_costs costs{
                             json.at("flags").get<std::string>(), json.at("repetitions").get<int>(), {}};
                         for (const auto& entry : json.at(list)) costs.all.push_back(cost_of(entry));
                         return costs;
                     });
}

}  // namespace

std::vector<std::string> compile_costs::compilers() const { return distinct(all, &compile_cost::compiler); }
std::vector<std::string> compile_costs::libraries() const { return distinct(all, &compile_cost::library); }
std::vector<std::string> compile_costs::units() const { return distinct(all, &compile_cost::unit); }

const compile_cost* compile_costs::find(std::string_view compiler, std::string_view library,
                                        std::string_view unit) const {
    const auto at = std::find_if(all.begin(), all.end(), [&](const compile_cost& each) {
        return each.compiler == compiler && each.library == library && each.unit == unit;
    });
    return at == all.end() ? nullptr : &*at;
}

compile_costs read_compile_costs(const std::filesystem::path& path) { return read_list(path, "results"); }
compile_costs read_network_costs(const std::filesystem::path& path) { return read_list(path, "networks"); }
compile_costs read_trained_costs(const std::filesystem::path& path) { return read_list(path, "trained"); }

}  // namespace report
