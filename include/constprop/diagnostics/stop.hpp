#ifndef CONSTPROP_DIAGNOSTICS_STOP_HPP
#define CONSTPROP_DIAGNOSTICS_STOP_HPP

#include <constprop/kernels/target.hpp>

// A program stops before it reads or writes out of bounds. On a host it prints to standard error what was wrong, what was
// found and what was expected. With a switch, and on a device, it stops silently, and no code is linked for messages:
//
//     CONSTPROP_STOP_SILENTLY   defined: no text on standard error, and no <cstdio>
//
// A host is Linux, Windows, macOS or a BSD. __STDC_HOSTED__ is not enough: C libraries for devices define it, too.
#if !defined(CONSTPROP_STOP_SILENTLY) && __STDC_HOSTED__ == 1 && \
    (defined(__linux__) || defined(_WIN32) || defined(__APPLE__) || defined(__FreeBSD__) || defined(__OpenBSD__))
#define CONSTPROP_STOP_SAYS_WHY
#include <cstdio>
#endif

#include <cstdlib>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// Ends the program. A trap is one instruction, and firmware has a handler for it; std::abort would link signals and I/O.
[[noreturn]] inline void trap() noexcept {
#if defined(__GNUC__) || defined(__clang__)
    __builtin_trap();
#else
    std::abort();
#endif
}

/// Ends the program, after explain(say), which calls say(…) with texts and whole numbers. If the stop is silent, explain is
/// not compiled, so that the program contains no texts.
#if defined(CONSTPROP_STOP_SAYS_WHY)
#undef CONSTPROP_STOP_SAYS_WHY

struct standard_error {
    static void put(const char* text) noexcept { std::fputs(text, stderr); }
    template <class Integer>
    requires std::is_integral_v<Integer>
    static void put(Integer number) noexcept {
        if constexpr (std::is_signed_v<Integer>) std::fprintf(stderr, "%lld", static_cast<long long>(number));
        else std::fprintf(stderr, "%llu", static_cast<unsigned long long>(number));
    }
    template <class... Parts> void operator()(Parts... parts) const noexcept {
        put("constprop: ");
        (put(parts), ...);
        put("\n");
    }
};

template <class Explain> [[noreturn, gnu::cold, gnu::noinline]] void stop(const Explain& explain) noexcept {
    explain(standard_error{});
    trap();
}

#else

template <class Explain> [[noreturn, gnu::always_inline]] inline void stop(const Explain& /*explain*/) noexcept {
    trap();
}

#endif

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_DIAGNOSTICS_STOP_HPP
