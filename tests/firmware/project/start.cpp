// What happens before main: memory as C++ expects it, and the floating-point unit on.
#include <cstdint>

#include "semihosting.hpp"

extern "C" {
extern std::uint32_t data_in_flash[], data_begin[], data_end[], bss_begin[], bss_end[], stack_top[];

int program() asm("main");  // C++ does not allow main itself to be called

[[noreturn, gnu::used]] void run() noexcept {
#if defined(__ARM_FP)
    *reinterpret_cast<volatile std::uint32_t*>(0xe000ed88) |= 0xfU << 20;  // CPACR: coprocessors 10 and 11
    asm volatile("dsb\nisb" ::: "memory");
#elif defined(__riscv_flen)
    asm volatile("csrs mstatus, %0" ::"r"(1U << 13) : "memory");  // FS: initial
#endif
    const std::uint32_t* from = data_in_flash;
    for (volatile std::uint32_t* to = data_begin; to != data_end; ++to) *to = *from++;
    for (volatile std::uint32_t* to = bss_begin; to != bss_end; ++to) *to = 0;
    semihosting::exit(static_cast<std::uint32_t>(program()));
}

[[noreturn]] void fault() noexcept {
    semihosting::print("fault\n");
    semihosting::exit(255);
}
}

#if defined(__riscv)
extern "C" [[gnu::naked, gnu::section(".start"), gnu::used]] void start() {
    asm volatile(
        ".option push\n.option norelax\nla gp, __global_pointer$\n.option pop\n"
        "la sp, stack_top\nla t0, trap\ncsrw mtvec, t0\nj run\n"
        ".balign 4\ntrap: j fault");
}
#else
/// The first words of the address space: the stack, where to begin, and what else may interrupt a core.
extern "C" [[gnu::section(".start"), gnu::used]] const void* const vectors[16] = {
    stack_top,
    reinterpret_cast<const void*>(run),
    reinterpret_cast<const void*>(fault),
    reinterpret_cast<const void*>(fault),
    reinterpret_cast<const void*>(fault),
    reinterpret_cast<const void*>(fault),
    reinterpret_cast<const void*>(fault),
    reinterpret_cast<const void*>(fault),
};
#endif
