// Computes the answers, compares them with constant evaluation, and prints them, a line of hashes for each network: on a
// bare core and, compiled for a host, there.
#include "answers.hpp"

#if defined(FIRMWARE)
#include "semihosting.hpp"
static void print(const char* text) { semihosting::print(text); }
static void print(std::uint32_t value) { semihosting::print_hexadecimal(value); }
#else
#include <cstdio>
static void print(const char* text) { std::fputs(text, stdout); }
static void print(std::uint32_t value) { std::printf("%08x", static_cast<unsigned>(value)); }
#endif

static volatile std::size_t unknown_zero = 0;

template <class Model> static bool check(const char* name) {
    static constexpr answers::results expected = answers::compute<Model>(0);
    const answers::results got = answers::compute<Model>(unknown_zero);
    print(name);
    for (const std::uint32_t value : {got.forward, got.trace, got.gradient, got.sgd, got.adam, got.batch})
        print(" "), print(value);
    print(got == expected ? "\n" : " differs from constant evaluation\n");
    return got == expected;
}

int main() {
    const bool small = check<answers::small>("4-8-3");
    const bool wide = check<answers::wide>("20-12-4");
    return small && wide ? 0 : 1;
}
