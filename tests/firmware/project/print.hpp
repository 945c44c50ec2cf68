#ifndef CONSTPROP_TESTS_FIRMWARE_PRINT_HPP
#define CONSTPROP_TESTS_FIRMWARE_PRINT_HPP

#include <cstdint>

/// Text, and numbers in hexadecimal, from a bare core and, compiled for a host, there.
#if defined(FIRMWARE)
#include "semihosting.hpp"
inline void print(const char* text) { semihosting::print(text); }
inline void print(std::uint32_t value) { semihosting::print_hexadecimal(value); }
#else
#include <cstdio>
inline void print(const char* text) { std::fputs(text, stdout); }
inline void print(std::uint32_t value) { std::printf("%08x", static_cast<unsigned>(value)); }
#endif

#endif  // CONSTPROP_TESTS_FIRMWARE_PRINT_HPP
