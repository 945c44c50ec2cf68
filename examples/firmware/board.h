#ifndef BOARD_H
#define BOARD_H

#ifdef __cplusplus
extern "C" {
#endif

/* Prints, as this board does; another one writes to its serial port. */
void board_print(const char* text);

/* Ends with an exit code; 0 is right. Does not return. */
void board_end(int code);

#ifdef __cplusplus
}
#endif

#endif /* BOARD_H */
