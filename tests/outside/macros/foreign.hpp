#ifndef CONSTPROP_TESTS_OUTSIDE_MACROS_FOREIGN_HPP
#define CONSTPROP_TESTS_OUTSIDE_MACROS_FOREIGN_HPP

// Macros that other people's headers leave behind. Where several define the same name, the one that breaks more stands
// here.
// clang-format off

// windows.h, without NOMINMAX.
#define min(a, b) (((a) < (b)) ? (a) : (b))
#define max(a, b) (((a) > (b)) ? (a) : (b))
#define near
#define far
#define NEAR
#define FAR
#define small char
#define hyper __int64
#define interface struct
#define cdecl
#define pascal
#define IN
#define OUT
#define OPTIONAL
#define CONST const
#define VOID void
#define TRUE 1
#define FALSE 0
#define ERROR 0
#define NO_ERROR 0
#define DELETE 0x00010000L
#define STRICT 1
#define IGNORE 0
#define INFINITE 0xFFFFFFFF
#define DIFFERENCE 11
#define TRANSPARENT 1
#define OPAQUE 2
#define ABSOLUTE 1
#define RELATIVE 2
#define PASSTHROUGH 19
#define GetObject GetObjectW
#define SendMessage SendMessageW
#define Yield()

// Arduino.h, binary.h and the headers of its cores.
#define abs(x) ((x) > 0 ? (x) : -(x))
#define round(x) ((x) >= 0 ? (long)((x) + 0.5) : (long)((x) - 0.5))
#define constrain(x, low, high) ((x) < (low) ? (low) : ((x) > (high) ? (high) : (x)))
#define radians(x) ((x) * DEG_TO_RAD)
#define degrees(x) ((x) * RAD_TO_DEG)
#define sq(x) ((x) * (x))
#define bit(b) (1UL << (b))
#define bitRead(value, bit) (((value) >> (bit)) & 1)
#define bitSet(value, bit) ((value) |= (1UL << (bit)))
#define lowByte(w) ((unsigned char)((w) & 0xff))
#define highByte(w) ((unsigned char)((w) >> 8))
#define interrupts() sei()
#define noInterrupts() cli()
#define F(text) (reinterpret_cast<const void*>(PSTR(text)))
#define PSTR(text) (text)
#define PROGMEM
#define PI 3.1415926535897932384626433832795
#define HALF_PI 1.5707963267948966192313216916398
#define TWO_PI 6.283185307179586476925286766559
#define DEG_TO_RAD 0.017453292519943295769236907684886
#define RAD_TO_DEG 57.295779513082320876798154814105
#define EULER 2.718281828459045235360287471352
#define DEFAULT 1
#define INTERNAL 3
#define EXTERNAL 0
#define INPUT 0
#define OUTPUT 1
#define HIGH 1
#define LOW 0
#define CHANGE 1
#define SERIAL 0
#define DISPLAY 1
#define BIN 2
#define OCT 8
#define DEC 10
#define HEX 16
#define B0 0
#define B1 1
#define B00 0
#define B01 1
#define B10 2
#define B11 3
#define B10101010 170
#define _BV(b) (1 << (b))
#define word(...) makeWord(__VA_ARGS__)
#define yield() void()
#define isnan(x) __builtin_isnan(x)
#define isinf(x) __builtin_isinf(x)
#define isfinite(x) __builtin_isfinite(x)
#define signbit(x) __builtin_signbit(x)

// ctype.h of newlib.
#define _U 01
#define _L 02
#define _N 04
#define _S 010
#define _P 020
#define _C 040
#define _X 0100
#define _B 0200
#define _A 0300

// Xlib.h and X.h.
#define None 0L
#define Bool int
#define Status int
#define True 1
#define False 0
#define Success 0
#define Always 2
#define Above 0
#define Below 1
#define Complex 0
#define Convex 2
#define Unsorted 0

// macOS's AssertMacros.h and Objective-C; Qt; sys/sysmacros.h; old C.
#define check(x)
#define verify(x)
#define require(x, label)
#define fail(x)
#define nil nullptr
#define YES true
#define NO false
#define slots
#define signals public
#define emit
#define foreach(x, list) for (x : list)
#define forever for (;;)
#define major(x) ((x) >> 8)
#define minor(x) ((x) & 255)
#define unix 1
#define linux 1
#define bool bool

// Other people's own helpers.
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define ABS(x) ((x) < 0 ? -(x) : (x))
#define SQUARE(x) ((x) * (x))
#define ARRAY_SIZE(x) (sizeof(x) / sizeof *(x))
#define BIT(n) (1U << (n))
#define DEBUG 1
#define RELEASE 0
#define swap(a, b) exchange(a, b)
#define clamp(x, low, high) MIN(MAX(x, low), high)
#define floor(x) ((long)(x))
#define ceil(x) ((long)(x) + 1)
// clang-format on

#endif  // CONSTPROP_TESTS_OUTSIDE_MACROS_FOREIGN_HPP
