#ifndef CONSTPROP_TESTS_TOOLS_AGREEING_MODELS_HPP
#define CONSTPROP_TESTS_TOOLS_AGREEING_MODELS_HPP

#include <cstddef>
#include <cstdio>

/// An imported model, and the check that its header has.
struct imported_model {
    const char* name;
    bool (*passes)() noexcept;
};

/// Runs the checks, and prints which fail and how many pass. Returns the exit status of a program.
template <std::size_t Count> int status_of(const char* what, const imported_model (&models)[Count]) {
    std::size_t passed = 0;
    for (const auto& [name, passes] : models) {
        if (passes()) ++passed;
        else std::printf("%s: wrong\n", name);
    }
    std::printf("%s: %zu of %zu agree\n", what, passed, Count);
    return passed == Count ? 0 : 1;
}

#endif  // CONSTPROP_TESTS_TOOLS_AGREEING_MODELS_HPP
