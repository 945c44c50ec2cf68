#ifndef CONSTPROP_HOST_FORMULA_FUNCTIONS_HPP
#define CONSTPROP_HOST_FORMULA_FUNCTIONS_HPP

#include <constprop/host/formula/algebra.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/erf.hpp>
#include <constprop/math/exp.hpp>
#include <constprop/math/log.hpp>
#include <constprop/math/sqrt.hpp>
#include <constprop/math/tanh.hpp>

#include <cstddef>

/// Functions of each element of a matrix, such as exp(z) and 1[z > 0].
namespace constprop::inline CONSTPROP_TARGET::host::formula {

/// `Function` of each element of A, written between a prefix and a suffix of its argument. A function with
/// `of_sample(from, to, size)` takes a whole sample: a column, or each row of a batch.
template <class Function, formula A> struct applied : formula_base {
    static constexpr shape size = A::size;
    static constexpr bool begins_with_name = true;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        if constexpr (requires { Function::before; }) out << Function::before.in(How);
        else Function::template write_before<How>(out);
        A::template write<How>(out);
        if constexpr (requires { Function::after; }) out << Function::after.in(How);
        else out << ")";
    }
    template <class Numbers> static auto value(const Numbers& numbers) {
        using T = typename Numbers::scalar;
        const matrix<T> a = A::value(numbers);
        if constexpr (requires(const T* from, T* to) { Function::of_sample(from, to, std::size_t{}); }) {
            constexpr bool batch = A::size.rows == any_number;
            matrix<T> from = batch ? a : transpose_of(a), to = from;
            for (std::size_t r = 0; r < from.rows(); ++r) Function::of_sample(&from(r, 0), &to(r, 0), from.columns());
            return batch ? to : transpose_of(to);
        } else {
            return map(a, [&](T a_) { return Function::at(numbers, a_); });
        }
    }
};

namespace detail {
template <class Function, class A>
requires requires { Function::before; }
inline constexpr bool begins_with_digit<applied<Function, A>> = Function::before.unicode[0] == '1';
}  // namespace detail

/// The functions themselves. `at(numbers, a)` is the value at a.
namespace functions {

struct exp {
    static constexpr sign before{"exp(", "\\exp("};
    template <class Numbers, class T> static T at(const Numbers&, T a) { return math::exp(a); }
};
struct log {
    static constexpr sign before{"log(", "\\log("};
    template <class Numbers, class T> static T at(const Numbers&, T a) { return math::log(a); }
};
struct sqrt {
    static constexpr sign before{"√(", "\\sqrt{"}, after{")", "}"};
    template <class Numbers, class T> static T at(const Numbers&, T a) { return math::sqrt(a); }
};
struct tanh {
    static constexpr sign before{"tanh(", "\\tanh("};
    template <class Numbers, class T> static T at(const Numbers&, T a) { return math::tanh(a); }
};
struct abs {
    static constexpr sign before{"|", "|"}, after{"|", "|"};
    template <class Numbers, class T> static T at(const Numbers&, T a) { return a < T(0) ? -a : a; }
};
struct signum {
    static constexpr sign before{"sign(", "\\mathrm{sign}("};
    template <class Numbers, class T> static T at(const Numbers&, T a) {
        return a < T(0) ? T(-1) : T(a > T(0) ? 1 : 0);
    }
};
struct max_with_0 {
    static constexpr sign before{"max(", "\\max("}, after{", 0)", ", 0)"};
    template <class Numbers, class T> static T at(const Numbers&, T a) { return a > T(0) ? a : T(0); }
};
struct min_with_0 {
    static constexpr sign before{"min(", "\\min("}, after{", 0)", ", 0)"};
    template <class Numbers, class T> static T at(const Numbers&, T a) { return a < T(0) ? a : T(0); }
};
struct positive {
    static constexpr sign before{"1[", "1["}, after{" > 0]", " > 0]", " &gt; 0]"};
    template <class Numbers, class T> static T at(const Numbers&, T a) { return T(a > T(0) ? 1 : 0); }
};
struct not_positive {
    static constexpr sign before{"1[", "1["}, after{" ≤ 0]", " \\le 0]"};
    template <class Numbers, class T> static T at(const Numbers&, T a) { return T(a > T(0) ? 0 : 1); }
};
struct within_3 {
    static constexpr sign before{"1[|", "1[|"}, after{"| < 3]", "| < 3]", "| &lt; 3]"};
    template <class Numbers, class T> static T at(const Numbers&, T a) { return T(a > T(-3) && a < T(3) ? 1 : 0); }
};
struct from_3 {
    static constexpr sign before{"1[", "1["}, after{" ≥ 3]", " \\ge 3]"};
    template <class Numbers, class T> static T at(const Numbers&, T a) { return T(a >= T(3) ? 1 : 0); }
};
/// The normal distribution's cumulative and density functions.
struct normal_cumulative {
    static constexpr sign before{"Φ(", "\\Phi("};
    template <class Numbers, class T> static T at(const Numbers&, T a) {
        return T(0.5) * math::erfc(-a * T(0.70710678118654752440));
    }
};
struct normal_density {
    static constexpr sign before{"φ(", "\\varphi("};
    template <class Numbers, class T> static T at(const Numbers&, T a) {
        return T(0.39894228040143267794) * math::exp(-a * a / T(2));
    }
};

}  // namespace functions

template <class Function> struct apply {
    template <formula A> constexpr applied<Function, A> operator()(A) const noexcept { return {}; }
};
inline constexpr apply<functions::exp> exp{};
inline constexpr apply<functions::log> log{};
inline constexpr apply<functions::sqrt> sqrt{};
inline constexpr apply<functions::tanh> tanh{};
inline constexpr apply<functions::abs> abs{};
inline constexpr apply<functions::signum> signum{};
inline constexpr apply<functions::max_with_0> max_with_0{};
inline constexpr apply<functions::min_with_0> min_with_0{};
inline constexpr apply<functions::positive> where_positive{};
inline constexpr apply<functions::not_positive> where_not_positive{};
inline constexpr apply<functions::within_3> where_within_3{};
inline constexpr apply<functions::from_3> where_from_3{};
inline constexpr apply<functions::normal_cumulative> normal_cumulative{};
inline constexpr apply<functions::normal_density> normal_density{};

}  // namespace constprop::inline CONSTPROP_TARGET::host::formula

#endif  // CONSTPROP_HOST_FORMULA_FUNCTIONS_HPP
