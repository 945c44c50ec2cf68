#ifndef CONSTPROP_HOST_TERMINAL_HPP
#define CONSTPROP_HOST_TERMINAL_HPP

#include <constprop/kernels/target.hpp>

#include <cstdio>
#include <iostream>
#include <ostream>

#if defined(_WIN32)
#include <io.h>
#elif __has_include(<unistd.h>)
#include <unistd.h>
#endif

namespace constprop::inline CONSTPROP_TARGET::host {

/// True if a stream is std::cout, std::cerr or std::clog, and leads to a terminal. False if this cannot be determined.
[[nodiscard]] inline bool is_terminal(const std::ostream& out) {
    const bool standard = &out == &std::cout, error = &out == &std::cerr || &out == &std::clog;
    if (!standard && !error) return false;
#if defined(_WIN32)
    return _isatty(_fileno(standard ? stdout : stderr)) != 0;
#elif __has_include(<unistd.h>)
    return isatty(standard ? STDOUT_FILENO : STDERR_FILENO) != 0;
#else
    return false;
#endif
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_TERMINAL_HPP
