/* What happens before main: memory as C and C++ expect it, and the floating-point unit on, if there is one. */
#include <stdint.h>

#include "board.h"

/* Of sections.ld. */
extern uint32_t data_in_flash[], data_begin[], data_end[], bss_begin[], bss_end[], stack_top[];

int main(void);
void run(void);

void run(void) {
#ifdef __ARM_FP
    *(volatile uint32_t*)0xe000ed88 |= UINT32_C(0xf) << 20; /* CPACR: coprocessors 10 and 11 */
    __asm__ volatile("dsb\n\tisb" ::: "memory");
#endif
    const uint32_t* from = data_in_flash;
    for (volatile uint32_t* to = data_begin; to != data_end; ++to) *to = *from++;
    for (volatile uint32_t* to = bss_begin; to != bss_end; ++to) *to = 0;
    board_end(main());
}

static void fault(void) {
    board_print("fault\n");
    board_end(255);
}

/* The timer's interrupt, for programs that start the timer and define it. */
__attribute__((weak, alias("fault"))) void SysTick_Handler(void);

/* The first words of flash: the stack, where to begin, and what else may interrupt the core. */
union vector {
    void* stack;
    void (*handler)(void);
};
__attribute__((section(".start"), used)) static const union vector vectors[16] = {
    {.stack = stack_top}, {.handler = run},   {.handler = fault},
    {.handler = fault},   {.handler = fault}, {.handler = fault},
    {.handler = fault},   {.handler = fault}, [15] = {.handler = SysTick_Handler},
};
