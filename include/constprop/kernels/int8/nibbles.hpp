#ifndef CONSTPROP_KERNELS_INT8_NIBBLES_HPP
#define CONSTPROP_KERNELS_INT8_NIBBLES_HPP

#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// Weights of four bits, two in a byte: w + 8. Of each eight weights, byte k of four has weight k below and weight k + 4 above,
/// so that two words of four weights come from one.
[[nodiscard]] constexpr std::size_t bytes_of_nibbles(std::size_t weights) noexcept { return (weights + 7) / 8 * 4; }

/// `Added` is what a kernel adds to its weights, 0 or 128.
template <std::size_t Weights, std::int32_t Added>
constexpr void pack_nibbles(const std::int8_t* from, std::int8_t* to) noexcept {
    for (std::size_t k = 0; k < bytes_of_nibbles(Weights); ++k) {
        const std::size_t low = k / 4 * 8 + k % 4;
        const auto nibble = [&](std::size_t at_) noexcept {
            return at_ < Weights ? static_cast<std::uint32_t>(from[at_] - Added + 8) & 15U : 8U;
        };
        to[k] = static_cast<std::int8_t>(static_cast<std::uint8_t>(nibble(low) | nibble(low + 4) << 4U));
    }
}

/// Weight k of those that were packed with nothing added.
[[nodiscard]] constexpr std::int8_t unpacked_nibble(const std::int8_t* from, std::size_t k) noexcept {
    const auto both = static_cast<std::uint8_t>(from[k / 8 * 4 + k % 4]);
    return static_cast<std::int8_t>((k % 8 < 4 ? both & 15 : both >> 4) - 8);
}

/// Writes whole groups of eight weights.
template <std::size_t Weights, std::int32_t Added>
constexpr void unpack_nibbles(const std::int8_t* from, std::int8_t* to) noexcept {
    if (std::is_constant_evaluated()) {
        for (std::size_t k = 0; k < bytes_of_nibbles(Weights); ++k) {
            const auto both = static_cast<std::uint8_t>(from[k]);
            const std::size_t low = k / 4 * 8 + k % 4;
            to[low] = static_cast<std::int8_t>((both & 15) - 8 + Added);
            to[low + 4] = static_cast<std::int8_t>((both >> 4) - 8 + Added);
        }
        return;
    }
    // No byte carries into the next: 15 − 8 + 128 < 256.
    constexpr std::uint32_t low_bits = 0x0F0F0F0FU, offset = 0x78787878U, sign = Added == 0 ? 0x80808080U : 0;
    const std::int8_t* const end = from + bytes_of_nibbles(Weights);
#pragma GCC unroll 4
    for (; from != end; from += 4, to += 8) {
        std::uint32_t packed;
        __builtin_memcpy(&packed, from, 4);
        const std::uint32_t low = ((packed & low_bits) + offset) ^ sign,
                            high = ((packed >> 4U & low_bits) + offset) ^ sign;
        __builtin_memcpy(to, &low, 4);
        __builtin_memcpy(to + 4, &high, 4);
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_NIBBLES_HPP
