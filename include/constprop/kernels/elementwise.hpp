#ifndef CONSTPROP_KERNELS_ELEMENTWISE_HPP
#define CONSTPROP_KERNELS_ELEMENTWISE_HPP

#include <constprop/kernels/as_written.hpp>
#include <constprop/kernels/pieces.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::kernels {

/// dz = slope(z, a) · da, or the activation's `pullback`: a function that selects cannot use a product, as 0 · ∞ is not 0.
template <class Activation, class Value>
[[gnu::always_inline]] constexpr Value pull_back(const Value& z, const Value& a, const Value& da) noexcept {
    CONSTPROP_AS_WRITTEN  // a slope of the form 1/d stays a separate quotient
    if constexpr (requires { Activation::pullback(z, a, da); }) return Activation::pullback(z, a, da);
    else return Activation::slope(z, a) * da;
}

/// An activation on `Count` values, vector by vector where it takes vectors. a may be z, and dz may be da.
template <class Activation, std::size_t Count> struct elementwise {
    template <class T>
    static constexpr bool on_vectors = constprop::detail::takes_vectors<Activation> && has_vectors<T>;

    template <class T> [[gnu::always_inline]] static constexpr void forward(const T* z, T* a) noexcept {
        if constexpr (on_vectors<T>)
            if (!std::is_constant_evaluated())
                return for_vectors<Count, T>([&](std::size_t k_, auto lanes_) CONSTPROP_INLINED {
                    put(a + k_, Activation::value(load<lanes_()>(z + k_)));
                });
        for (std::size_t k = 0; k < Count; ++k) a[k] = Activation::value(z[k]);
    }

    template <class T>
    [[gnu::always_inline]] static constexpr void backward(const T* z, const T* a, const T* da, T* dz) noexcept {
        if constexpr (on_vectors<T>)
            if (!std::is_constant_evaluated())
                return for_vectors<Count, T>([&](std::size_t k_, auto lanes_) CONSTPROP_INLINED {
                    using values_ = vector<T, lanes_()>;
                    put(dz + k_, pull_back<Activation, values_>(load<lanes_()>(z + k_), load<lanes_()>(a + k_),
                                                                load<lanes_()>(da + k_)));
                });
        for (std::size_t k = 0; k < Count; ++k) dz[k] = pull_back<Activation>(z[k], a[k], da[k]);
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_ELEMENTWISE_HPP
