/* A board that a debugger watches, here QEMU: it asks it to print, and to end. Another one writes to its serial port. Its flash
   cannot be written, so two pages are emulated in RAM that start.c leaves as it is. */
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

/* What a restart leaves. When the power comes on, it is anything. */
__attribute__((section(".kept"))) static struct {
    uint32_t is_set, resets;
    uint8_t pages[2][BOARD_PAGE_BYTES];
} kept;

static void set_once(void) {
    const uint32_t set = UINT32_C(0x5e7a11d5);
    if (kept.is_set == set) return;
    kept.is_set = set;
    kept.resets = 0;
    board_erase(0);
    board_erase(1);
}

void board_reset(void) {
    ++kept.resets;
    __asm__ volatile("dsb" ::: "memory");
    *(volatile uint32_t*)0xe000ed0c = UINT32_C(0x05fa0004); /* AIRCR: SYSRESETREQ */
    for (;;) {
    }
}

unsigned board_resets(void) {
    set_once();
    return kept.resets;
}

const uint8_t* board_page(unsigned page) {
    set_once();
    return kept.pages[page];
}

void board_erase(unsigned page) {
    for (unsigned k = 0; k < BOARD_PAGE_BYTES; ++k) kept.pages[page][k] = 0xff;
}

static unsigned bytes_left = UINT32_MAX;

void board_fail_after(unsigned bytes) { bytes_left = bytes; }

void board_write(unsigned page, unsigned at, const uint8_t bytes[BOARD_WRITE_BYTES]) {
    for (unsigned k = 0; k < BOARD_WRITE_BYTES; ++k) {
        if (bytes_left-- == 0) board_reset();
        kept.pages[page][at + k] &= bytes[k];
    }
}
