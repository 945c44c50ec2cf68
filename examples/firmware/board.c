/* A board that a debugger watches, here QEMU: it asks it to print, and to end. Another one writes to its serial port. */
#include "board.h"

#include <stdint.h>

static void ask_debugger(uint32_t operation, const void* argument) {
    register uint32_t r0 __asm__("r0") = operation;
    register const void* r1 __asm__("r1") = argument;
    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
}

void board_print(const char* text) { ask_debugger(0x04, text); }

void board_end(int code) {
    const uint32_t argument[2] = {0x20026, (uint32_t)code}; /* the application has ended, with this code */
    ask_debugger(0x20, argument);
    for (;;) {
    }
}
