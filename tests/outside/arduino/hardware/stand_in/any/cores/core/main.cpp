// A sketch that runs for ten loops, and a serial port that is the standard output.
#include <Arduino.h>

serial_port Serial;
void serial_port::begin(unsigned long /*baud*/) {}
void serial_port::print(const char* text) { fputs(text, stdout); }
void serial_port::print(unsigned long number) { printf("%lu", number); }
void serial_port::print(double number, int digits) { printf("%.*f", digits, number); }

extern "C" void delay(unsigned long /*milliseconds*/) {}
extern "C" unsigned long micros(void) { return 0; }

int main() {
    setup();
    for (int turn = 0; turn < 10; ++turn) loop();
}
