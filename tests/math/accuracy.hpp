#ifndef CONSTPROP_TESTS_MATH_ACCURACY_HPP
#define CONSTPROP_TESTS_MATH_ACCURACY_HPP

// What the tests of the elementary functions share: comparison by bits, distances in units in the last place (ulp),
// and the search for the largest error over samples.

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace accuracy {

inline constexpr float infinity_f = std::numeric_limits<float>::infinity();
inline constexpr float nan_f = std::numeric_limits<float>::quiet_NaN();
inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Equal in every bit: zeros by their sign, a NaN to itself.
constexpr bool same(float a, float b) { return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b); }
constexpr bool same(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }

constexpr std::int64_t steps(float x) {
    const auto i = std::bit_cast<std::int32_t>(x);
    return i < 0 ? -static_cast<std::int64_t>(i & 0x7FFFFFFF) : i;
}
constexpr std::int64_t steps(double x) {
    const auto i = std::bit_cast<std::int64_t>(x);
    return i < 0 ? -(i & 0x7FFFFFFFFFFFFFFF) : i;
}

/// At most `count` floating-point numbers apart.
template <class T> constexpr bool within(int count, T a, T b) {
    const std::int64_t apart = steps(a) - steps(b);
    return -count <= apart && apart <= count;
}

/// An argument and the function's value there, rounded to T.
template <class T> struct reference {
    T x;
    T value;
};

/// Whether f is at most `count` floating-point numbers from every reference value.
template <class T, std::size_t N, class F> constexpr bool agrees(int count, const reference<T> (&references)[N], F f) {
    for (const reference<T>& r : references) {
        if (!within(count, f(r.x), r.value)) {
            return false;
        }
    }
    return true;
}

template <class T> inline constexpr T tiny = std::numeric_limits<T>::denorm_min();
template <class T> inline constexpr T small = std::numeric_limits<T>::min();
template <class T> inline constexpr T large = std::numeric_limits<T>::max();
template <class T> inline constexpr T endless = std::numeric_limits<T>::infinity();
template <class T> inline constexpr T no_number = std::numeric_limits<T>::quiet_NaN();

/// Arguments from every region of every function.
template <class T>
inline constexpr T arguments[] = {
    T(0),        T(-0.0),    T(1),      T(-1),      T(0.5),      T(-0.5),     T(0.25),  T(-0.1),   T(0.3),
    T(-0.3466),  T(0.347),   T(0.9999), T(1.0002),  T(-0.624),   T(0.626),    T(-0.75), T(0.9),    T(-0.999),
    T(1.0001),   T(1.41421), T(-1.7),   T(2.2),     T(-3.1),     T(4.7),      T(-6.4),  T(9.0499), T(-9.0501),
    T(11.3),     T(-17.399), T(19.9),   T(26.9),    T(-33.3),    T(64.6),     T(87.9),  T(-88.8),  T(-103.7),
    T(-104.5),   T(122.9),   T(700.1),  T(710.1),   T(-744.4),   T(-750),     T(1e-5),  T(-1e-9),  T(1e-20),
    T(-2e-36),   T(8e6),     T(-1.6e7), T(123456),  T(1e30),     T(-1e30),    tiny<T>,  -tiny<T>,  small<T>,
    3 * tiny<T>, large<T>,   -large<T>, endless<T>, -endless<T>, no_number<T>};

/// Where a target has fused multiply-adds, compilers use them unless told otherwise: at run time, not in constant
/// evaluation.
#ifdef __FP_FAST_FMA
inline constexpr bool fused = true;
#else
inline constexpr bool fused = false;
#endif

/// Whether F gives the same bits in constant evaluation and at run time, for all `arguments`; with fused multiply-adds,
/// whether the two are as close as their errors allow. A NaN is a NaN: compilers and instructions choose its sign.
template <class T, class F> bool same_at_run_time(F f) {
    constexpr auto compiled = [] {
        std::array<T, std::size(arguments<T>)> values{};
        for (std::size_t i = 0; i < values.size(); ++i) {
            values[i] = F{}(arguments<T>[i]);
        }
        return values;
    }();
    bool all = true;
    for (std::size_t i = 0; i < compiled.size(); ++i) {
        const volatile T argument = arguments<T>[i];
        const T result = f(T{argument});
        all = all && (same(result, compiled[i]) || (std::isnan(result) && std::isnan(compiled[i])) ||
                      (fused && within(8, result, compiled[i])));
    }
    return all;
}

/// One ulp of T in the binade of the exact value, below the normal range the smallest subnormal.
template <class T> double unit(double exact) {
    constexpr int digits = std::numeric_limits<T>::digits;
    const int field = static_cast<int>((std::bit_cast<std::uint64_t>(exact) >> 52) & 0x7FFU);
    const int exponent = (field == 0 ? 1 : field) - 1023;
    const int least = std::numeric_limits<T>::min_exponent - 1, most = std::numeric_limits<T>::max_exponent - 1;
    return std::ldexp(1.0, (exponent < least ? least : exponent > most ? most : exponent) - digits + 1);
}

/// The error of a result in ulp; infinite where one of the two is a NaN, or a zero of the other sign.
template <class T, class Wide> double error(T result, Wide exact) {
    const auto rounded = static_cast<T>(exact);
    if (std::isnan(exact) || std::isnan(result)) {
        return std::isnan(exact) && std::isnan(result) ? 0.0 : infinity;
    }
    if (std::isinf(exact) || std::isinf(result) || exact == 0) {
        return same(result, rounded) ? 0.0 : infinity;
    }
    return static_cast<double>(std::fabs(static_cast<Wide>(result) - exact)) / unit<T>(static_cast<double>(exact));
}

template <class T> struct worst {
    double error = 0.0;
    T at = 0;

    template <class Wide> void take(T x, T result, Wide exact) {
        const double e = accuracy::error(result, exact);
        if (e > error) {
            error = e;
            at = x;
        }
    }
};

/// The largest error over about two million floats, spread evenly over all bit patterns; `exact` is a function of
/// double.
template <class F, class G> worst<float> sampled_floats(F f, G exact) {
    worst<float> found;
    for (std::uint64_t bits = 0; bits >> 32 == 0; bits += 2053) {
        const auto x = std::bit_cast<float>(static_cast<std::uint32_t>(bits));
        found.take(x, f(x), exact(static_cast<double>(x)));
    }
    return found;
}

/// The largest error over 200,000 doubles, a half of them from all bit patterns and a half from [low, high]; `exact` is
/// a function of long double. Where that is no wider than double, the result is only good to an ulp.
template <class F, class G> worst<double> sampled_doubles(double low, double high, F f, G exact) {
    worst<double> found;
    std::uint64_t state = 1;
    for (int i = 0; i < 200000; ++i) {
        // Knuth's linear congruential generator; its high bits go into the exponent.
        state = state * 6364136223846793005U + 1442695040888963407U;
        const double x = i % 2 == 0 ? std::bit_cast<double>(state ^ (state >> 32))
                                    : low + (high - low) * (static_cast<double>(state >> 11) * 0x1p-53);
        found.take(x, f(x), exact(static_cast<long double>(x)));
    }
    return found;
}

/// The bound for a sampled error in double, given the function's: wider where long double cannot tell.
constexpr double bound(double ulp) { return std::numeric_limits<long double>::digits > 53 ? ulp : ulp + 1.0; }

}  // namespace accuracy

#endif
