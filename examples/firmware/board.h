#ifndef BOARD_H
#define BOARD_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Prints, as this board does; another one writes to its serial port. */
void board_print(const char* text);

/* Ends with an exit code; 0 is right. Does not return. */
void board_end(int code);

/* Restarts the processor. Does not return. */
void board_reset(void);

/* How often it was restarted since the power is on. */
unsigned board_resets(void);

/* Two pages of flash, which keep what is written when the processor restarts. */
#define BOARD_PAGE_BYTES 2048
#define BOARD_WRITE_BYTES 8
const uint8_t* board_page(unsigned page);
void board_erase(unsigned page);
void board_write(unsigned page, unsigned at, const uint8_t bytes[BOARD_WRITE_BYTES]);

/* The processor will restart after so many more bytes that are written: as if the power failed. */
void board_fail_after(unsigned bytes);

#ifdef __cplusplus
}
#endif

#endif /* BOARD_H */
