#ifndef CONSTPROP_CONCEPT_MISSING_HPP
#define CONSTPROP_CONCEPT_MISSING_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/pass.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

/// Checks a user's own layer for missing members, among those that `layer` lists.
namespace constprop::inline CONSTPROP_TARGET::detail {

enum class part { nothing, value, static_value, slope, static_slope, forward, backward, accumulate, measure };

template <class Layer, class T> inline constexpr bool has_value = requires(T z) { Layer::value(z); };
template <class Layer, class T>
inline constexpr bool has_slope = requires(T z) { Layer::slope(z, z); } || requires(T z) { Layer::pullback(z, z, z); };

template <class Layer, class T, std::size_t Inputs>
inline constexpr bool has_forward = requires(const T* x, T* y) { Layer::template forward<Inputs>(x, x, y); };
template <class Layer, class T, std::size_t Inputs>
inline constexpr bool has_backward = requires(const T* x, T* dx) { Layer::template backward<Inputs>(x, x, x, x, dx); };
template <class Layer, class T, std::size_t Inputs>
inline constexpr bool has_accumulate =
    requires(const T* x, T* gradient) { Layer::template accumulate<Inputs>(x, x, gradient); };

/// A pass as a layer in its place sees it, over `Batch` samples, with or without a backward pass to follow.
template <class On, class T, class Kind>
using pass_forward_of = pass_at<Kind, T, std::nullptr_t, decltype(std::declval<state_of<On>&>().data())>;
template <class On, class T, class Kind>
using pass_of =
    pass_at<Kind, T, decltype(std::declval<cache_of<On, 1>&>().data()), decltype(std::declval<state_of<On>&>().data())>;

/// True if a layer in its place has a forward pass for these rows, with the arguments behind `count` that it claims to take.
template <class On, class T, class X, class Y, class... More>
inline constexpr bool runs =
    requires(const T* p, const X* x, Y* y, const More&... more) { On::template forward<1>(p, x, y, 1, more...); };
template <class On, class T, class X, class Y> constexpr bool runs_forward() noexcept {
    using pass = pass_forward_of<On, T, deployed>;
    if constexpr (takes_then<On> && takes_pass<On>) return runs<On, T, X, Y, as_it_is, pass>;
    else if constexpr (takes_then<On>) return runs<On, T, X, Y, as_it_is>;
    else if constexpr (takes_pass<On>) return runs<On, T, X, Y, pass>;
    else return runs<On, T, X, Y>;
}
struct any_sink {
    template <class Value> constexpr void operator()(std::size_t /*k*/, const Value& /*gradient*/) const noexcept {}
};
template <class On, class T, class X, class Y, class... Pass>
inline constexpr bool runs_backward = requires(const T* p, const X* x, Y* y, X* dx, const Pass&... pass) {
    On::template backward<1>(p, x, y, y, dx, 1, any_sink{}, pass...);
};

/// A sentence about the layer in its place, such as that its inner layers do not fit each other, or `errors::nothing`.
template <class Layer, class T, extent In> struct said_of_place {
    using type = errors::nothing;
};
template <class Layer, class T, extent In>
requires requires { typename Layer::template on<T, In>::about_place; }
struct said_of_place<Layer, T, In> {
    using type = typename Layer::template on<T, In>::about_place;
};

/// A sentence about the layer's own numbers, such as that they do not divide those of the extent, or `errors::nothing`.
template <class Layer, class T, extent In> struct said_of_numbers {
    using type = errors::nothing;
};
template <class Layer, class T, extent In>
requires requires { typename Layer::template on<T, In>::about_numbers; }
struct said_of_numbers<Layer, T, In> {
    using type = typename Layer::template on<T, In>::about_numbers;
};

/// The first part that a layer lacks in a network of T, with input extent `In`.
template <works_on_values Layer, class T, extent In> constexpr part missing_part() noexcept {
    if constexpr (std::is_base_of_v<activation<Layer>, Layer>) {
        if (!has_value<Layer, T>)
            return requires(const Layer& object, T z) { object.value(z); } ? part::static_value : part::value;
        if (!has_slope<Layer, T>)
            return requires(const Layer& object, T z) { object.slope(z, z); } ? part::static_slope : part::slope;
    }
    return has_forward<Layer, T, In.size()> ? part::nothing : part::forward;
}
template <works_on_extents Layer, class T, extent In> constexpr part missing_part() noexcept {
    if constexpr (!requires { typename Layer::template on<T, In>; }) {
        return part::forward;
    } else {
        using on = typename Layer::template on<T, In>;
        using input_row = std::array<T, In.size()>;
        using output_row = std::array<T, Layer::shape(In).gives.size()>;
        return runs_forward<on, T, input_row, output_row>() ? part::nothing : part::forward;
    }
}

/// The first part that a layer with a forward pass lacks for training.
template <works_on_values Layer, class T, extent In> constexpr part missing_for_training() noexcept {
    constexpr std::size_t inputs = In.size();
    if (!has_backward<Layer, T, inputs>) return part::backward;
    if (Layer::shape(inputs).parameters() > 0 && !has_accumulate<Layer, T, inputs>) return part::accumulate;
    return part::nothing;
}
template <works_on_extents Layer, class T, extent In> constexpr part missing_for_training() noexcept {
    using on = typename Layer::template on<T, In>;
    using input_row = std::array<T, In.size()>;
    using output_row = std::array<T, Layer::shape(In).gives.size()>;
    if constexpr (takes_pass<on>) {
        if (!runs_backward<on, T, input_row, output_row, pass_of<on, T, trained>>) return part::backward;
    } else {
        if (!runs_backward<on, T, input_row, output_row>) return part::backward;
    }
    if constexpr (place_of<Layer>(In).statistics > 0)
        if (!requires(T* statistics, const cache_of<on, 1>& kept) {
                on::template measure<1>(statistics, *kept.data(), 1);
            })
            return part::measure;
    return part::nothing;
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_CONCEPT_MISSING_HPP
