#ifndef CONSTPROP_KERNELS_ORDER_HPP
#define CONSTPROP_KERNELS_ORDER_HPP

#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <type_traits>

/// The order of every sum. It depends only on sizes and scalar, so that plain loops, vectors of every width and constant
/// evaluation round equally. Partial sums, used where one chain of additions would be slow, start from the bias, or from
/// nothing, and are combined in halves: (s₀ + s₂) + (s₁ + s₃).
namespace constprop::inline CONSTPROP_TARGET::kernels {

/// The lanes of 64 bytes, the widest vectors: sums across lanes have as many partial sums on every machine.
template <class T> inline constexpr std::size_t widest = sizeof(T) <= 4 ? 16 : 8;

constexpr std::size_t floor_to_power_of_two(std::size_t n) noexcept {
    std::size_t power = 1;
    while (power <= n / 2) power *= 2;
    return power;
}

/// The sum of nothing: −0, because −0 + p is p even for p = −0. So a sum that starts from it equals a sum that starts from
/// its first term, and compilers omit this addition.
template <class T> inline constexpr T nothing = std::is_floating_point_v<T> ? T(-0.0) : T(0);

/// The type in which products of T are added: T, or the wider `T::sum` of a number in fixed point, which becomes a T once all is
/// added. A product of a T with a `factor_of<T>` is one of its terms. Plain loops say no more than `sum += a * b` with them,
/// because every call counts in constant evaluation.
template <class T> struct sum_type {
    using sum = T;
    using factor = T;
};
template <class T>
requires requires { typename T::sum; }
struct sum_type<T> {
    using sum = typename T::sum;
    using factor = typename T::factor;
};
template <class T> using sum_of = typename sum_type<T>::sum;
template <class T> using factor_of = typename sum_type<T>::factor;

/// sum / count. A count may be larger than any number in fixed point.
template <class T>
[[nodiscard, gnu::always_inline]] constexpr T mean_of(const sum_of<T>& sum, std::size_t count) noexcept {
    if constexpr (std::is_same_v<sum_of<T>, T>) return sum / static_cast<T>(count);
    else return sum.over(count);
}

/// The number of partial sums in y = Σᵣ x[r] M[r], over rows: row r belongs to partial sum r mod this number. Four hide the
/// latency of additions if a row has few vectors; two suffice with fewer rows, one with more vectors.
template <class T> constexpr std::size_t partial_sums(std::size_t rows, std::size_t columns) noexcept {
    if (columns > 4 * widest<T>) return 1;
    return rows >= 16 ? 4 : rows >= 4 ? 2 : 1;
}

/// The number of partial sums in y[r] = M[r] · x, along a row: column c belongs to partial sum c mod this number. The columns
/// after the last full set are the end of one more set, whose beginning adds nothing.
template <class T> constexpr std::size_t lanes_of_dot(std::size_t columns) noexcept {
    const std::size_t lanes = floor_to_power_of_two(columns);
    return lanes < widest<T> ? lanes : widest<T>;
}

/// True if a linear layer stores the weights of one output contiguously (as PyTorch does), not those of one input: with
/// fewer outputs than lanes, and enough inputs.
constexpr bool outputs_are_rows(std::size_t inputs, std::size_t outputs) noexcept {
    return outputs < 16 && inputs >= 16;
}

/// Passed in place of a pointer to biases if there are none.
struct no_bias {
    friend constexpr no_bias operator+(no_bias none, std::size_t /*offset*/) noexcept { return none; }
};
template <class Bias> inline constexpr bool is_bias = true;
template <> inline constexpr bool is_bias<no_bias> = false;

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_ORDER_HPP
