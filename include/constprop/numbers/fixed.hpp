#ifndef CONSTPROP_NUMBERS_FIXED_HPP
#define CONSTPROP_NUMBERS_FIXED_HPP

#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/wide_product.hpp>
#include <constprop/numbers/hyperparameter.hpp>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace constprop::errors {

template <unsigned IntegerBits, unsigned FractionBits> struct fixed_point_number {
    template <class Storage> struct does_not_fit_in;
};

template <class Sentence>
inline constexpr bool number_fits_its_storage =
    holds<Sentence, "Take fixed<16, 16>, fixed<5, 10> or a larger storage.">();

}  // namespace constprop::errors

namespace constprop {

/// The class, and its functions beside it, which argument-dependent lookup finds: `tanh` and others are layers elsewhere.
namespace fixed_point {

/// The class of `constprop::fixed`.
template <unsigned IntegerBits, unsigned FractionBits, class Storage> class CONSTPROP_TAGGED fixed {
    using wide = std::conditional_t<sizeof(Storage) == 4, std::int64_t, std::int32_t>;

    Storage raw_;

 public:
    using storage = Storage;
    static constexpr unsigned fraction_bits = FractionBits;
    static constexpr wide lowest = (std::numeric_limits<Storage>::min)(),
                          highest = (std::numeric_limits<Storage>::max)();

    /// As a float has it: `fixed x;` has any value, `fixed x{};` is 0.
    constexpr fixed() noexcept = default;

    /// The nearest number, halves away from 0; NaN becomes 0.
    template <class Number>
    requires std::is_arithmetic_v<Number>
    [[gnu::always_inline]] constexpr fixed(Number value_) noexcept
        : raw_(nearest(value_)) {}  // as among arithmetic types
    [[gnu::always_inline]] constexpr fixed(const hyperparameter& value_) noexcept
        : fixed(from_raw(shifted(value_.scaled, static_cast<int>(FractionBits) - 32))) {}

    /// The nearest number to one of another format, halves away from 0.
    template <unsigned Integer, unsigned Fraction, class Other>
    requires(!std::is_same_v<fixed<Integer, Fraction, Other>, fixed>)
    constexpr explicit fixed(fixed<Integer, Fraction, Other> other_) noexcept
        : fixed(from_raw(shifted(other_.raw(), static_cast<int>(FractionBits) - static_cast<int>(Fraction)))) {}

    /// The number whose integer is `value`, saturated.
    [[nodiscard]] static constexpr fixed from_raw(std::int64_t value) noexcept {
        fixed result;
        result.raw_ = static_cast<Storage>(value < lowest ? lowest : value > highest ? highest : value);
        return result;
    }
    [[nodiscard]] constexpr Storage raw() const noexcept { return raw_; }

    [[nodiscard]] constexpr explicit operator double() const noexcept {
        return static_cast<double>(raw_) / static_cast<double>(std::int64_t{1} << FractionBits);
    }
    [[nodiscard]] constexpr explicit operator float() const noexcept {
        return static_cast<float>(raw_) / static_cast<float>(std::int64_t{1} << FractionBits);
    }

    /// A factor of a product that is to be added, and that product: kernels add in a wider type, and round once.
    struct factor {
        fixed value;
        [[gnu::always_inline]] constexpr factor(fixed value_) noexcept : value(value_) {}
    };
    struct term {
        fixed a, b;
    };
    [[nodiscard, gnu::always_inline]] friend constexpr term operator*(fixed a, factor b) noexcept {
        return {b.value, a};
    }

    /// A sum of products, which have twice the bits.
    class sum {
        wide raw_;

        /// Both lose last bits until the dividend has room for the quotient's.
        [[gnu::noinline]] static constexpr fixed quotient(std::int64_t up, std::int64_t down) noexcept {
            constexpr std::int64_t room = std::int64_t{1} << (62 - FractionBits);
            while (up >= room || up <= -room) up /= 2, down /= 2;
            if (down == 0) return from_raw(up == 0 ? 0 : up < 0 ? lowest : highest);
            return from_raw(up * (std::int64_t{1} << FractionBits) / down);
        }

     public:
        constexpr sum() noexcept = default;
        constexpr sum(fixed value_) noexcept : raw_(static_cast<wide>(wide{value_.raw()} << FractionBits)) {}
        [[gnu::always_inline]] constexpr sum(term product_) noexcept {
            if constexpr (sizeof(Storage) == 4) raw_ = kernels::wide_product(product_.a.raw(), product_.b.raw());
            else raw_ = wide{product_.a.raw()} * product_.b.raw();
        }

        [[gnu::always_inline]] constexpr sum& operator+=(term product) noexcept {
            if constexpr (sizeof(Storage) == 4)
                raw_ = kernels::add_wide_product(raw_, product.a.raw(), product.b.raw());
            else raw_ = kernels::add_saturated(raw_, static_cast<wide>(wide{product.a.raw()} * product.b.raw()));
            return *this;
        }
        [[gnu::always_inline]] constexpr sum& operator+=(sum other) noexcept {
            raw_ = kernels::add_saturated(raw_, other.raw_);
            return *this;
        }
        /// The sum divided by a count, which may be larger than any number of this format.
        [[nodiscard]] constexpr fixed over(std::size_t count) const noexcept {
            const auto by = static_cast<std::int64_t>(count);
            const std::int64_t raw = raw_, half = raw < 0 ? -by / 2 : by / 2;
            sum mean;
            mean.raw_ = static_cast<wide>(raw / by + (raw % by + half) / by);
            return mean;
        }
        /// The quotient of two sums. That by 1 is frequent, for a batch of one sample.
        [[nodiscard, gnu::always_inline]] friend constexpr fixed operator/(sum a, sum b) noexcept {
            return b.raw_ == sum(fixed(1)).raw_ ? fixed(a) : quotient(a.raw_, b.raw_);
        }
        [[nodiscard]] friend constexpr bool operator>(sum a, sum b) noexcept { return a.raw_ > b.raw_; }
        [[nodiscard, gnu::always_inline]] friend constexpr sum operator+(sum a, term b) noexcept { return a += b; }
        [[nodiscard]] friend constexpr sum operator+(sum a, sum b) noexcept { return a += b; }
        [[nodiscard]] constexpr operator fixed() const noexcept { return narrow(raw_); }
    };

    [[nodiscard]] friend constexpr fixed operator+(fixed a, fixed b) noexcept {
        if constexpr (sizeof(Storage) == 4) return of(kernels::add_saturated(a.raw_, b.raw_));
        else return of(clamped(wide{a.raw_} + b.raw_));
    }
    [[nodiscard]] friend constexpr fixed operator-(fixed a, fixed b) noexcept {
        if constexpr (sizeof(Storage) == 4) return of(kernels::subtract_saturated(a.raw_, b.raw_));
        else return of(clamped(wide{a.raw_} - b.raw_));
    }
    [[nodiscard]] friend constexpr fixed operator-(fixed a) noexcept {
        return of(a.raw_ == lowest ? static_cast<Storage>(highest) : static_cast<Storage>(-a.raw_));
    }
    [[nodiscard]] friend constexpr fixed operator*(fixed a, fixed b) noexcept { return sum(term{a, b}); }
    [[nodiscard]] friend constexpr fixed operator/(fixed a, fixed b) noexcept {
        if (b.raw_ == std::int64_t{1} << FractionBits) return a;  // often, such as by the size of a batch
        const bool negative = (a.raw_ < 0) != (b.raw_ < 0);
        const std::uint32_t up = magnitude(a), down = magnitude(b);
        const fixed end = of(static_cast<Storage>(a.raw_ == 0 ? 0 : negative ? lowest : highest));
        if (down == 0 || up / down > static_cast<std::uint32_t>(highest >> FractionBits)) return end;
        const std::uint32_t whole = up / down;
        const std::uint32_t twice = kernels::quotient_bits(up - whole * down, down, static_cast<int>(FractionBits) + 1);
        const std::int64_t size = (std::int64_t{whole} << FractionBits) + ((twice + 1) >> 1U);
        return from_raw(negative ? -size : size);
    }
    constexpr fixed& operator+=(fixed other) noexcept { return *this = *this + other; }
    constexpr fixed& operator-=(fixed other) noexcept { return *this = *this - other; }
    constexpr fixed& operator*=(fixed other) noexcept { return *this = *this * other; }
    constexpr fixed& operator/=(fixed other) noexcept { return *this = *this / other; }

    [[nodiscard]] friend constexpr bool operator==(fixed a, fixed b) noexcept { return a.raw_ == b.raw_; }
    [[nodiscard]] friend constexpr std::strong_ordering operator<=>(fixed a, fixed b) noexcept {
        return a.raw_ <=> b.raw_;
    }

 private:
    static constexpr fixed of(Storage raw) noexcept {
        fixed result;
        result.raw_ = raw;
        return result;
    }
    /// x 2^bits, rounded, halves away from 0.
    static constexpr std::int64_t shifted(std::int64_t x, int bits) noexcept {
        if (bits >= 0) return x * (std::int64_t{1} << bits);
        const std::int64_t half = std::int64_t{1} << (-bits - 1), size = x < 0 ? -x : x;
        return x < 0 ? -((size + half) >> -bits) : (size + half) >> -bits;
    }
    static constexpr Storage clamped(wide x) noexcept {
        return static_cast<Storage>(x < lowest ? lowest : x > highest ? highest : x);
    }
    static constexpr std::uint32_t magnitude(fixed x) noexcept {
        return x.raw_ < 0 ? 0U - static_cast<std::uint32_t>(x.raw_) : static_cast<std::uint32_t>(x.raw_);
    }

    /// x / 2^FractionBits, rounded and saturated.
    static constexpr fixed narrow(wide x) noexcept {
        if constexpr (sizeof(Storage) < 4) {
            return of(clamped((x >> FractionBits) + (x >> (FractionBits - 1) & 1)));
        } else {
            // By halves of x, which are cheaper on small cores: what lies above the result has to be its sign.
            const auto high = static_cast<std::int32_t>(x >> 32), whole = static_cast<std::int32_t>(x >> FractionBits);
            if (high >> (FractionBits - 1) != high >> 31 || whole == highest) [[unlikely]]
                return of(static_cast<Storage>(high < 0 ? lowest : highest));
            return of(whole + static_cast<std::int32_t>(static_cast<std::uint32_t>(x) >> (FractionBits - 1) & 1U));
        }
    }
    template <class Number> [[gnu::always_inline]] static constexpr Storage nearest(Number value) noexcept {
        if constexpr (std::is_integral_v<Number>) {
            const auto most = highest >> FractionBits;
            if (value > 0 && static_cast<std::uint64_t>(value) > static_cast<std::uint64_t>(most))
                return static_cast<Storage>(highest);
            if constexpr (std::is_signed_v<Number>)
                if (static_cast<std::int64_t>(value) < -most - 1) return static_cast<Storage>(lowest);
            return from_raw(static_cast<std::int64_t>(value) * (std::int64_t{1} << FractionBits)).raw_;
        } else {
            if (value != value) return 0;
            const Number scaled = value * static_cast<Number>(std::int64_t{1} << FractionBits);
            if (scaled >= static_cast<Number>(highest)) return static_cast<Storage>(highest);
            if (scaled <= static_cast<Number>(lowest)) return static_cast<Storage>(lowest);
            // To 64 bits, small cores convert by doubles.
            const auto whole = static_cast<std::int32_t>(scaled);
            const Number rest = scaled - static_cast<Number>(whole), half = static_cast<Number>(0.5);
            return from_raw(std::int64_t{whole} + (rest >= half ? 1 : 0) - (rest <= -half ? 1 : 0)).raw_;
        }
    }
};

}  // namespace fixed_point

namespace fixed_point {

/// Rejects more bits than the storage has. After an error another number stands in, so that no second error follows.
template <unsigned IntegerBits, unsigned FractionBits, class Storage> [[nodiscard]] constexpr auto checked() noexcept {
    constexpr bool fits = std::is_integral_v<Storage> && std::is_signed_v<Storage> && sizeof(Storage) <= 4 &&
                          IntegerBits + FractionBits <= 8 * sizeof(Storage) && FractionBits > 0 &&
                          FractionBits + 3 <= 8 * sizeof(Storage);
    if constexpr (fits) {
        return std::type_identity<fixed<IntegerBits, FractionBits, Storage>>{};
    } else {
        using sentence =
            typename errors::fixed_point_number<IntegerBits, FractionBits>::template does_not_fit_in<Storage>;
        static_assert(errors::number_fits_its_storage<sentence>,
                      "A number in fixed point has at most as many bits as its storage, std::int8_t, std::int16_t or "
                      "std::int32_t, with one of a fraction, and room for 3: fixed<16, 16> or fixed<5, 10>.");
        return std::type_identity<fixed<16, 16, std::int32_t>>{};
    }
}

}  // namespace fixed_point

/// A number in fixed point: an integer, divided by 2^FractionBits.
///
/// `fixed<16, 16>` is Q16.16, which counts the sign among the integer bits: −32,768 to 32,767.99998 in steps of 1.5e-5, in
/// 32 bits. `fixed<5, 10>` is Q5.10, which does not: −32 to 31.999 in steps of 0.00098, in 16 bits. Results are rounded to
/// the nearest number, halves upward, of a division away from 0, and saturate at the ends; a division by 0 saturates, and 0/0 is 0. There is no
/// infinity and no NaN. Bits are equal on every machine and with every flag.
///
///     using q16 = cp::fixed<16, 16>;
///     cp::with_scalar<q16, model> net(trained);     // converts the parameters; then all arithmetic is of integers
///
/// Sums:        products are added exactly, in integers twice as wide, which saturate; a sum is rounded once
/// Functions:   exp, expm1, log, log1p, sqrt, tanh and erfc: numbers/fixed_functions.hpp has the bounds of their errors
/// Cost:        no floating-point arithmetic, unless it is made from a float or double that is no constant
/// Rejects:     more bits than the storage has, no bit of a fraction, and numbers below 3 alone
template <unsigned IntegerBits, unsigned FractionBits,
          class Storage = std::conditional_t<(IntegerBits + FractionBits <= 16), std::int16_t, std::int32_t>>
using fixed = typename decltype(fixed_point::checked<IntegerBits, FractionBits, Storage>())::type;

}  // namespace constprop

template <unsigned IntegerBits, unsigned FractionBits, class Storage>
class std::numeric_limits<constprop::fixed_point::fixed<IntegerBits, FractionBits, Storage>> {
    using number = constprop::fixed_point::fixed<IntegerBits, FractionBits, Storage>;

 public:
    static constexpr bool is_specialized = true, is_signed = true, is_integer = false, is_exact = true,
                          is_bounded = true, is_modulo = false, has_infinity = false, has_quiet_NaN = false,
                          has_signaling_NaN = false, is_iec559 = false;
    static constexpr int radix = 2, digits = 8 * static_cast<int>(sizeof(Storage)) - 1;

    static constexpr number(min)() noexcept { return number::from_raw(1); }
    static constexpr number(max)() noexcept { return number::from_raw(number::highest); }
    static constexpr number lowest() noexcept { return number::from_raw(number::lowest); }
    static constexpr number epsilon() noexcept { return number::from_raw(1); }
    static constexpr number round_error() noexcept { return number(0.5); }
    static constexpr number infinity() noexcept { return (max)(); }
    static constexpr number quiet_NaN() noexcept { return number(0); }
    static constexpr number denorm_min() noexcept { return number::from_raw(1); }
};

#include <constprop/numbers/fixed_functions.hpp>

#endif  // CONSTPROP_NUMBERS_FIXED_HPP
