#ifndef CONSTPROP_INT8_OWN_SCALE_HPP
#define CONSTPROP_INT8_OWN_SCALE_HPP

#include <constprop/activations/activation.hpp>
#include <constprop/activations/identity.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/int8/tables.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>
#include <constprop/numbers/scalar_functions.hpp>

namespace constprop {

/// A function whose integers have a scale of their own, which comes from samples or a file: also where the function gives a
/// fixed one by itself, as `sigmoid` and `tanh` do, or keeps that of its inputs, as `identity` does. In floats it is the function.
///
///     network<linear<4, 2>, own_scale<sigmoid>>
///
/// Cost:        in integers, a table of 256 values
template <class Function> struct CONSTPROP_TAGGED own_scale : activation<own_scale<Function>> {
    using needs = typename detail::needs_of<Function>::type;

    static constexpr output_kind gives = detail::layer_gives<Function>;
    static constexpr bool passes_through = detail::layer_passes_through<Function>;

    static constexpr bool takes_vectors = detail::takes_vectors<Function>;

    template <class T> [[nodiscard]] static constexpr T value(T z) noexcept { return Function::value(z); }
    template <class T> [[nodiscard]] static constexpr T slope(T z, T a) noexcept { return Function::slope(z, a); }
    template <class T> [[nodiscard]] static constexpr T pullback(T z, T a, T da) noexcept {
        if constexpr (requires { Function::pullback(z, a, da); }) return Function::pullback(z, a, da);
        else return Function::slope(z, a) * da;
    }
};

}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET::int8 {

/// The same values in another scale.
template <> struct integer_function<own_scale<identity>> {
    static constexpr bool scale_is_fixed = false;
    [[nodiscard]] static constexpr table values(const quantization& takes, const quantization& gives) noexcept {
        return rescaled(takes, gives);
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_OWN_SCALE_HPP
