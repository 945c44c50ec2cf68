#include "command.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <spawn.h>
#include <string>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

extern char** environ;  // NOLINT: POSIX leaves its declaration to the program

namespace compile_cost {
namespace {

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

#if defined(__APPLE__)
constexpr double resident_unit = 1;
#else
constexpr double resident_unit = 1024;
#endif

}  // namespace

outcome run(const std::vector<std::string>& command, const std::string& log) {
    std::vector<std::string> words = command;  // posix_spawn wants them writable
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    pid_t child = 0;
    const int failure = posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failure != 0) return {.output = command[0] + ": " + std::strerror(failure)};

    // The usage of a compiler's driver includes that of the processes it waited for, of which it had the largest.
    int status = 0;
    rusage usage{};
    while (wait4(child, &status, 0, &usage) < 0)
        if (errno != EINTR) return {.output = command[0] + ": " + std::strerror(errno)};
    std::ifstream written(log, std::ios::binary);
    return {.succeeded = WIFEXITED(status) && WEXITSTATUS(status) == 0,
            .seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime),
            .megabytes = static_cast<double>(usage.ru_maxrss) * resident_unit / 1e6,
            .output = std::string(std::istreambuf_iterator<char>(written), {})};
}

}  // namespace compile_cost
