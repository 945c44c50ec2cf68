#ifndef CONSTPROP_LAYERS_MISSING_HPP
#define CONSTPROP_LAYERS_MISSING_HPP

#include <constprop/layers/layer.hpp>

#include <cstddef>
#include <type_traits>

namespace constprop {

template <class Derived> struct activation;

/// What a layer of one's own lacks of what `layer` asks for.
namespace detail {

enum class part { nothing, value, slope, forward, backward, accumulate };

template <class Layer, class T> inline constexpr bool has_value = requires(T z) { Layer::value(z); };
template <class Layer, class T> inline constexpr bool has_slope = requires(T z) { Layer::slope(z, z); }
|| requires(T z) { Layer::pullback(z, z, z); };

template <class Layer, class T, std::size_t Inputs> inline constexpr bool has_forward = requires(const T* x, T* y) {
    Layer::template forward<Inputs>(x, x, y);
};
template <class Layer, class T, std::size_t Inputs> inline constexpr bool has_backward = requires(const T* x, T* dx) {
    Layer::template backward<Inputs>(x, x, x, x, dx);
};
template <class Layer, class T, std::size_t Inputs>
inline constexpr bool has_accumulate = requires(const T* x, T* gradient) {
    Layer::template accumulate<Inputs>(x, x, gradient);
};

/// The first part that a layer of `Inputs` inputs lacks in a network of T.
template <class Layer, class T, std::size_t Inputs> constexpr part missing_part() noexcept {
    if constexpr (std::is_base_of_v<activation<Layer>, Layer>) {
        if (!has_value<Layer, T>) return part::value;
        if (!has_slope<Layer, T>) return part::slope;
    }
    if (!has_forward<Layer, T, Inputs>) return part::forward;
    if (!has_backward<Layer, T, Inputs>) return part::backward;
    if (Layer::shape(Inputs).parameters() > 0 && !has_accumulate<Layer, T, Inputs>) return part::accumulate;
    return part::nothing;
}

}  // namespace detail
}  // namespace constprop

#endif  // CONSTPROP_LAYERS_MISSING_HPP
