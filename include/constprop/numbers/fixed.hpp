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
        : fixed(from_raw((value_.scaled + (std::int64_t{1} << (31 - FractionBits))) >> (32 - FractionBits))) {}

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
    static constexpr Storage clamped(wide x) noexcept {
        return static_cast<Storage>(x < lowest ? lowest : x > highest ? highest : x);
    }
    static constexpr std::uint32_t magnitude(fixed x) noexcept {
        return x.raw_ < 0 ? 0U - static_cast<std::uint32_t>(x.raw_) : static_cast<std::uint32_t>(x.raw_);
    }

    /// x / 2^FractionBits, rounded and saturated.
    static constexpr fixed narrow(wide x) noexcept {
        if constexpr (FractionBits == 0) {
            return of(clamped(x));
        } else if constexpr (sizeof(Storage) < 4) {
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
            if (value < 0 && static_cast<std::int64_t>(value) < -most - 1) return static_cast<Storage>(lowest);
            return from_raw(static_cast<std::int64_t>(value) << FractionBits).raw_;
        } else {
            if (value != value) return 0;
            const Number scaled = value * static_cast<Number>(std::int64_t{1} << FractionBits);
            const Number half = static_cast<Number>(scaled < 0 ? -0.5 : 0.5);
            if (scaled >= static_cast<Number>(highest)) return static_cast<Storage>(highest);
            if (scaled <= static_cast<Number>(lowest)) return static_cast<Storage>(lowest);
            return scaled < 0 || scaled > 0 ? from_raw(static_cast<std::int64_t>(scaled + half)).raw_ : Storage{0};
        }
    }
};

}  // namespace fixed_point

namespace fixed_point {

/// Rejects more bits than the storage has. After an error another number stands in, so that no second error follows.
template <unsigned IntegerBits, unsigned FractionBits, class Storage> constexpr auto checked() noexcept {
    constexpr bool fits = std::is_integral_v<Storage> && std::is_signed_v<Storage> && sizeof(Storage) <= 4 &&
                          IntegerBits + FractionBits <= 8 * sizeof(Storage) && FractionBits < 8 * sizeof(Storage);
    if constexpr (fits) {
        return std::type_identity<fixed<IntegerBits, FractionBits, Storage>>{};
    } else {
        using sentence =
            typename errors::fixed_point_number<IntegerBits, FractionBits>::template does_not_fit_in<Storage>;
        static_assert(errors::number_fits_its_storage<sentence>,
                      "A number in fixed point has at most as many bits as its storage, std::int8_t, std::int16_t or "
                      "std::int32_t: fixed<16, 16> or fixed<5, 10>.");
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
/// Rejects:     more bits than the storage has
template <unsigned IntegerBits, unsigned FractionBits,
          class Storage = std::conditional_t<(IntegerBits + FractionBits <= 16), std::int16_t, std::int32_t>>
using fixed = typename decltype(fixed_point::checked<IntegerBits, FractionBits, Storage>())::type;

}  // namespace constprop

#include <constprop/numbers/fixed_functions.hpp>

#endif  // CONSTPROP_NUMBERS_FIXED_HPP
