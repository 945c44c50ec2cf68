#ifndef CONSTPROP_KERNELS_SCALED_INT8_HPP
#define CONSTPROP_KERNELS_SCALED_INT8_HPP

#include <constprop/kernels/order.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

/// Weights as integers of 8 bits with a scale for each output, for storage: w = s · q. Kernels multiply the integers, as floats,
/// and apply the scale once to the sum: y = s Σ q x + b.
namespace constprop {

/// A weight's integer, −127 to 127: what kernels multiply by x. Its scale, and all parameters that have none, are floats that lie
/// in the same storage, each in four of these bytes.
struct CONSTPROP_TAGGED scaled_int8 {
    std::int8_t value;

    scaled_int8() noexcept = default;
    explicit constexpr scaled_int8(std::int8_t value_) noexcept : value(value_) {}
    constexpr operator float() const noexcept { return static_cast<float>(value); }
};

}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET::kernels {

template <class Number> inline constexpr bool is_scaled = std::is_same_v<Number, scaled_int8>;

/// A float's magnitude, significand · 2^exponent, by its bits: no flag of a compiler changes what integers compute.
struct float_parts {
    std::uint64_t significand;
    int exponent;
};
constexpr float_parts parts_of(float x) noexcept {
    const auto bits = __builtin_bit_cast(std::uint32_t, x);
    const std::uint32_t field = bits >> 23 & 0xff, fraction = bits & 0x7fffff;
    return {field == 0 ? fraction : fraction | 0x800000, static_cast<int>(field == 0 ? 1 : field) - 150};
}

/// The scale of weights of this greatest magnitude: magnitude / 127, rounded down to 17 significant bits. So every s · q is a
/// float, and storing these products again gives the same scale and the same integers. 0 for scales below 2⁻¹²⁶, which some
/// processors take for 0.
constexpr float scale_of(float magnitude) noexcept {
    constexpr int more = 24, kept = 17;
    const float_parts parts = parts_of(magnitude);
    std::uint64_t quotient = (parts.significand << more) / 127;
    int exponent = parts.exponent - more;
    for (; quotient >= std::uint64_t{1} << kept; ++exponent) quotient >>= 1;
    const int field = exponent + kept - 1 + 127;
    if (quotient < std::uint64_t{1} << (kept - 1) || field < 1) return 0;
    const auto fraction = static_cast<std::uint32_t>(quotient << (24 - kept)) & 0x7fffff;
    return __builtin_bit_cast(float, static_cast<std::uint32_t>(field) << 23 | fraction);
}

/// The integer nearest to weight / scale, halves away from 0; the scale is that of the weight's magnitude, or of a greater one.
constexpr scaled_int8 nearest_integer(float weight, float scale) noexcept {
    constexpr int more = 8;  // the weight has an exponent that is greater by 7 at most
    const float_parts of_weight = parts_of(weight), of_scale = parts_of(scale);
    const int shift = of_scale.exponent - of_weight.exponent + more;
    if (scale == 0 || shift > 36) return scaled_int8(std::int8_t{0});
    const std::uint64_t step = of_scale.significand << shift, twice = of_weight.significand << (more + 1),
                        nearest = (twice + step) / (2 * step);
    const auto integer = static_cast<std::int8_t>(nearest);
    return scaled_int8(weight < 0 ? static_cast<std::int8_t>(-integer) : integer);
}

/// A float in four bytes from `to` on, a word, the lowest first.
constexpr void write_float(scaled_int8* to, float value) noexcept {
    const auto bits = __builtin_bit_cast(std::uint32_t, value);
    for (unsigned k = 0; k < 4; ++k) to[k] = scaled_int8(static_cast<std::int8_t>(bits >> 8 * k & 0xff));
}
[[gnu::always_inline]] constexpr float read_float(const scaled_int8* from) noexcept {
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    if (!std::is_constant_evaluated()) {
        float value;
        __builtin_memcpy(&value, __builtin_assume_aligned(from, alignof(float)), sizeof value);
        return value;
    }
#endif
    const auto byte = [&](unsigned k_) noexcept {
        return std::uint32_t{static_cast<std::uint8_t>(from[k_].value)} << 8 * k_;
    };
    return __builtin_bit_cast(float, byte(0) | byte(1) | byte(2) | byte(3));
}

/// A pointer to floats in such bytes.
struct stored_floats {
    const scaled_int8* at;

    [[gnu::always_inline]] constexpr float operator[](std::size_t k) const noexcept { return read_float(at + 4 * k); }
    friend constexpr stored_floats operator+(stored_floats from, std::size_t k) noexcept { return {from.at + 4 * k}; }
};

/// The numbers of `Stored` that hold `weights` weights of `outputs` outputs, or parameters without scales. Each begins at a word.
constexpr std::size_t whole_words(std::size_t bytes) noexcept { return (bytes + 3) / 4 * 4; }
template <class Stored> constexpr std::size_t room_for_weights(std::size_t weights, std::size_t outputs) noexcept {
    return is_scaled<Stored> ? whole_words(weights) + 4 * outputs : weights;
}
template <class Stored> constexpr std::size_t room_for_others(std::size_t count) noexcept {
    return is_scaled<Stored> ? 4 * count : count;
}

/// A pointer to parameters without scales.
template <class Stored> [[gnu::always_inline]] constexpr auto others_at(const Stored* p) noexcept {
    if constexpr (is_scaled<Stored>) return stored_floats{p};
    else return p;
}

/// In place of a kernel's biases: sums are multiplied by scales before biases are added.
template <class Bias> struct scales_and {
    stored_floats scales;
    Bias biases;

    friend constexpr scales_and operator+(scales_and from, std::size_t k) noexcept {
        return {from.scales + k, from.biases + k};
    }
};

/// The biases of a product, with the scales that lie behind its `Weights` weights, if those are integers. `First` is the number
/// of the product's first output among those of the scales.
template <std::size_t Weights, std::size_t First = 0, class Stored, class Bias>
[[gnu::always_inline]] constexpr auto with_scales([[maybe_unused]] const Stored* weights, Bias biases) noexcept {
    if constexpr (is_scaled<Stored>)
        return scales_and<Bias>{stored_floats{weights + whole_words(Weights)} + First, biases};
    else return biases;
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_SCALED_INT8_HPP
