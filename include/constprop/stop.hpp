#ifndef CONSTPROP_STOP_HPP
#define CONSTPROP_STOP_HPP

#include <constprop/kernels/target.hpp>

#include <cstdlib>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// Ends the program, where going on would read or write what is not there. A trap is one instruction, and firmware has a
/// handler for it; std::abort would bring signals and input and output with it.
[[noreturn]] inline void stop() noexcept {
#if defined(__GNUC__) || defined(__clang__)
    __builtin_trap();
#else
    std::abort();
#endif
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_STOP_HPP
