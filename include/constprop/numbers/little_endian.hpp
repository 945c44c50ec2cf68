#ifndef CONSTPROP_NUMBERS_LITTLE_ENDIAN_HPP
#define CONSTPROP_NUMBERS_LITTLE_ENDIAN_HPP

#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

/// Numbers as bytes, the last bits first, on every machine.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// Unsigned integers as wide as `Bytes` bytes.
template <std::size_t Bytes>
using bits_of_size = std::conditional_t<
    Bytes == 1, std::uint8_t,
    std::conditional_t<Bytes == 2, std::uint16_t, std::conditional_t<Bytes == 4, std::uint32_t, std::uint64_t>>>;

/// The number of bytes that a number takes. Integers of 32 and 64 bits take 8, because std::size_t is either.
template <class Number>
inline constexpr std::size_t stored_bytes = std::is_integral_v<Number> && sizeof(Number) == 4 ? 8 : sizeof(Number);

/// Calls put(byte) for each byte of a number.
template <class Number, class Put> constexpr void put_little_endian(const Number& number, const Put& put) noexcept {
    static_assert(!std::is_floating_point_v<Number> || std::numeric_limits<Number>::is_iec559);
    std::uint64_t bits = 0;
    if constexpr (std::is_integral_v<Number>) bits = static_cast<std::uint64_t>(number);
    else bits = __builtin_bit_cast(bits_of_size<sizeof(Number)>, number);
    for (std::size_t k = 0; k < stored_bytes<Number>; ++k) put(static_cast<unsigned char>(bits >> (8 * k) & 0xFFU));
}

/// The number whose bytes get() returns one after the other.
template <class Number, class Get> [[nodiscard]] constexpr Number get_little_endian(const Get& get) noexcept {
    std::uint64_t bits = 0;
    for (std::size_t k = 0; k < stored_bytes<Number>; ++k) bits |= std::uint64_t{get()} << (8 * k);
    if constexpr (std::is_same_v<Number, bool>) return bits != 0;
    else if constexpr (std::is_integral_v<Number>) return static_cast<Number>(bits);
    else return __builtin_bit_cast(Number, static_cast<bits_of_size<sizeof(Number)>>(bits));
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_NUMBERS_LITTLE_ENDIAN_HPP
