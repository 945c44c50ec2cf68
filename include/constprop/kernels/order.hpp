#ifndef CONSTPROP_KERNELS_ORDER_HPP
#define CONSTPROP_KERNELS_ORDER_HPP

#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <type_traits>

/// The order of every sum. It follows from sizes and scalar alone, so that plain loops, vectors of every width and
/// constant evaluation round alike. Partial sums, several where one chain of additions would be slow, start from the
/// bias, or from nothing, and are combined in halves: (s₀ + s₂) + (s₁ + s₃).
namespace constprop::inline CONSTPROP_TARGET::kernels {

/// The lanes of 64 bytes, the widest vector there is: sums across lanes have as many partial sums on every machine.
template <class T> inline constexpr std::size_t widest = sizeof(T) <= 4 ? 16 : 8;

constexpr std::size_t floor_to_power_of_two(std::size_t n) noexcept {
    std::size_t power = 1;
    while (power <= n / 2) power *= 2;
    return power;
}

/// The sum of nothing: −0, as −0 + p is p even where p is −0. So a sum that starts from it starts from its first term, and
/// compilers leave that addition out.
template <class T> inline constexpr T nothing = std::is_floating_point_v<T> ? T(-0.0) : T(0);

/// y = Σᵣ x[r] M[r], over rows: row r belongs to partial sum r mod this. Four hide the latency of additions where a row
/// has few vectors; with fewer rows two do, and with more vectors one.
template <class T> constexpr std::size_t partial_sums(std::size_t rows, std::size_t columns) noexcept {
    if (columns > 4 * widest<T>) return 1;
    return rows >= 16 ? 4 : rows >= 4 ? 2 : 1;
}

/// y[r] = M[r] · x, along a row: column c belongs to partial sum c mod this. What is left after the last full set of
/// columns is the end of one more set, whose beginning adds nothing.
template <class T> constexpr std::size_t lanes_of_dot(std::size_t columns) noexcept {
    const std::size_t lanes = floor_to_power_of_two(columns);
    return lanes < widest<T> ? lanes : widest<T>;
}

/// Whether the weights of a linear layer lie with the inputs of an output contiguous (as PyTorch has them), and not
/// with the outputs of an input: where there are fewer outputs than lanes, and enough inputs.
constexpr bool outputs_are_rows(std::size_t inputs, std::size_t outputs) noexcept {
    return outputs < 16 && inputs >= 16;
}

/// Passed in place of a pointer to biases where there are none.
struct no_bias {
    friend constexpr no_bias operator+(no_bias none, std::size_t /*offset*/) noexcept { return none; }
};
template <class Bias> inline constexpr bool is_bias = true;
template <> inline constexpr bool is_bias<no_bias> = false;

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_ORDER_HPP
