#ifndef CONSTPROP_TESTS_KERNELS_INT8_BY_DEFINITION_HPP
#define CONSTPROP_TESTS_KERNELS_INT8_BY_DEFINITION_HPP

#include <algorithm>
#include <cmath>
#include <cstdint>

/// The arithmetic of TensorFlow Lite's integers as it is published: real factors are found by frexp, products are rounded by a nudge
/// and a division towards zero, quotients by a comparison of the rest.
namespace by_definition {

struct factor {
    std::int32_t value = 0;
    int shift = 0;
};

inline factor factor_of(double real) {
    if (real == 0) return {};
    int shift = 0;
    auto value = static_cast<std::int64_t>(std::round(std::frexp(real, &shift) * 2147483648.0));
    if (value == std::int64_t{1} << 31) value /= 2, ++shift;
    if (shift < -31) return {};
    return {static_cast<std::int32_t>(value), shift};
}

inline std::int32_t product(std::int32_t a, std::int32_t b) {
    const std::int64_t ab = static_cast<std::int64_t>(a) * b;
    const std::int64_t nudge = ab >= 0 ? std::int64_t{1} << 30 : 1 - (std::int64_t{1} << 30);
    return static_cast<std::int32_t>((ab + nudge) / (std::int64_t{1} << 31));
}

inline std::int32_t quotient(std::int32_t x, int power) {
    const std::int64_t by = std::int64_t{1} << power, floor = x >= 0 ? x / by : -((-std::int64_t{x} + by - 1) / by);
    const std::int64_t rest = x - floor * by, half = (by - 1) / 2 + (x < 0 ? 1 : 0);
    return static_cast<std::int32_t>(floor + (rest > half ? 1 : 0));
}

inline std::int32_t times(std::int32_t x, const factor& by) {
    const int left = std::max(by.shift, 0), right = std::max(-by.shift, 0);
    return quotient(product(x * (1 << left), by.value), right);
}

inline std::int32_t clamped(std::int32_t x) { return std::min(std::max(x, -128), 127); }

}  // namespace by_definition

#endif  // CONSTPROP_TESTS_KERNELS_INT8_BY_DEFINITION_HPP
