#ifndef CONSTPROP_HOST_BYTES_HPP
#define CONSTPROP_HOST_BYTES_HPP

#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>

/// Numbers as little-endian bytes on every machine, so that files are portable.
namespace constprop::inline CONSTPROP_TARGET::host::detail {

template <class Number>
using bits_of =
    std::conditional_t<sizeof(Number) == 1, std::uint8_t,
                       std::conditional_t<sizeof(Number) == 2, std::uint16_t,
                                          std::conditional_t<sizeof(Number) == 4, std::uint32_t, std::uint64_t>>>;

template <class Number> void append_little_endian(std::string& bytes, Number value) {
    static_assert(std::is_integral_v<Number> || std::numeric_limits<Number>::is_iec559, "Files hold IEEE 754 numbers.");
    const auto bits = __builtin_bit_cast(bits_of<Number>, value);
    for (std::size_t k = 0; k < sizeof(Number); ++k) bytes += static_cast<char>(bits >> (8 * k) & 0xFFU);
}

template <class Number> Number read_little_endian(const char* bytes) {
    static_assert(std::is_integral_v<Number> || std::numeric_limits<Number>::is_iec559, "Files hold IEEE 754 numbers.");
    using bits_type = bits_of<Number>;
    bits_type bits = 0;
    for (std::size_t k = 0; k < sizeof(Number); ++k)
        bits = static_cast<bits_type>(bits | static_cast<bits_type>(static_cast<unsigned char>(bytes[k])) << (8 * k));
    return __builtin_bit_cast(Number, bits);
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_BYTES_HPP
