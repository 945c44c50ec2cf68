#ifndef CONSTPROP_HOST_WEIGHTS_NUMBER_TYPE_HPP
#define CONSTPROP_HOST_WEIGHTS_NUMBER_TYPE_HPP

#include <constprop/host/bytes.hpp>
#include <constprop/kernels/target.hpp>

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace constprop::inline CONSTPROP_TARGET::host {

/// The formats of weights in files; a double represents every number of each of them exactly.
enum class number_type { float16, bfloat16, float32, float64 };

namespace detail {

/// The type by its name in .safetensors files ("F16") or .npy files ("<f2"); nothing for others. Numpy has no bfloat16.
inline std::optional<number_type> number_type_named(std::string_view name) noexcept {
    if (name == "F16" || name == "<f2") return number_type::float16;
    if (name == "BF16") return number_type::bfloat16;
    if (name == "F32" || name == "<f4") return number_type::float32;
    if (name == "F64" || name == "<f8") return number_type::float64;
    return {};
}

inline std::size_t bytes_of(number_type type) noexcept {
    return type == number_type::float64 ? 8 : type == number_type::float32 ? 4 : 2;
}

/// The value of IEEE 754's binary16: a sign, five bits of exponent with bias 15, ten of fraction.
inline double float16_value(std::uint16_t bits) noexcept {
    const int exponent = bits >> 10 & 0x1F, fraction = bits & 0x3FF;
    const double magnitude = exponent == 0    ? std::ldexp(fraction, -24)
                             : exponent != 31 ? std::ldexp(fraction + 1024, exponent - 25)
                             : fraction == 0  ? std::numeric_limits<double>::infinity()
                                              : std::numeric_limits<double>::quiet_NaN();
    return (bits & 0x8000) != 0 ? -magnitude : magnitude;
}

/// One number of a file, exactly.
inline double read_number(number_type type, const char* bytes) noexcept {
    switch (type) {
        case number_type::float16:
            return float16_value(read_little_endian<std::uint16_t>(bytes));
        case number_type::bfloat16:  // the upper half of a float
            return static_cast<double>(
                std::bit_cast<float>(std::uint32_t{read_little_endian<std::uint16_t>(bytes)} << 16));
        case number_type::float32:
            return static_cast<double>(read_little_endian<float>(bytes));
        case number_type::float64:
            break;
    }
    return read_little_endian<double>(bytes);
}

}  // namespace detail
}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_WEIGHTS_NUMBER_TYPE_HPP
