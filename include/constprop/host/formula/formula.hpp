#ifndef CONSTPROP_HOST_FORMULA_FORMULA_HPP
#define CONSTPROP_HOST_FORMULA_FORMULA_HPP

#include <constprop/host/formula/matrix.hpp>
#include <constprop/host/formula/notation.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

/// Formulas of matrices as types. A formula is a value of an empty type, composed by operators as on paper:
///
///     constexpr auto error = transpose(weight) * delta;
///
/// Its shape is a constant; formulas whose shapes do not fit do not compile. One type is both written, in any notation
/// (`text_of<How>(formula)`), and evaluated (`value_of(formula, numbers)`, where `numbers` knows the symbols), so the
/// printed formula is the computed one.
namespace constprop::inline CONSTPROP_TARGET::host::formula {

/// Rows and columns. `any_number` of rows stands for the samples of a batch. 0 × 0 stands for a number, which takes the
/// shape of its partner.
struct shape {
    std::size_t rows = 0, columns = 0;
    constexpr bool is_number() const noexcept { return rows == 0; }
    friend constexpr bool operator==(const shape&, const shape&) = default;
};
inline constexpr std::size_t any_number = static_cast<std::size_t>(-1);

/// The precedence of a formula, from the lowest; a formula of lower precedence than its place requires is put in
/// parentheses.
enum class binding { sum, fraction, elementwise, product, atom };

/// The base of all formulas, with their common members.
struct formula_base {
    static constexpr binding binds = binding::atom;
    static constexpr bool is_symbol = false;  // a letter with its indices
};
template <class Type>
concept formula = std::is_base_of_v<formula_base, Type>;

namespace detail {

template <notation How, class Child> constexpr bool in_parentheses(binding asked) noexcept {
    // LaTeX draws a fraction as one.
    if (How == notation::latex && Child::binds == binding::fraction) return asked == binding::atom;
    return Child::binds < asked;
}
template <notation How, class Child, class Out> constexpr void write_child(Out& out, binding asked) noexcept {
    if (in_parentheses<How, Child>(asked)) out << "(";
    Child::template write<How>(out);
    if (in_parentheses<How, Child>(asked)) out << ")";
}

constexpr bool same_or_number(shape a, shape b) noexcept { return a == b || a.is_number() || b.is_number(); }
constexpr shape common(shape a, shape b) noexcept { return a.is_number() ? b : a; }

template <class Formula> inline constexpr bool is_hadamard = false;

/// True for one letter, or for several side by side.
template <class Formula> inline constexpr bool is_letters = Formula::is_symbol;

/// True if the text begins like a word, or with a digit: 0.01 min(z, 0).
template <class Formula> inline constexpr bool begins_with_name = false;
template <class Formula>
requires requires { Formula::begins_with_name; }
inline constexpr bool begins_with_name<Formula> = true;

/// True if the text begins or ends with a digit: two such texts must not stand side by side.
template <class Formula> inline constexpr bool begins_with_digit = false;
template <class Formula>
requires requires { Formula::is_numeral; }
inline constexpr bool begins_with_digit<Formula> = true;

/// True if the text is a fraction such as ∂a/∂b, or a product that ends with one.
template <class Formula> inline constexpr bool ends_with_fraction = Formula::binds == binding::fraction;

/// True if the text ends with a slash and its denominator: a second slash, or a factor, would be read as part of that.
template <class Formula> inline constexpr bool ends_below_a_slash = false;

template <class Formula, notation How> struct formula_writer {
    template <class Out> static constexpr void write(Out& out) noexcept { Formula::template write<How>(out); }
};

}  // namespace detail

/// The text of a formula, a constant.
template <notation How, formula Formula> constexpr std::string_view text_of(Formula) noexcept {
    return text_by<detail::formula_writer<Formula, How>>;
}

/// The value of a formula: a matrix of `Numbers::scalar`.
template <formula Formula, class Numbers> auto value_of(Formula, const Numbers& numbers) {
    return Formula::value(numbers);
}

/// The elementwise operations: aᵢⱼ + bᵢⱼ, aᵢⱼ − bᵢⱼ, aᵢⱼ bᵢⱼ, aᵢⱼ / bᵢⱼ.
enum class operation { plus, minus, hadamard, divided };

template <operation Operation, formula Left, formula Right> struct elementwise : formula_base {
    static_assert(detail::same_or_number(Left::size, Right::size),
                  "Both sides of an elementwise operation have one shape.");
    static constexpr shape size = detail::common(Left::size, Right::size);

    static constexpr bool is_sum = Operation == operation::plus || Operation == operation::minus;
    static constexpr binding binds = is_sum ? binding::sum : binding::elementwise;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        constexpr sign between = Operation == operation::plus       ? signs::plus
                                 : Operation == operation::minus    ? signs::minus
                                 : Operation == operation::hadamard ? signs::hadamard
                                                                    : signs::divided;
        constexpr bool same = Operation == operation::hadamard && detail::is_hadamard<Left>;
        detail::write_child<How, Left>(out, is_sum ? binding::sum : same ? binding::elementwise : binding::atom);
        out << between.in(How);
        detail::write_child<How, Right>(out, !is_sum                         ? binding::atom
                                             : Operation == operation::minus ? binding::fraction
                                                                             : binding::sum);
    }
    template <class Numbers> static auto value(const Numbers& numbers) {
        using T = typename Numbers::scalar;
        return map(Left::value(numbers), Right::value(numbers), [](T a_, T b_) {
            if constexpr (Operation == operation::plus) return a_ + b_;
            else if constexpr (Operation == operation::minus) return a_ - b_;
            else if constexpr (Operation == operation::hadamard) return a_ * b_;
            else return a_ / b_;
        });
    }
};

namespace detail {
template <class Left, class Right>
inline constexpr bool is_hadamard<elementwise<operation::hadamard, Left, Right>> = true;
}  // namespace detail

/// The product of matrices, or of a number and a matrix.
template <formula Left, formula Right> struct product : formula_base {
    static_assert(Left::size.is_number() || Right::size.is_number() || Left::size.columns == Right::size.rows,
                  "In a product of matrices, the left one has as many columns as the right one has rows.");
    static constexpr shape size = Left::size.is_number()    ? Right::size
                                  : Right::size.is_number() ? Left::size
                                                            : shape{Left::size.rows, Right::size.columns};
    static constexpr binding binds = binding::product;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        detail::write_child<How, Left>(out, detail::ends_below_a_slash<Left> ? binding::atom : binding::product);
        constexpr bool close = (detail::is_letters<Left> && Right::is_symbol) ||
                               (Left::size.is_number() && !detail::begins_with_name<Right>) ||
                               (detail::ends_with_fraction<Left> && Right::binds == binding::fraction);
        // TeX breaks a line within a product only where it is explicitly allowed to.
        if (detail::begins_with_digit<Left> && detail::begins_with_digit<Right>) out << signs::times.in(How);
        else if (!close) out << (How == notation::latex ? "\\,\\allowbreak " : " ");
        else if (How == notation::latex && detail::ends_with_fraction<Left>) out << "\\allowbreak ";
        detail::write_child<How, Right>(out, binding::product);
    }
    template <class Numbers> static auto value(const Numbers& numbers) {
        return Left::value(numbers) * Right::value(numbers);
    }
};

namespace detail {
template <class Left, class Right>
inline constexpr bool begins_with_digit<product<Left, Right>> = begins_with_digit<Left>;
template <class Left, class Right>
inline constexpr bool ends_with_fraction<product<Left, Right>> = Right::binds == binding::fraction;
template <class Left, class Right>
inline constexpr bool is_letters<product<Left, Right>> = is_letters<Left> && Right::is_symbol;
}  // namespace detail

/// A divided by a number.
template <formula A, formula Divisor> struct quotient : formula_base {
    static_assert(Divisor::size.is_number());
    static constexpr shape size = A::size;
    static constexpr binding binds = binding::product;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        detail::write_child<How, A>(out, detail::ends_below_a_slash<A> ? binding::atom : binding::product);
        out << signs::slash.in(How);
        detail::write_child<How, Divisor>(out, binding::atom);
    }
    template <class Numbers> static auto value(const Numbers& numbers) {
        using T = typename Numbers::scalar;
        return map(A::value(numbers), Divisor::value(numbers), [](T a_, T b_) { return a_ / b_; });
    }
};

namespace detail {
template <class A, class Divisor> inline constexpr bool ends_below_a_slash<quotient<A, Divisor>> = true;
template <class Left, class Right>
inline constexpr bool ends_below_a_slash<product<Left, Right>> = ends_below_a_slash<Right>;
}  // namespace detail

template <formula A> struct negative : formula_base {
    static constexpr shape size = A::size;
    static constexpr binding binds = binding::sum;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        out << signs::negative.in(How);
        detail::write_child<How, A>(out, binding::elementwise);
    }
    template <class Numbers> static auto value(const Numbers& numbers) {
        using T = typename Numbers::scalar;
        return map(A::value(numbers), [](T a_) { return -a_; });
    }
};

template <formula A> struct transposed : formula_base {
    static constexpr shape size = {A::size.columns, A::size.rows};
    static constexpr bool is_symbol = A::is_symbol;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        // TeX allows no second superscript.
        constexpr bool braced = How == notation::latex && requires { A::has_superscript; };
        if (braced) out << "{";
        detail::write_child<How, A>(out, binding::atom);
        if (braced) out << "}";
        out << signs::transposed.in(How);
    }
    template <class Numbers> static auto value(const Numbers& numbers) { return transpose_of(A::value(numbers)); }
};

/// Each element to the power of two or three.
template <formula A, int Exponent> struct power : formula_base {
    static_assert(Exponent == 2 || Exponent == 3);
    static constexpr shape size = A::size;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        detail::write_child<How, A>(out, binding::atom);
        out << (Exponent == 2 ? signs::squared : signs::cubed).in(How);
    }
    template <class Numbers> static auto value(const Numbers& numbers) {
        using T = typename Numbers::scalar;
        return map(A::value(numbers), [](T a_) { return Exponent == 2 ? a_ * a_ : a_ * a_ * a_; });
    }
};

/// The square matrix with a column on its diagonal.
template <formula A> struct diagonal : formula_base {
    static_assert(A::size.columns == 1);
    static constexpr shape size = {A::size.rows, A::size.rows};

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        write_name<How>(out, "diag");
        out << "(";
        A::template write<How>(out);
        out << ")";
    }
    template <class Numbers> static auto value(const Numbers& numbers) { return diagonal_of(A::value(numbers)); }
};

/// The sum of all elements, Σ(…), and that of their squares, ‖…‖².
template <formula A, bool OfSquares> struct total : formula_base {
    static constexpr shape size = {};

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        out << (OfSquares ? signs::norm.in(How) : How == notation::latex ? "\\textstyle\\sum(" : "Σ(");
        A::template write<How>(out);
        out << (OfSquares ? signs::norm.in(How) : ")");
        if (OfSquares) out << signs::squared.in(How);
    }
    template <class Numbers> static auto value(const Numbers& numbers) {
        using T = typename Numbers::scalar;
        const matrix<T> elements = A::value(numbers);
        T sum = T(0);
        for (const T a : elements.values()) sum += OfSquares ? a * a : a;
        return matrix<T>(sum);
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host::formula

#endif  // CONSTPROP_HOST_FORMULA_FORMULA_HPP
