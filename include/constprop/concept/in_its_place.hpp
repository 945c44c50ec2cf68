#ifndef CONSTPROP_CONCEPT_IN_ITS_PLACE_HPP
#define CONSTPROP_CONCEPT_IN_ITS_PLACE_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET {

/// Passed in place of dx, or of the sink for the parameters' gradients, if the caller does not need them.
struct unasked {};

namespace detail {

template <class Type> inline constexpr bool is_asked = !std::is_same_v<std::remove_cvref_t<Type>, unasked>;

/// True if a layer's forward pass reads parameters of any type that becomes T, such as `half`: p points to what is stored.
template <class Type> inline constexpr bool reads_stored = false;
template <class Type>
requires requires { Type::reads_stored; }
inline constexpr bool reads_stored<Type> = Type::reads_stored;

/// True if it also reads parameters in `scaled_int8`: weights that are integers with a scale for each output, see
/// concept/scaled_parameters.hpp. Other layers have them converted.
template <class Type> inline constexpr bool reads_scales = false;
template <class Type>
requires requires { Type::reads_scales; }
inline constexpr bool reads_scales<Type> = Type::reads_scales;

/// A layer that works on values, in its place: calls its functions, sample by sample if it has none for batches.
///
/// `on<T, In>` of a layer that works on extents has the same members. With rows, which are std::arrays, these are
///
///     forward<Batch>(p, x, y, count, then)
///         y = then(f(x)) for `count` ≤ Batch samples; a layer without `takes_then` does not get `then`
///     backward<Batch>(p, x, y, dy, dx, count, sink)
///         dx = (∂y/∂x)ᵀ dy unless dx is `unasked`; then sink(k, g) once for each parameter k in storage order, unless the
///         sink is `unasked`, with g its gradient summed over the samples, or a vector of those of k, k + 1, …
///     position(k)
///         where parameter k of PyTorch's order lies in storage; without this function, at k
///
/// p are the parameters, in storage order. Sinks may change them; so dx is computed first.
template <class Layer, class T, extent In> struct four_functions {
    static constexpr layer_shape shape = place_of<Layer>(In).shape;

    using input_row = std::array<T, shape.inputs>;
    using output_row = std::array<T, shape.outputs>;

    static constexpr bool takes_then = layer_has_batches<Layer>,
                          reads_stored = takes_then && detail::reads_stored<Layer>,
                          reads_scales = takes_then && detail::reads_scales<Layer>;

    template <std::size_t Batch, class Weight, class Then>
    requires takes_then
    [[gnu::always_inline]] static constexpr void forward(const Weight* p, const input_row* x, output_row* y,
                                                         std::size_t count, Then then) noexcept {
        if constexpr (Batch == 1) Layer::template forward_then<shape.inputs>(p, x->data(), y->data(), then);
        else Layer::template forward_batch<Batch>(p, x, y, count, then);
    }
    template <std::size_t Batch>
    [[gnu::always_inline]] static constexpr void forward(const T* p, const input_row* x, output_row* y,
                                                         std::size_t count) noexcept {
        // There is at least one sample. A loop that runs at least once shows compilers that y is initialized.
        std::size_t n = 0;
        do Layer::template forward<shape.inputs>(p, x[n].data(), y[n].data());
        while (Batch > 1 && ++n < count);
    }

    template <std::size_t Batch, class Dx, class Sink>
    [[gnu::always_inline]] static constexpr void backward(const T* p, const input_row* x, const output_row* y,
                                                          output_row* dy, Dx dx, std::size_t count,
                                                          Sink sink) noexcept {
        if constexpr (layer_in_place<Layer>) differentiate<Batch>(x, dy, count, sink);
        if constexpr (is_asked<Dx>) {
            if constexpr (Batch > 1 && takes_then) {
                Layer::template backward_batch<Batch>(p, dy, dx, count);
            } else {
                std::size_t n = 0;
                do Layer::template backward<shape.inputs>(p, x[n].data(), y[n].data(), dy[n].data(), dx[n].data());
                while (Batch > 1 && ++n < count);
            }
        }
        // A gradient of a single sample is one product: to test the sink's options for each of them would take noticeable time.
        // Of a large batch the products take so long that the code of one loop is enough.
        constexpr bool is_short = Batch == 1 || (kernels::has_vectors<T> && shape.parameters() <= 1024);
        if constexpr (!layer_in_place<Layer> && takes_then && is_short && loops_by_options<Sink>)
            sink.choose([&](const auto& chosen_) CONSTPROP_INLINED { differentiate<Batch>(x, dy, count, chosen_); });
        else if constexpr (!layer_in_place<Layer>) differentiate<Batch>(x, dy, count, sink);
    }

    static constexpr std::size_t position(std::size_t k) noexcept {
        if constexpr (requires { Layer::template position<In>(k); }) return Layer::template position<In>(k);
        else if constexpr (requires { Layer::position(k); }) return Layer::position(k);
        else return k;
    }
    template <class To, class From> static constexpr void assign(To* to, const From* from) noexcept {
        if constexpr (requires { Layer::template assign<In>(to, from); }) Layer::template assign<In>(to, from);
        else if constexpr (requires { Layer::assign(to, from); }) Layer::assign(to, from);
        else
            for (std::size_t k = 0; k < shape.parameters(); ++k) to[position(k)] = To(from[k]);
    }

 private:
    template <std::size_t Batch, class Sink>
    static constexpr void differentiate([[maybe_unused]] const input_row* x, [[maybe_unused]] const output_row* dy,
                                        [[maybe_unused]] std::size_t count, [[maybe_unused]] Sink sink) noexcept {
        if constexpr (is_asked<Sink> && shape.parameters() > 0) {
            if constexpr (takes_then) {
                Layer::template differentiate<Batch>(x, dy, Batch == 1 ? 1 : count, sink);
            } else {
                T gradient[shape.parameters()];
                for (std::size_t k = 0; k < shape.parameters(); ++k) gradient[k] = T(0);
                for (std::size_t n = 0; n < count; ++n)
                    Layer::template accumulate<shape.inputs>(x[n].data(), dy[n].data(), gradient);
                for (std::size_t k = 0; k < shape.parameters(); ++k) sink(k, gradient[k]);
            }
        }
    }
};

template <class Layer, class T, extent In> struct in_its_place_of {
    using type = four_functions<Layer, T, In>;
};
template <works_on_extents Layer, class T, extent In> struct in_its_place_of<Layer, T, In> {
    using type = typename Layer::template on<T, In>;
};

/// A layer in its place, in a network of T, with input extent `In`.
template <class Layer, class T, extent In> using in_its_place = typename in_its_place_of<Layer, T, In>::type;

/// The position in a layer's storage of parameter k of the outside order.
template <class On> constexpr std::size_t position_in(std::size_t k) noexcept {
    if constexpr (requires { On::position(k); }) return On::position(k);
    else return k;
}

template <class On> inline constexpr bool takes_then = false;
template <class On>
requires requires { On::takes_then; }
inline constexpr bool takes_then<On> = On::takes_then;

}  // namespace detail
}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_CONCEPT_IN_ITS_PLACE_HPP
