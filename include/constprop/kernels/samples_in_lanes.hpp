#ifndef CONSTPROP_KERNELS_SAMPLES_IN_LANES_HPP
#define CONSTPROP_KERNELS_SAMPLES_IN_LANES_HPP

#include <constprop/kernels/interleave.hpp>
#include <constprop/kernels/order.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>

/// Y[n] = then(bias + Σᵣ X[n][r] M[r]) with one sample in each lane of a vector, for matrices whose rows would leave most lanes
/// empty. Inputs become one vector each by shuffles, and outputs rows of samples again.
namespace constprop::inline CONSTPROP_TARGET::kernels::samples_in_lanes {

/// True if it takes less time than rows in lanes, which take an instruction for each input, each piece of a row, and each sample;
/// of vectors of 16 bytes and more three in four, as compilers do more with them.
/// Vectors of 64 bytes count twice, as on processors that compute them in two halves; so do shuffles, of which few units are capable.
template <class T, std::size_t Rows, std::size_t Columns, std::size_t Batch> constexpr bool pays() noexcept {
    constexpr std::size_t samples = register_lanes<T>;
    if constexpr (samples < 4 || has_helium || Batch < samples || Rows >= 16 || Columns >= 16) return false;
    else {
        constexpr std::size_t lanes = lanes_for<T>(Columns), pieces = (Columns + lanes - 1) / lanes,
                              shuffles = interleaving_cost(Rows) + interleaving_cost(Columns),
                              products = Rows * Columns * (vector_bytes == 64 ? 2 : 1);
        return 2 * shuffles + products < samples * Rows * pieces * (lanes * sizeof(T) < 16 ? 4 : 3) / 4;
    }
}

/// The outputs of as many samples as a vector has lanes. Every value is one sum in ascending order.
template <std::size_t Rows, std::size_t Columns, class Weight, class T, class Bias, class Then>
[[gnu::always_inline]] inline void sum_of_rows(const Weight* m, Bias bias, const T* x, T* y, Then then) noexcept {
    constexpr std::size_t lanes = register_lanes<T>;
    vector<T, lanes> in[Rows], out[Columns];
    unroll<Rows>([&](std::size_t r_) CONSTPROP_INLINED { in[r_] = load<lanes>(x + r_ * lanes); });
    deinterleave<Rows, lanes, T>(in);
    unroll<Columns>([&](std::size_t c_) CONSTPROP_INLINED {
        vector<T, lanes> sum_ = no_sum<lanes, T>();
        if constexpr (is_bias<Bias>) sum_ += T(bias[c_]);  // −0 + b is b, even if that is −0
        unroll<Rows>([&](std::size_t r_) CONSTPROP_INLINED { sum_ += in[r_] * T(m[r_ * Columns + c_]); });
        out[c_] = then(sum_);
    });
    interleave<Columns, lanes, T>(out);
    unroll<Columns>([&](std::size_t c_) CONSTPROP_INLINED { store<lanes>(y + c_ * lanes, out[c_]); });
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::samples_in_lanes

#endif  // CONSTPROP_KERNELS_SAMPLES_IN_LANES_HPP
