#ifndef CONSTPROP_KERNELS_INT8_GATE_FUNCTIONS_HPP
#define CONSTPROP_KERNELS_INT8_GATE_FUNCTIONS_HPP

#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

/// The functions of gates: σ and tanh of numbers of 16 bits. The results have 15 fractional bits.
///
/// Source:      TensorFlow Lite's reference kernels of LOGISTIC and TANH for int16, step by step, so that the bits are theirs
namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// Entry k is σ(k / 24), with 16 fractional bits; some entries are one more than that, as they are in TensorFlow Lite.
inline constexpr std::array<std::uint16_t, 256> sigmoid_table{
    32768, 33451, 34133, 34813, 35493, 36169, 36843, 37513, 38180, 38841, 39498, 40149, 40794, 41432, 42064, 42688,
    43304, 43912, 44511, 45102, 45683, 46255, 46817, 47369, 47911, 48443, 48964, 49475, 49975, 50464, 50942, 51409,
    51865, 52311, 52745, 53169, 53581, 53983, 54374, 54755, 55125, 55485, 55834, 56174, 56503, 56823, 57133, 57433,
    57724, 58007, 58280, 58544, 58800, 59048, 59288, 59519, 59743, 59959, 60168, 60370, 60565, 60753, 60935, 61110,
    61279, 61441, 61599, 61750, 61896, 62036, 62172, 62302, 62428, 62549, 62666, 62778, 62886, 62990, 63090, 63186,
    63279, 63368, 63454, 63536, 63615, 63691, 63765, 63835, 63903, 63968, 64030, 64090, 64148, 64204, 64257, 64308,
    64357, 64405, 64450, 64494, 64536, 64576, 64614, 64652, 64687, 64721, 64754, 64786, 64816, 64845, 64873, 64900,
    64926, 64950, 64974, 64997, 65019, 65039, 65060, 65079, 65097, 65115, 65132, 65149, 65164, 65179, 65194, 65208,
    65221, 65234, 65246, 65258, 65269, 65280, 65291, 65301, 65310, 65319, 65328, 65337, 65345, 65352, 65360, 65367,
    65374, 65381, 65387, 65393, 65399, 65404, 65410, 65415, 65420, 65425, 65429, 65433, 65438, 65442, 65445, 65449,
    65453, 65456, 65459, 65462, 65465, 65468, 65471, 65474, 65476, 65479, 65481, 65483, 65485, 65488, 65489, 65491,
    65493, 65495, 65497, 65498, 65500, 65501, 65503, 65504, 65505, 65507, 65508, 65509, 65510, 65511, 65512, 65513,
    65514, 65515, 65516, 65517, 65517, 65518, 65519, 65520, 65520, 65521, 65522, 65522, 65523, 65523, 65524, 65524,
    65525, 65525, 65526, 65526, 65526, 65527, 65527, 65528, 65528, 65528, 65529, 65529, 65529, 65529, 65530, 65530,
    65530, 65530, 65531, 65531, 65531, 65531, 65531, 65532, 65532, 65532, 65532, 65532, 65532, 65533, 65533, 65533,
    65533, 65533, 65533, 65533, 65533, 65534, 65534, 65534, 65534, 65534, 65534, 65534, 65534, 65534, 65534, 65535};

/// Linear between the entries of the table: |v| / 2^Bits entries are passed, and what lies behind the last one is `above`.
template <std::int32_t Bits>
[[nodiscard, gnu::always_inline]] constexpr std::int32_t between_entries(std::int32_t v, std::int32_t above) noexcept {
    const std::int32_t size = v < 0 ? -v : v, entry = size >> Bits;
    if (entry >= 255) return above << Bits;
    const std::int32_t from = sigmoid_table[static_cast<std::size_t>(entry)],
                       to = sigmoid_table[static_cast<std::size_t>(entry) + 1];
    return (from << Bits) + (size & ((1 << Bits) - 1)) * (to - from);
}

/// σ(x), where x has 12 fractional bits.
[[nodiscard, gnu::always_inline]] constexpr std::int32_t sigmoid_of_gate(std::int32_t x) noexcept {
    const std::int32_t y = between_entries<9>(3 * x, 0x7FFF << 1);
    return (x >= 0 ? y + 512 : (1 << 25) - y + 511) >> 10;
}

/// tanh(x) = 2 σ(2x) − 1, where x = 2^power · the integer, −15 ≤ power ≤ −9.
[[nodiscard, gnu::always_inline]] constexpr std::int32_t tanh_of_gate(std::int32_t x, std::int32_t power) noexcept {
    const std::int32_t left = power + 12, right = left < 0 ? -left : 0;
    const std::int32_t v = left < 0 ? (3 * x + (1 << (right - 1))) >> right : 3 * x * (1 << left);
    const std::int32_t y = between_entries<8>(v, 0xFFFF);
    return (v >= 0 ? y - (1 << 23) + 128 : -y + (1 << 23) + 127) >> 8;
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_GATE_FUNCTIONS_HPP
