#ifndef CONSTPROP_TESTS_FIRMWARE_SEMIHOSTING_HPP
#define CONSTPROP_TESTS_FIRMWARE_SEMIHOSTING_HPP

#include <cstdint>

/// What a program on a bare core asks of the debugger, here QEMU: to print, and to end with an exit code.
namespace semihosting {

inline std::uintptr_t call(std::uintptr_t operation, const void* argument) noexcept {
#if defined(__riscv)
    register std::uintptr_t a0 asm("a0") = operation;
    register const void* a1 asm("a1") = argument;
    // The call is these three instructions, none of them compressed, on one page.
    asm volatile(
        ".balign 16\n.option push\n.option norvc\n"
        "slli x0, x0, 0x1f\nebreak\nsrai x0, x0, 7\n.option pop"
        : "+r"(a0)
        : "r"(a1)
        : "memory");
    return a0;
#else
    register std::uintptr_t r0 asm("r0") = operation;
    register const void* r1 asm("r1") = argument;
    asm volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
#endif
}

inline void print(const char* text) noexcept { call(0x04, text); }

inline void print_hexadecimal(std::uint32_t value) noexcept {
    char text[9] = {};
    for (int k = 0; k < 8; ++k) text[k] = "0123456789abcdef"[value >> (28 - 4 * k) & 15U];
    print(text);
}

[[noreturn]] inline void exit(std::uint32_t code) noexcept {
    const std::uint32_t argument[2] = {0x20026, code};  // the application has ended, with this code
    call(0x20, argument);
    for (;;) {
    }
}

}  // namespace semihosting

#endif  // CONSTPROP_TESTS_FIRMWARE_SEMIHOSTING_HPP
