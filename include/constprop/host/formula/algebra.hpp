#ifndef CONSTPROP_HOST_FORMULA_ALGEBRA_HPP
#define CONSTPROP_HOST_FORMULA_ALGEBRA_HPP

#include <constprop/host/formula/formula.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <string_view>

namespace constprop::inline CONSTPROP_TARGET::host::formula {

/// A number: 2, 0.01 or 1/6.
template <long long Numerator, long long Denominator = 1> struct number : formula_base {
    static constexpr shape size = {};
    static constexpr bool is_numeral = true;
    static_assert(Numerator >= 0 && Denominator > 0);

    /// The power of ten that makes the number whole, or 0.
    static constexpr long long power() noexcept {
        long long ten = 1;
        for (int k = 0; k < 12; ++k, ten *= 10)
            if (ten % Denominator == 0) return ten;
        return 0;
    }
    static constexpr binding binds = power() == 0 ? binding::fraction : binding::atom;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        constexpr long long ten = power();
        if constexpr (ten == 0) {
            write_decimal(out, static_cast<std::size_t>(Numerator));
            out << "/";
            write_decimal(out, static_cast<std::size_t>(Denominator));
        } else {
            long long digits = Numerator * (ten / Denominator), place = ten;
            write_decimal(out, static_cast<std::size_t>(digits / place));
            if (place > 1) out << ".";
            while (place > 1) {
                digits %= place;
                place /= 10;
                write_decimal(out, static_cast<std::size_t>(digits / place));
            }
        }
    }
    template <class Numbers> static auto value(const Numbers& /*numbers*/) {
        using T = typename Numbers::scalar;
        return matrix<T>(T(static_cast<double>(Numerator)) / T(static_cast<double>(Denominator)));
    }
};
inline constexpr number<1> one{};
inline constexpr number<2> two{};

/// A column or a matrix of ones: 𝟙₅ for five, 𝟙 for as many as there are samples.
template <std::size_t Rows, std::size_t Columns> struct ones : formula_base {
    static constexpr shape size = {Rows, Columns};
    static constexpr bool is_symbol = true;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        out << signs::ones.in(How);
        if constexpr (Rows != any_number) write_subscript<How>(out, Rows);
    }
    template <class Numbers> static auto value(const Numbers& numbers) {
        using T = typename Numbers::scalar;
        return matrix<T>(Rows == any_number ? numbers.samples() : Rows,
                         Columns == any_number ? numbers.samples() : Columns, T(1));
    }
};

/// The identity matrix.
template <std::size_t Size> struct unit_matrix : formula_base {
    static constexpr shape size = {Size, Size};
    static constexpr bool is_symbol = true;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        out << signs::identity.in(How);
        write_subscript<How>(out, Size);
    }
    template <class Numbers> static auto value(const Numbers& /*numbers*/) {
        using T = typename Numbers::scalar;
        return diagonal_of(matrix<T>(Size, 1, T(1)));
    }
};

template <formula A, formula B> constexpr elementwise<operation::plus, A, B> operator+(A, B) noexcept { return {}; }
template <formula A, formula B> constexpr elementwise<operation::minus, A, B> operator-(A, B) noexcept { return {}; }
template <formula A> constexpr negative<A> operator-(A) noexcept { return {}; }
template <formula A, formula B> constexpr product<A, B> operator*(A, B) noexcept { return {}; }
template <formula B> constexpr B operator*(number<1>, B) noexcept { return {}; }
template <formula A, formula Divisor> constexpr quotient<A, Divisor> operator/(A, Divisor) noexcept { return {}; }

/// a ⊙ b and a ⊘ b: elementwise product and quotient.
template <formula A, formula B> constexpr elementwise<operation::hadamard, A, B> hadamard(A, B) noexcept { return {}; }
template <formula A, formula B, formula C> constexpr auto hadamard(A, elementwise<operation::hadamard, B, C>) noexcept {
    return hadamard(hadamard(A{}, B{}), C{});
}
template <formula A, formula B> constexpr auto hadamard(A, negative<B>) noexcept { return -hadamard(A{}, B{}); }
template <formula A, formula B> constexpr elementwise<operation::divided, A, B> divide(A, B) noexcept { return {}; }
template <formula A, formula B>
requires(A::size.is_number() && B::size.is_number())
constexpr quotient<A, B> divide(A, B) noexcept {
    return {};
}

template <formula A> constexpr power<A, 2> squared(A) noexcept { return {}; }
template <formula A> constexpr power<A, 3> cubed(A) noexcept { return {}; }
template <formula A> constexpr diagonal<A> diag(A) noexcept { return {}; }
template <std::size_t Size> constexpr unit_matrix<Size> diag(ones<Size, 1>) noexcept { return {}; }
template <formula A> constexpr total<A, false> sum_of(A) noexcept { return {}; }
template <formula A> constexpr total<A, true> squared_norm(A) noexcept { return {}; }

/// The transpose; the sign is placed as far inside as usual: 2(ŷ − y)ᵀ/K.
template <formula A> constexpr transposed<A> transpose(A) noexcept { return {}; }
template <formula A> constexpr A transpose(transposed<A>) noexcept { return {}; }
template <formula A> constexpr diagonal<A> transpose(diagonal<A>) noexcept { return {}; }
template <std::size_t Size> constexpr unit_matrix<Size> transpose(unit_matrix<Size>) noexcept { return {}; }
template <formula A> constexpr auto transpose(negative<A>) noexcept { return -transpose(A{}); }
template <formula A, formula B> constexpr auto transpose(quotient<A, B>) noexcept { return transpose(A{}) / B{}; }
template <long long N, long long D, formula B> constexpr auto transpose(product<number<N, D>, B>) noexcept {
    return number<N, D>{} * transpose(B{});
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::formula

#endif  // CONSTPROP_HOST_FORMULA_ALGEBRA_HPP
