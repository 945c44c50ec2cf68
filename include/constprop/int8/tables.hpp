#ifndef CONSTPROP_INT8_TABLES_HPP
#define CONSTPROP_INT8_TABLES_HPP

#include <constprop/activations/clip.hpp>
#include <constprop/activations/leaky_relu.hpp>
#include <constprop/activations/relu.hpp>
#include <constprop/activations/sigmoid.hpp>
#include <constprop/activations/tanh.hpp>
#include <constprop/kernels/int8/fixed_point.hpp>
#include <constprop/kernels/int8/multiplier.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <ratio>

/// Elementwise functions of int8 values: 256 results each, computed by the compiler.
namespace constprop::inline CONSTPROP_TARGET::int8 {

/// Entry q, as an unsigned number, is the value for q.
using table = std::array<std::int8_t, 256>;

[[nodiscard]] constexpr std::size_t table_index(std::int32_t q) noexcept { return static_cast<std::uint8_t>(q); }

template <class Function> [[nodiscard]] constexpr table table_by(const Function& function) noexcept {
    table values{};
    for (std::int32_t q = -128; q < 128; ++q) values[table_index(q)] = static_cast<std::int8_t>(function(q));
    return values;
}

/// The bounds of a function that is the identity between them: what the layer before it does by clamping.
template <class Layer> struct bounds_of {
    static constexpr bool exist = false;
};
template <> struct bounds_of<relu> {
    static constexpr bool exist = true, has_high = false;
    static constexpr float low = 0, high = 0;
};
template <class Low, class High> struct bounds_of<clip<Low, High>> {
    static constexpr bool exist = true, has_high = true;
    static constexpr float low = static_cast<float>(static_cast<double>(Low::num) / static_cast<double>(Low::den));
    static constexpr float high = static_cast<float>(static_cast<double>(High::num) / static_cast<double>(High::den));
};

/// The integers that a layer gives: between two of them.
struct limits {
    std::int8_t low = -128, high = 127;
};
template <class Layer>
[[nodiscard]] constexpr limits clamped_by(const limits& given, const quantization& gives) noexcept {
    using bounds = bounds_of<Layer>;
    const auto integer = [&](float bound_) noexcept {
        return kernels::int8::held_between(gives.zero_point + rounded(bound_ / gives.scale, -1024, 1024), given.low,
                                           given.high);
    };
    limits result = given;
    result.low = static_cast<std::int8_t>(integer(bounds::low));
    if (bounds::has_high) result.high = static_cast<std::int8_t>(integer(bounds::high));
    return result;
}

/// The same values in another scale.
///
/// Source:      TensorFlow Lite's QUANTIZE of int8 values
[[nodiscard]] constexpr table rescaled(const quantization& takes, const quantization& gives,
                                       const limits& between = {}) noexcept {
    const multiplier by = multiplier_of(static_cast<double>(takes.scale) / static_cast<double>(gives.scale));
    return table_by([&](std::int32_t q_) noexcept -> std::int32_t {
        const std::int32_t y_ = kernels::int8::requantize(q_ - takes.zero_point, by) + gives.zero_point;
        return kernels::int8::held_between(y_, between.low, between.high);
    });
}

/// A function of four integer bits, as TensorFlow Lite has logistic and tanh: function(x) without integer bits, divided by
/// 2^bits; the limits of int8 from an argument of ±15 on. `base` is added.
template <class Function>
[[nodiscard]] constexpr table table_within_fifteen(const quantization& takes, std::int32_t bits, std::int32_t base,
                                                   const Function& function) noexcept {
    const multiplier by = multiplier_of(static_cast<double>(takes.scale) * (1 << 27));
    const std::int32_t shift = kernels::int8::held_between(by.shift, 0, 31);
    const auto radius = static_cast<std::int32_t>((std::int64_t{15} << 27) >> shift);
    return table_by([&](std::int32_t q_) noexcept -> std::int32_t {
        const std::int32_t d_ = q_ - takes.zero_point;
        if (d_ <= -radius) return -128;
        if (d_ >= radius) return 127;
        const std::int32_t y_ = function(kernels::int8::requantize(d_, by));
        return kernels::int8::held_between(divide_by_power(y_, bits) + base, -128, 127);
    });
}

/// What an elementwise function gives, its scale, and its table; `scale_is_fixed` where it says the scale itself.
///
/// The function is computed in float for each of the 256 values, and rounded.
template <class Layer> struct integer_function {
    static constexpr bool scale_is_fixed = false;
    [[nodiscard]] static constexpr table values(const quantization& takes, const quantization& gives) noexcept {
        return table_by([&](std::int32_t q_) noexcept -> std::int32_t {
            return quantize_value(Layer::value(dequantize_value(static_cast<std::int8_t>(q_), takes)), gives);
        });
    }
};

template <> struct integer_function<sigmoid> {
    static constexpr bool scale_is_fixed = true;
    static constexpr quantization fixed{1.0F / 256, -128};
    [[nodiscard]] static constexpr table values(const quantization& takes, const quantization& /*fixed*/) noexcept {
        return table_within_fifteen(takes, 23, -128, [](std::int32_t x_) noexcept { return logistic(x_); });
    }
};

template <> struct integer_function<constprop::tanh> {
    static constexpr bool scale_is_fixed = true;
    static constexpr quantization fixed{1.0F / 128, 0};
    [[nodiscard]] static constexpr table values(const quantization& takes, const quantization& /*fixed*/) noexcept {
        return table_within_fifteen(takes, 24, 0, [](std::int32_t x_) noexcept { return int8::tanh(x_); });
    }
};

/// A function that clamps, where no layer before it does: its values are requantized.
template <class Layer>
requires(bounds_of<Layer>::exist)
struct integer_function<Layer> {
    static constexpr bool scale_is_fixed = false;
    [[nodiscard]] static constexpr table values(const quantization& takes, const quantization& gives) noexcept {
        return rescaled(takes, gives, clamped_by<Layer>({}, gives));
    }
};

/// One factor above 0 and one below.
template <class Slope>
requires(std::ratio_greater_v<Slope, std::ratio<0>>)
struct integer_function<leaky_relu<Slope>> {
    static constexpr bool scale_is_fixed = false;
    [[nodiscard]] static constexpr table values(const quantization& takes, const quantization& gives) noexcept {
        constexpr auto slope = static_cast<float>(static_cast<double>(Slope::num) / static_cast<double>(Slope::den));
        const auto ratio = static_cast<double>(takes.scale) / static_cast<double>(gives.scale);
        const multiplier above = multiplier_of(ratio);
        const multiplier below = multiplier_of(static_cast<double>(takes.scale) * static_cast<double>(slope) /
                                               static_cast<double>(gives.scale));
        return table_by([&](std::int32_t q_) noexcept -> std::int32_t {
            const std::int32_t d_ = q_ - takes.zero_point;
            return kernels::int8::held_between(
                gives.zero_point + kernels::int8::requantize(d_, d_ >= 0 ? above : below), -128, 127);
        });
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_TABLES_HPP
