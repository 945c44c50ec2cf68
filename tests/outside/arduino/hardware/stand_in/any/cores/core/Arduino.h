#ifndef ARDUINO_H
#define ARDUINO_H

// A stand-in for Arduino's core: what sketches call, and the macros that its headers define.
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern "C" {
void delay(unsigned long milliseconds);
unsigned long micros(void);
}
void setup();
void loop();

struct serial_port {
    void begin(unsigned long baud);
    void print(const char* text);
    void print(unsigned long number);
    void print(double number, int digits = 2);
    void print(int number) { print(static_cast<unsigned long>(number)); }
    void print(unsigned number) { print(static_cast<unsigned long>(number)); }
    void println() { print("\n"); }
    template <class T> void println(T value) {
        print(value);
        println();
    }
};
extern serial_port Serial;

// clang-format off
#define min(a, b) ((a) < (b) ? (a) : (b))
#define max(a, b) ((a) > (b) ? (a) : (b))
#ifdef abs
#undef abs
#endif
#define abs(x) ((x) > 0 ? (x) : -(x))
#ifdef round
#undef round
#endif
#define round(x) ((x) >= 0 ? (long)((x) + 0.5) : (long)((x) - 0.5))
#define constrain(x, low, high) ((x) < (low) ? (low) : ((x) > (high) ? (high) : (x)))
#define radians(x) ((x) * DEG_TO_RAD)
#define degrees(x) ((x) * RAD_TO_DEG)
#define sq(x) ((x) * (x))
#define bit(b) (1UL << (b))
#define bitRead(value, bit) (((value) >> (bit)) & 1)
#define lowByte(w) ((uint8_t)((w) & 0xff))
#define highByte(w) ((uint8_t)((w) >> 8))
#define interrupts() __builtin_unreachable()
#define noInterrupts() __builtin_unreachable()
#define PROGMEM
#define PSTR(text) (text)
#define F(text) (reinterpret_cast<const char*>(PSTR(text)))
#define PI 3.1415926535897932384626433832795
#define HALF_PI 1.5707963267948966192313216916398
#define TWO_PI 6.283185307179586476925286766559
#define DEG_TO_RAD 0.017453292519943295769236907684886
#define RAD_TO_DEG 57.295779513082320876798154814105
#define EULER 2.718281828459045235360287471352
#define DEFAULT 1
#define INTERNAL 3
#define EXTERNAL 0
#define INPUT 0x0
#define OUTPUT 0x1
#define HIGH 0x1
#define LOW 0x0
#define CHANGE 2
#define RISING 4
#define FALLING 3
#define SERIAL 0x0
#define DISPLAY 0x1
#define DEC 10
#define HEX 16
#define OCT 8
#define BIN 2
#define B0 0
#define B1 1
#define B00 0
#define B01 1
#define B10 2
#define B11 3
#define B101 5
#define B11111111 255
#define _BV(bit) (1 << (bit))
// clang-format on

#endif  // ARDUINO_H
