#ifndef CONSTPROP_BENCH_COMPILE_COST_LIMIT_HPP
#define CONSTPROP_BENCH_COMPILE_COST_LIMIT_HPP

#include <cstddef>
#include <string>
#include <string_view>

/// Compilers limit how much they evaluate in one constant expression, and count different things: g++ its operations,
/// clang its statements and calls. How much something takes is the least limit under which it compiles.
namespace compile_cost {

inline constexpr std::size_t no_limit = 1'000'000'000;

/// The option that sets the limit, for a compiler that calls itself so.
inline std::string limit_option(std::string_view compiler, std::size_t limit) {
    const char* const option = compiler.starts_with("clang") ? "-fconstexpr-steps=" : "-fconstexpr-ops-limit=";
    return option + std::to_string(limit);
}

/// The least limit that suffices, at most 1/256 too high; 0 where no limit does. The search begins with a guess.
template <class Suffices> std::size_t least_limit(std::size_t guess, Suffices suffices) {
    std::size_t high = guess, low = 0;
    for (; !suffices(high); high *= 2) {
        if (high > no_limit) return 0;
        low = high;
    }
    while (high - low > 1 && high - low > high / 256) {
        const std::size_t middle = low + (high - low) / 2;
        (suffices(middle) ? high : low) = middle;
    }
    return high;
}

}  // namespace compile_cost

#endif  // CONSTPROP_BENCH_COMPILE_COST_LIMIT_HPP
