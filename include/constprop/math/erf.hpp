#ifndef CONSTPROP_MATH_ERF_HPP
#define CONSTPROP_MATH_ERF_HPP

#include <constprop/kernels/as_written.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/exp.hpp>
#include <constprop/math/reduction.hpp>

#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::math {

namespace detail {

/// erf(a) for 0 ≤ a ≤ 1, as a + a·p(a²) with a minimax polynomial p, within 2^−29.
constexpr float erf_series(float a) noexcept {
    CONSTPROP_AS_WRITTEN
    const float z = a * a;
    return a + a * (0.128379166F +
                    z * (-0.37612626F +
                         z * (0.11283583F +
                              z * (-0.026853692F + z * (0.0051880744F + z * (-0.0008007889F + z * 7.846173e-05F))))));
}

/// In double, within 2^−56.
constexpr double erf_series(double a) noexcept {
    CONSTPROP_AS_WRITTEN
    const double z = a * a, w = z * z;
    return a + a * (0.1283791670955126 +
                    z * (-0.37612638903183876 +
                         (z * (0.11283791670958741 +
                               w * (0.005223977629091198 +
                                    w * (0.00012055337767440446 +
                                         w * (1.6463083045841477e-06 +
                                              w * (1.4786264738926611e-08 + w * 6.683030766262166e-11))))) +
                          w * (-0.026866170645619147 +
                               w * (-0.0008548327189331384 +
                                    w * (-1.4925738251937505e-05 +
                                         w * (-1.637059564594621e-07 + w * -1.182950921241798e-09)))))));
}

/// erfc(a) for ½ ≤ a ≤ 10.1: e^(−a²) times e^(a²)·erfc(a) = g/(1 + a), g a minimax polynomial in t = (a − 3)/(a + 3),
/// within 2^−26. For smaller a the result is finite.
///
/// e^(−a²) magnifies a rounding error of a² up to a hundredfold. So a² is split into high² + low, where high has half of
/// a's bits: its square is exact, fused or not, and low is added to the reduced argument.
constexpr float erfc_tail(float a) noexcept {
    CONSTPROP_AS_WRITTEN
    const auto high = __builtin_bit_cast(float, __builtin_bit_cast(std::uint32_t, a) & 0xFFFFF000U);
    const float s = CONSTPROP_ROUNDED(a * a * -log2_e<float> + round_shift<float>);
    const float k = s - round_shift<float>;
    const float r = CONSTPROP_ROUNDED(CONSTPROP_ROUNDED(-high * high - k * ln2_high<float>) -
                                      CONSTPROP_ROUNDED(k * ln2_low<float> + (a - high) * (a + high)));
    const auto n = static_cast<std::int32_t>(__builtin_bit_cast(std::uint32_t, s) - 0x4B400000U);
    const float t = (a - 3.0F) / (a + 3.0F), z = t * t;
    const float g =
        0.7160046F +
        (z * (0.09902052F + z * (-0.023801124F + z * (-0.009761947F + z * 0.0006543673F))) +
         t * (-0.23092732F + z * (-0.010236226F + z * (0.021969033F + z * (0.0015619547F + z * -0.0002581619F)))));
    const float ratio = CONSTPROP_ROUNDED(g / (1.0F + a));
    return CONSTPROP_ROUNDED((ratio + ratio * (r + exp_tail(r))) * __builtin_bit_cast(float, ((n >> 1) + 127) << 23)) *
           __builtin_bit_cast(float, (n - (n >> 1) + 127) << 23);
}

/// In double, for ½ ≤ a ≤ 27.3, with t = (a − 49/16)/(a + 49/16), within 2^−55.
constexpr double erfc_tail(double a) noexcept {
    CONSTPROP_AS_WRITTEN
    const auto high = __builtin_bit_cast(double, __builtin_bit_cast(std::uint64_t, a) & 0xFFFFFFFFF8000000U);
    const double s = CONSTPROP_ROUNDED(a * a * -log2_e<double> + round_shift<double>);
    const double k = s - round_shift<double>;
    const double r = CONSTPROP_ROUNDED(CONSTPROP_ROUNDED(-high * high - k * ln2_high<double>) -
                                       CONSTPROP_ROUNDED(k * ln2_low<double> + (a - high) * (a + high)));
    const auto n = static_cast<std::int64_t>(__builtin_bit_cast(std::uint64_t, s) - 0x4338000000000000U);
    const double t = (a - 3.0625) / (a + 3.0625), z = t * t;
    const double g =
        0.7136344231354989 +
        (z * (0.10102770821129388 +
              z * (-0.022300105950966147 +
                   z * (-0.010750188255183923 +
                        z * (0.00046835986591444665 +
                             z * (2.219648781239618e-05 +
                                  z * (-9.053713265299288e-06 +
                                       z * (1.6627526166060983e-06 +
                                            z * (-2.297312163455732e-07 +
                                                 z * (1.8552455469543578e-08 + z * 4.3769792846212285e-10))))))))) +
         t * (-0.2288647080352804 +
              z * (-0.013249022407607744 +
                   z * (0.022274533220130552 + z * (0.0022991225044912966 +
                                                    z * (-0.00041355408640495123 +
                                                         z * (5.5415242143064453e-05 +
                                                              z * (-8.194055511447188e-06 +
                                                                   z * (1.4337038561656326e-06 +
                                                                        z * (-2.802831776407777e-07 +
                                                                             z * (5.264690356936683e-08 +
                                                                                  z * -6.698457431655745e-09)))))))))));
    const double ratio = CONSTPROP_ROUNDED(g / (1.0 + a));
    return CONSTPROP_ROUNDED((ratio + ratio * (r + exp_tail(r))) *
                             __builtin_bit_cast(double, ((n >> 1) + 1023) << 52)) *
           __builtin_bit_cast(double, (n - (n >> 1) + 1023) << 52);
}

}  // namespace detail

/// The complementary error function, erfc(x) = 1 − erf(x) = 2/√π ∫ₓ^∞ e^(−t²) dt, relatively accurate in its tail, so that
/// Φ(z) = erfc(−z/√2)/2 is accurate for all z.
///
/// Error: at most 3.6 ulp (all floats, multiply-adds fused or not), subnormal results included; in double at most
/// 3.5 ulp (sampled).
///
/// erfc ±0 = 1, erfc −∞ = 2, erfc ∞ = 0, NaN gives NaN; underflows gradually to 0 from 9.19 to 10.06 (26.5 to 27.23).
///
/// Cost: 25 multiply-adds, 10 multiplications and two divisions (49, 10 and two divisions in double), no branch; at
/// most 18 steps of constant evaluation in Clang.
///
/// Source: as `exp`; the polynomials also by tests/math/minimax.py.
constexpr float erfc(float x) noexcept {
    CONSTPROP_AS_WRITTEN
    const float a = x < 0.0F ? -x : x;
    const float c = a < 10.1F ? a : 10.1F;
    const float y = c < 0.5F ? 1.0F - detail::erf_series(c) : detail::erfc_tail(c);
    return x < 0.0F ? 2.0F - y : (x >= 0.0F ? y : x);
}

/// In double.
constexpr double erfc(double x) noexcept {
    CONSTPROP_AS_WRITTEN
    const double a = x < 0.0 ? -x : x;
    const double c = a < 27.3 ? a : 27.3;
    const double y = c < 0.5 ? 1.0 - detail::erf_series(c) : detail::erfc_tail(c);
    return x < 0.0 ? 2.0 - y : (x >= 0.0 ? y : x);
}

/// The error function, erf(x) = 2/√π ∫₀ˣ e^(−t²) dt: a series for |x| < 1; beyond, 1 − erfc(|x|) with the sign of x.
///
/// Error: at most 1.27 ulp (all floats, multiply-adds fused or not); in double at most 1.4 ulp (sampled).
///
/// erf ±0 = ±0, erf ±∞ = ±1, NaN gives NaN.
///
/// Cost: that of `erfc`.
///
/// Source: as `erfc`.
constexpr float erf(float x) noexcept {
    CONSTPROP_AS_WRITTEN
    const float a = x < 0.0F ? -x : x;
    const float c = a < 4.0F ? a : 4.0F;
    const float y = c < 1.0F ? detail::erf_series(c) : 1.0F - detail::erfc_tail(c);
    return x < 0.0F ? -y : (x > 0.0F ? y : x);
}

/// In double.
constexpr double erf(double x) noexcept {
    CONSTPROP_AS_WRITTEN
    const double a = x < 0.0 ? -x : x;
    const double c = a < 6.0 ? a : 6.0;
    const double y = c < 1.0 ? detail::erf_series(c) : 1.0 - detail::erfc_tail(c);
    return x < 0.0 ? -y : (x > 0.0 ? y : x);
}

}  // namespace constprop::inline CONSTPROP_TARGET::math

#endif
