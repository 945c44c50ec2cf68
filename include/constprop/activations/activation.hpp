#ifndef CONSTPROP_ACTIVATIONS_ACTIVATION_HPP
#define CONSTPROP_ACTIVATIONS_ACTIVATION_HPP

#include <constprop/concept/layer.hpp>
#include <constprop/kernels/elementwise.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>

namespace constprop {

/// An elementwise function a = f(z) as a layer. To write one, define its value and its slope:
///
///     struct cube : constprop::activation<cube> {
///         template <class T> static constexpr T value(T z) { return z * z * z; }
///         template <class T> static constexpr T slope(T z, T a) { return T(3) * z * z; }  // a is the value at z
///     };
///
/// forward:     aⱼ = value(zⱼ)
/// backward:    dzⱼ = slope(zⱼ, aⱼ) daⱼ, or pullback(zⱼ, aⱼ, daⱼ) if the derived class has one. A function that selects
///              needs `pullback`, because 0 times an infinite or undefined da is not 0
/// on vectors:  with `static constexpr bool takes_vectors = true`, T may also be a vector of GCC's and Clang's extension:
///              comparisons select lane by lane, float constants apply to all lanes, and T(1) does not compile
///
/// `gradient_error<Network>(loss, seed)`, in testing/gradient_error.hpp, checks the slope.
///
/// This class defines `forward` and `backward` from value and slope; a derived class must not. No class derives from an
/// activation: a variant of an activation calls its functions.
///
/// Parameters:  none; any number of inputs, as many outputs
template <class Derived> struct CONSTPROP_TAGGED activation {
    using final_type = Derived;
    static constexpr bool in_place = true;

    [[nodiscard]] static constexpr layer_shape shape(std::size_t inputs) noexcept {
        return {.inputs = inputs, .outputs = inputs};
    }

    // The return type shows whether a derived class replaces these functions: these return an activation<Derived>.
    template <std::size_t Inputs, class T>
    [[gnu::always_inline]] static constexpr activation forward(const T* /*none*/, const T* z, T* a) noexcept {
        kernels::elementwise<Derived, Inputs>::forward(z, a);
        return {};
    }

    template <std::size_t Inputs, class T>
    [[gnu::always_inline]] static constexpr activation backward(const T* /*none*/, const T* z, const T* a, const T* da,
                                                                T* dz) noexcept {
        kernels::elementwise<Derived, Inputs>::backward(z, a, da, dz);
        return {};
    }
};

}  // namespace constprop

#endif  // CONSTPROP_ACTIVATIONS_ACTIVATION_HPP
