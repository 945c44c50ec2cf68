#ifndef CONSTPROP_BENCH_COMPILE_COST_COMMAND_HPP
#define CONSTPROP_BENCH_COMPILE_COST_COMMAND_HPP

#include <string>
#include <vector>

namespace compile_cost {

/// What a command did and took, with all processes that it started.
struct outcome {
    bool succeeded = false;
    double seconds = 0;    ///< of processor time, the system's included
    double megabytes = 0;  ///< the most memory that one of its processes had, 10⁶ bytes
    std::string output{};  ///< what it wrote, errors too
};

/// Runs a command, found on the path, and waits for it; what it writes goes through the file `log`. One that cannot be
/// started has not succeeded, and its output says why.
outcome run(const std::vector<std::string>& command, const std::string& log);

}  // namespace compile_cost

#endif  // CONSTPROP_BENCH_COMPILE_COST_COMMAND_HPP
