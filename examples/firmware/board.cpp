#include "board.h"

#include "semihosting.hpp"

void board_print(const char* text) { semihosting::print(text); }
