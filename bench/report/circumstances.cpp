#include "circumstances.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <unistd.h>
#include <vector>

#include "json.hpp"

namespace report {

build read_build(const std::filesystem::path& path) {
    return read_json(path, "what CMake writes for the target 'bench'", "Configure the project again.",
                     [](const nlohmann::json& json) {
                         build made{.compiler = json.at("compiler").get<std::string>(),
                                    .flags = json.at("flags").get<std::string>(),
                                    .command = json.at("command").get<std::string>()};
                         for (const auto& [name, version] : json.at("libraries").items())
                             made.libraries.emplace_back(name, version.get<std::string>());
                         return made;
                     });
}

std::string processor(const std::string& cpuinfo) {
    std::istringstream lines(cpuinfo);
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("model name")) continue;
        const auto begin = line.find_first_not_of(" \t", line.find(':') + 1);
        if (line.find(':') != std::string::npos && begin != std::string::npos) return line.substr(begin);
    }
    return "unknown processor";
}

std::string processor() {
    std::ifstream in("/proc/cpuinfo");
    return processor(std::string(std::istreambuf_iterator<char>(in), {}));
}

std::vector<cache> caches() {
    std::vector<cache> found;
#if defined(_SC_LEVEL1_DCACHE_SIZE)
    const auto add = [&](const char* type, int level, int name) {
        if (const long bytes = sysconf(name); bytes > 0) found.push_back({type, level, static_cast<double>(bytes)});
    };
    add("Data", 1, _SC_LEVEL1_DCACHE_SIZE);
    add("Instruction", 1, _SC_LEVEL1_ICACHE_SIZE);
    add("Unified", 2, _SC_LEVEL2_CACHE_SIZE);
    add("Unified", 3, _SC_LEVEL3_CACHE_SIZE);
#endif
    return found;
}

}  // namespace report
