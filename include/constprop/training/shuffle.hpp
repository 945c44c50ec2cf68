#ifndef CONSTPROP_TRAINING_SHUFFLE_HPP
#define CONSTPROP_TRAINING_SHUFFLE_HPP

#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET {

/// A pseudo-random permutation of 0 … size−1 that stores no indices: a swap-or-not network.
///
/// In each round a random key pairs every index i with key − i (mod size), and a hash of the pair says whether the two
/// swap. The number of rounds is twice the number of bits of the size; then every index may be anywhere.
///
/// Source:      Hoang, Morris, Rogaway, An enciphering scheme based on a card shuffle, CRYPTO 2012
class permutation {
    std::uint32_t size_, key_, rounds_;

    // Not std::bit_width: all units share it, and units for newer processors compile it to an instruction that others lack.
    static constexpr std::uint32_t bits_of(std::uint32_t size) noexcept {
        std::uint32_t bits = 0;
        for (; size != 0; size >>= 1U) ++bits;
        return bits;
    }

    static constexpr std::uint32_t mixed(std::uint32_t z) noexcept {
        z = (z ^ (z >> 16U)) * 0x7FEB352DU;
        z = (z ^ (z >> 15U)) * 0x846CA68BU;
        return z ^ (z >> 16U);
    }

 public:
    constexpr permutation(std::size_t size, std::uint64_t seed, std::size_t epoch) noexcept
        : size_(static_cast<std::uint32_t>(size)),
          key_(mixed(
              mixed(static_cast<std::uint32_t>(seed) ^ mixed(static_cast<std::uint32_t>(seed >> 32U) + 0x9E3779B9U)) +
              static_cast<std::uint32_t>(epoch))),
          rounds_(2 * bits_of(size_)) {}

    [[nodiscard]] constexpr std::size_t operator[](std::size_t index) const noexcept {
        auto i = static_cast<std::uint32_t>(index);
        for (std::uint32_t round = 0; round < rounds_; ++round) {
            const std::uint32_t pivot = mixed(key_ + 2 * round) % size_;
            const std::uint32_t partner = pivot >= i ? pivot - i : pivot + (size_ - i);
            if ((mixed((key_ + 2 * round + 1) ^ ((i > partner ? i : partner) * 0x9E3779B1U)) & 1U) != 0) i = partner;
        }
        return i;
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_TRAINING_SHUFFLE_HPP
