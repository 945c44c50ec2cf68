#ifndef CONSTPROP_NUMBERS_CRC32_HPP
#define CONSTPROP_NUMBERS_CRC32_HPP

#include <constprop/kernels/target.hpp>

#include <array>
#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// The remainders of the 16 values of four bits, for the polynomial of IEEE 802.3, bits reversed.
inline constexpr auto crc32_remainders = [] {
    std::array<std::uint32_t, 16> table{};
    for (std::uint32_t k = 0; k < 16; ++k) {
        table[k] = k;
        for (int bit = 0; bit < 4; ++bit) table[k] = table[k] >> 1 ^ (table[k] % 2 != 0 ? 0xEDB88320U : 0U);
    }
    return table;
}();

/// CRC-32 of the bytes that are added one by one, as zlib and Ethernet compute it.
///
/// Memory:      a table of 64 bytes
/// Cost:        two lookups a byte
/// Source:      IEEE 802.3, 3.2.9
class crc32 {
    std::uint32_t rest_ = 0xFFFFFFFFU;

 public:
    constexpr void add(unsigned char byte) noexcept {
        const auto* const table = crc32_remainders.data();
        rest_ ^= byte;
        rest_ = rest_ >> 4 ^ table[rest_ & 15U];
        rest_ = rest_ >> 4 ^ table[rest_ & 15U];
    }
    [[nodiscard]] constexpr std::uint32_t value() const noexcept { return ~rest_; }
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_NUMBERS_CRC32_HPP
