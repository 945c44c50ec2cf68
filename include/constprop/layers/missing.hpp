#ifndef CONSTPROP_LAYERS_MISSING_HPP
#define CONSTPROP_LAYERS_MISSING_HPP

#include <constprop/chain/extent.hpp>
#include <constprop/chain/in_its_place.hpp>
#include <constprop/chain/place.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/layer.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

/// What a layer of one's own lacks of what `layer` asks for.
namespace constprop::inline CONSTPROP_TARGET::detail {

enum class part { nothing, value, static_value, slope, static_slope, forward, backward, accumulate };

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

/// The first part that a layer lacks in a network of T, where it takes the extent `In`.
template <works_on_values Layer, class T, extent In> constexpr part missing_part() noexcept {
    constexpr std::size_t inputs = In.size();
    if constexpr (std::is_base_of_v<activation<Layer>, Layer>) {
        if (!has_value<Layer, T>) return requires(const Layer& object, T z) {
                object.value(z);
            }
        ? part::static_value : part::value;
        if (!has_slope<Layer, T>) return requires(const Layer& object, T z) {
                object.slope(z, z);
            }
        ? part::static_slope : part::slope;
    }
    if (!has_forward<Layer, T, inputs>) return part::forward;
    if (!has_backward<Layer, T, inputs>) return part::backward;
    if (Layer::shape(inputs).parameters() > 0 && !has_accumulate<Layer, T, inputs>) return part::accumulate;
    return part::nothing;
}

template <works_on_extents Layer, class T, extent In> constexpr part missing_part() noexcept {
    if constexpr (!requires { typename Layer::template on<T, In>; }) {
        return part::forward;
    } else {
        using on = typename Layer::template on<T, In>;
        using x_row = std::array<T, In.size()>;
        using y_row = std::array<T, Layer::shape(In).gives.size()>;
        constexpr auto sink = [](std::size_t, const T&) noexcept {};
        if (takes_then<on> &&
            !requires(const T* p, const x_row* x, y_row* y) { on::template forward<1>(p, x, y, 1, as_it_is{}); })
            return part::forward;
        if (!takes_then<on> && !requires(const T* p, const x_row* x, y_row* y) { on::template forward<1>(p, x, y, 1); })
            return part::forward;
        if (!requires(const T* p, const x_row* x, y_row* y, x_row* dx) {
                on::template backward<1>(p, x, y, y, dx, 1, sink);
            })
            return part::backward;
        return part::nothing;
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_LAYERS_MISSING_HPP
