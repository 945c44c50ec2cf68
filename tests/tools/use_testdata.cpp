// Runs the models that import_testdata.cpp found among ONNX's own tests. That they compile is the first half: each holds
// its inputs and outputs as static_asserts.
#include <cstddef>
#include <cstdio>
#include <cstdlib>

#include "testdata.hpp"

int main(int count, char** arguments) {
    const std::size_t expected = count > 1 ? std::strtoul(arguments[1], nullptr, 10) : 0;
    std::size_t passed = 0, all = 0;
    for (const auto& [name, passes] : models) {
        ++all;
        if (passes()) ++passed;
        else std::printf("%s: wrong\n", name);
    }
    std::printf("ONNX's own tests: %zu models are chains of layers, %zu of them pass; %d others are refused\n", all,
                passed, refusals);
    if (all < expected) std::printf("expected at least %zu chains\n", expected);
    return passed == all && all >= expected ? 0 : 1;
}
