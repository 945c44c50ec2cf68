#ifndef CONSTPROP_NUMBERS_RANDOM_HPP
#define CONSTPROP_NUMBERS_RANDOM_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/math/log.hpp>
#include <constprop/math/sqrt.hpp>

#include <cstdint>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET {

/// Pseudo-random numbers that are equal on every platform and in constant expressions: the upper halves of SplitMix64's
/// numbers.
///
/// Source:      Steele, Lea, Flood, Fast splittable pseudorandom number generators, OOPSLA 2014
class random {
    std::uint64_t state_;

 public:
    constexpr explicit random(std::uint64_t seed) noexcept : state_(seed) {}

    /// 32 random bits.
    constexpr std::uint32_t bits() noexcept {
        state_ += 0x9E3779B97F4A7C15U;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return static_cast<std::uint32_t>((z ^ (z >> 31U)) >> 32U);
    }

    /// A multiple of 2⁻²⁴ in [0, 1), exact in every scalar from float up: networks of float and double start at equal values.
    /// Other scalars are converted from the double.
    template <class T> constexpr T uniform() noexcept {
        if constexpr (std::is_same_v<T, float>)
            return static_cast<float>(static_cast<std::int32_t>(bits() >> 8U)) * 0x1p-24F;
        else return T(static_cast<double>(static_cast<std::int32_t>(bits() >> 8U)) * 0x1p-24);
    }

    /// Uniform in [−bound, bound).
    template <class T>
    requires(!std::is_integral_v<T>)
    constexpr T uniform(T bound) noexcept {
        return (T(2) * uniform<T>() - T(1)) * bound;
    }

    /// Normal with mean 0 and standard deviation 1, by Marsaglia's polar method; in float, or else in double.
    template <class T> constexpr T normal() noexcept {
        if constexpr (!std::is_same_v<T, float> && !std::is_same_v<T, double>) return T(normal<double>());
        else return polar<T>();
    }

 private:
    template <class T> constexpr T polar() noexcept {
        T u = T(0), radius = T(0);
        while (!(radius > T(0) && radius < T(1))) {
            u = uniform(T(1));
            const T v = uniform(T(1));
            radius = u * u + v * v;
        }
        return u * math::sqrt(T(-2) * math::log(radius) / radius);
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_NUMBERS_RANDOM_HPP
