#ifndef CONSTPROP_ACTIVATIONS_ELU_HPP
#define CONSTPROP_ACTIVATIONS_ELU_HPP

#include <constprop/activations/activation.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/expm1.hpp>

#include <ratio>

namespace constprop {

/// The exponential linear unit with α given as a std::ratio: a = z where z > 0, else α (exp(z) − 1); slope 1, or a + α.
///
/// Cost:        one expm1
/// Source:      PyTorch's nn.ELU; Clevert, Unterthiner, Hochreiter, arXiv:1511.07289
template <class Alpha> struct CONSTPROP_TAGGED elu_with : activation<elu_with<Alpha>> {
    using needs = errors::functions<errors::expm1>;

    template <class T> [[nodiscard]] static constexpr T value(T z) noexcept {
        using math::expm1;
        return z > T(0) ? z : alpha<T>() * expm1(z);
    }
    template <class T> [[nodiscard]] static constexpr T slope(T z, T a) noexcept {
        return z > T(0) ? T(1) : a + alpha<T>();
    }

 private:
    template <class T> static constexpr T alpha() noexcept {
        return T(static_cast<double>(Alpha::num) / static_cast<double>(Alpha::den));
    }
};

/// The exponential linear unit with α = 1.
using elu = elu_with<std::ratio<1>>;

}  // namespace constprop

#endif  // CONSTPROP_ACTIVATIONS_ELU_HPP
