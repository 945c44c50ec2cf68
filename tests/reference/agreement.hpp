#ifndef CONSTPROP_TESTS_REFERENCE_AGREEMENT_HPP
#define CONSTPROP_TESTS_REFERENCE_AGREEMENT_HPP

#include <constprop/constprop.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <sstream>
#include <string>

#include "catch.hpp"

/// What the tests against PyTorch share: how far two results may be apart, and how the values reach the library.
namespace agreement {

/// |a − b| may be `relative` times |b|, or `absolute` where that is more.
struct tolerance {
    double relative;
    double absolute;
};

/// For sums: near 0, where terms have cancelled, their rounding errors are all there is.
template <class T> inline constexpr tolerance of_sums{1e-5, 1e-5};
template <> inline constexpr tolerance of_sums<double>{1e-12, 1e-12};

/// For functions that are accurate wherever a result is no subnormal number.
template <class T>
inline constexpr tolerance of_values{of_sums<T>.relative, static_cast<double>(std::numeric_limits<T>::min())};

/// With -ffinite-math-only nothing is promised where PyTorch gives, or is given, a NaN or an infinity: that is left out.
#if defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__
inline constexpr bool finite_only = true;
#else
inline constexpr bool finite_only = false;
#endif
constexpr bool left_out(double a) noexcept {
    return finite_only &&
           (std::bit_cast<std::uint64_t>(a) >> 52 & 0x7FFU) == 0x7FFU;  // a comparison would be taken for known
}
template <std::size_t Size> constexpr bool left_out(const double (&values)[Size]) noexcept {
    for (const double value : values)
        if (left_out(value)) return true;
    return false;
}

/// NaN is close to NaN, and an infinity to itself, only.
constexpr bool close(double a, double b, tolerance by) noexcept {
    if (left_out(b)) return true;
    if (a != a || b != b) return a != a && b != b;
    constexpr double greatest = std::numeric_limits<double>::max();
    const double size = b < 0 ? -b : b;
    if (size > greatest) return a == b;
    const double allowed = by.relative * size > by.absolute ? by.relative * size : by.absolute;
    return a - b <= allowed && b - a <= allowed;
}

template <class T, std::size_t Size>
constexpr bool close(const std::array<T, Size>& a, const double (&b)[Size], tolerance by) noexcept {
    for (std::size_t k = 0; k < Size; ++k)
        if (!close(static_cast<double>(a[k]), b[k], by)) return false;
    return true;
}

/// Says which value is the first that is not close, and how many are not; nothing where all are. `of` are the arguments, if
/// each value has one.
template <class T, std::size_t Size>
std::string difference(const std::array<T, Size>& a, const double (&b)[Size], tolerance by,
                       const double* of = nullptr) {
    std::ostringstream text;
    text.precision(17);
    std::size_t apart = 0;
    for (std::size_t k = 0; k < Size; ++k)
        if (!(of != nullptr && left_out(of[k])) && !close(static_cast<double>(a[k]), b[k], by) && apart++ == 0)
            text << '[' << k << "] is " << a[k] << ", not " << b[k];
    if (apart > 1) text << ", and " << apart - 1 << " more";
    return text.str();
}

/// Reference values as the library takes them: rows of T.
template <class T, class From, std::size_t Size> constexpr auto as(const From (&values)[Size]) noexcept {
    std::array<T, Size> row{};
    for (std::size_t k = 0; k < Size; ++k) row[k] = static_cast<T>(values[k]);
    return row;
}
template <class T, class From, std::size_t Rows, std::size_t Size>
constexpr auto as(const From (&values)[Rows][Size]) noexcept {
    std::array<std::array<T, Size>, Rows> rows{};
    for (std::size_t n = 0; n < Rows; ++n) rows[n] = as<T>(values[n]);
    return rows;
}

/// Rows one after the other, as one array.
template <class T, std::size_t Size, std::size_t Rows>
constexpr auto flat(const std::array<std::array<T, Size>, Rows>& rows) noexcept {
    std::array<T, Rows * Size> values{};
    for (std::size_t k = 0; k < Rows * Size; ++k) values[k] = rows[k / Size][k % Size];
    return values;
}

/// One array after the other.
template <class T, std::size_t A, std::size_t B>
constexpr auto joined(const std::array<T, A>& a, const std::array<T, B>& b) noexcept {
    std::array<T, A + B> values{};
    for (std::size_t k = 0; k < A; ++k) values[k] = a[k];
    for (std::size_t k = 0; k < B; ++k) values[A + k] = b[k];
    return values;
}

/// The identity as a layer that may stand first and says what it gives: what comes after it is tested alone.
template <std::size_t Size, constprop::output_kind Kind = constprop::output_kind::unbounded> struct given {
    static constexpr bool in_place = true;
    static constexpr constprop::output_kind gives = Kind;
    static constexpr constprop::layer_shape shape(std::size_t /*offered*/) noexcept {
        return {.inputs = Size, .outputs = Size};
    }
    template <std::size_t, class T> static constexpr void forward(const T* /*none*/, const T* x, T* y) noexcept {
        for (std::size_t k = 0; k < Size; ++k) y[k] = x[k];
    }
    template <std::size_t, class T>
    static constexpr void backward(const T* /*none*/, const T* /*x*/, const T* /*y*/, const T* dy, T* dx) noexcept {
        for (std::size_t k = 0; k < Size; ++k) dx[k] = dy[k];
    }
};

/// ℓ = Σ g ŷ over all outputs of the batch's samples: its gradient is g, so that a backward pass begins with any g.
template <std::size_t Batch = 1> struct upstream : constprop::elementwise_loss<upstream<Batch>> {
    template <class T> static constexpr T value(T prediction, T g) noexcept { return prediction * g; }
    template <class T> static constexpr T slope(T /*prediction*/, T g) noexcept { return g; }
    template <std::size_t Outputs, class T> constexpr T share(const std::array<T, Outputs>& /*g*/) const noexcept {
        return T(1) / T(static_cast<double>(Batch));
    }
};

}  // namespace agreement

#endif  // CONSTPROP_TESTS_REFERENCE_AGREEMENT_HPP
