#ifndef CONSTPROP_KERNELS_INT8_SOFTMAX_HPP
#define CONSTPROP_KERNELS_INT8_SOFTMAX_HPP

#include <constprop/kernels/int8/fixed_point.hpp>
#include <constprop/kernels/int8/multiplier.hpp>
#include <constprop/kernels/int8/requantize.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// What softmax knows of its input's scale: the factor that gives a difference five integer bits, and the least
/// difference that counts. Below it exp is 0.
struct softmax_constants {
    multiplier by{};
    std::int32_t least_difference = 0;
};
[[nodiscard]] constexpr softmax_constants constants_of_softmax(float scale) noexcept {
    constexpr double most = 2147483647.0;
    const double factor = static_cast<double>(scale) * (1 << 26);
    const multiplier by = CONSTPROP_TARGET::int8::multiplier_of(factor > most ? most : (factor > 1 ? factor : 1));
    return {by, -static_cast<std::int32_t>((std::int64_t{31} << 26) >> by.shift)};
}

/// Softmax of `Size` int8 values to multiples of 1/256, less 128. y may be x.
///
/// The exponentials are computed twice instead of kept.
///
/// Source:      TensorFlow Lite's reference kernel
template <std::size_t Size>
constexpr void softmax(const std::int8_t* x, std::int8_t* y, const softmax_constants& constants) noexcept {
    const multiplier by = constants.by;
    const std::int32_t least_difference = constants.least_difference;
    namespace fixed = CONSTPROP_TARGET::int8;
    std::int32_t greatest = x[0];
    for (std::size_t k = 1; k < Size; ++k) greatest = x[k] > greatest ? x[k] : greatest;
    const auto exp = [&](std::int32_t difference_) noexcept {
        return fixed::exp_on_negative<5>(high_product(times_power(difference_, by.shift), by.factor));
    };

    std::uint32_t sum = 0;  // with twelve integer bits
    for (std::size_t k = 0; k < Size; ++k)
        if (const std::int32_t difference = x[k] - greatest; difference >= least_difference)
            sum += static_cast<std::uint32_t>(divide_by_power(exp(difference), 12));

    std::int32_t zeros = 0;
    while (zeros < 31 && (sum >> (31 - zeros)) == 0) ++zeros;
    const auto above_one = static_cast<std::int32_t>((sum << zeros) - (std::uint32_t{1} << 31));
    const std::int32_t reciprocal = fixed::one_over_one_plus(above_one), bits = 12 - zeros + 31 - 8;
    for (std::size_t k = 0; k < Size; ++k) {
        const std::int32_t difference = x[k] - greatest;
        std::int32_t value = -128;
        if (difference >= least_difference && bits < 32)
            value = held_between(divide_by_power(high_product(reciprocal, exp(difference)), bits) - 128, -128, 127);
        y[k] = static_cast<std::int8_t>(value);
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_SOFTMAX_HPP
