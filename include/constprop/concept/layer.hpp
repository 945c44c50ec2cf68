#ifndef CONSTPROP_CONCEPT_LAYER_HPP
#define CONSTPROP_CONCEPT_LAYER_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/tensor.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/diagnostics/plain_english.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <type_traits>

namespace constprop {

// Declared only here, where every layer and the chain see it: g++ warns about a declaration after the definition.
template <class Derived> struct CONSTPROP_TAGGED activation;

/// The shape of a layer in its place in a chain.
///
/// Weights and biases are counted separately because initializers treat them differently; a layer without parameters
/// leaves both at 0.
struct CONSTPROP_TAGGED layer_shape {
    std::size_t inputs = 0;   ///< number of inputs; 0: the layer does not fix it, and cannot stand first
    std::size_t outputs = 0;  ///< number of outputs
    std::size_t weights =
        0;  ///< parameters drawn at random by an initializer, with fan-in `inputs` and fan-out `outputs`
    std::size_t biases = 0;  ///< parameters that start at zero unless the initializer says otherwise
    std::size_t multiply_accumulates = weights;  ///< of one forward pass

    [[nodiscard]] constexpr std::size_t parameters() const noexcept { return weights + biases; }
    [[nodiscard]] friend constexpr bool operator==(const layer_shape&, const layer_shape&) = default;
};

/// A layer's answer to the extent that the chain offers: its input extent, and the output extent that follows.
///
/// If the layer takes another extent than the one offered, this is an error. If nothing is offered, an extent without values
/// means that the layer cannot stand first.
struct CONSTPROP_TAGGED answer {
    extent takes{};
    extent gives{};
};

/// Bytes of stack that a layer uses in each pass, beside its inputs and outputs; `training` are those that both passes of
/// training use beside these.
struct CONSTPROP_TAGGED layer_scratch {
    std::size_t forward = 0, backward = 0, gradient = 0, training = 0;
};

/// The kind of a layer's outputs; a loss may require one of them.
enum class output_kind { unbounded, probabilities, log_probabilities };

/// A layer: a stateless description of a differentiable function y = f(x; parameters).
///
/// A layer has one of two forms; docs/layers.md has both, in a table. The smaller form, for a layer that works on a row of
/// values, is a type with the static constexpr function
///
///     layer_shape shape(std::size_t inputs)
///
/// which returns the numbers of inputs and outputs, for the number of inputs that the chain offers (0 if the layer stands
/// first). The chain also calls these functions, for one sample at a time and with raw pointers (which make constant
/// evaluation several times cheaper):
///
///     template <std::size_t Inputs, class T> void forward(const T* parameters, const T* x, T* y)
///         writes y; with `static constexpr bool in_place = true`, y may be x
///     template <std::size_t Inputs, class T>
///     void backward(const T* parameters, const T* x, const T* y, const T* dy, T* dx)
///         writes dx = (∂y/∂x)ᵀ dy; with in_place, dx may be dy
///     template <std::size_t Inputs, class T> void accumulate(const T* x, const T* dy, T* gradient)
///         adds (∂y/∂parameters)ᵀ dy to gradient; only needed with parameters
///
/// and, where present,
///
///     std::size_t position(std::size_t k)
///         where parameter k of the outside order (weights, then biases) lies in storage; else k
///     static constexpr output_kind gives
///         the kind of the outputs; unbounded by default
///     static constexpr bool passes_through
///         true if the layer before determines the kind, as with identity; false by default
///     template <class T, std::size_t Batch> layer_scratch scratch()
///         for `footprint`: the layer's stack use for `Batch` samples; by default 0, and in a layer without `does_batches`
///         its gradient
///
/// All are static, constexpr and noexcept. `activation<…>` gives all of this for an elementwise function.
///
/// A layer with faster functions for batches declares `using does_batches =` its own type (so a derived layer does not
/// inherit the claim), and has all of these, with rows that are std::arrays:
///
///     forward_then<Inputs>(parameters, x, y, then)
///         y = then(f(x)), an elementwise function of scalars and of vectors; one sample
///     forward_batch<Batch>(parameters, x_rows, y_rows, count, then)
///     backward_batch<Batch>(parameters, dy_rows, dx_rows, count)
///         for count ≤ Batch samples
///     differentiate<Batch>(x_rows, dy_rows, count, each)
///         each(k, gradient) for every parameter k in storage order, weights before biases; a gradient may be a vector of
///         those of k, k + 1, …, all weights or all biases
///
/// The other form is for a layer that works on extents, such as `conv2d`. It has, static, constexpr and noexcept,
///
///     answer shape(extent offered)
///         its input and output extent
///     std::array<tensor, N> tensors(extent in)
///         its parameters; without this function, it has none
///     std::size_t multiply_accumulates(extent in)
///         of one forward pass; without this function, none
///     template <class T, extent In> struct on
///         the layer in its place, in a network of T, on the extent `In`: its functions, see `concept/in_its_place.hpp`
///
/// and, if its own arguments may be wrong, `using misuse`: a sentence about them, or `errors::nothing`; if it holds layers,
/// `using about_held = detail::held_by<its own type, Layers...>::type`. `in_place`, `gives`
/// and `passes_through` have the same meaning as above. `testing/gradient_error.hpp` checks gradients.
///
/// Both forms may also have
///
///     using needs = errors::functions<errors::exp, …>
///         the elementary functions that the layer calls: a network of a scalar without them reports it, see
///         `scalar_functions.hpp`; if it holds layers, those that these need
///     using final_type =
///         its own type: no layer may derive from it. Layers of the library and activations have this
///
/// A layer may derive from one without it. If it replaces a function, it must repeat the claims about this function:
/// `in_place`, `gives`, `passes_through`, `takes_vectors`, `without_masks`.
template <class Type>
concept works_on_values = requires(std::size_t inputs) {
    { Type::shape(inputs) } noexcept -> std::same_as<layer_shape>;
};
template <class Type>
concept works_on_extents = requires(extent offered) {
    { Type::shape(offered) } noexcept -> std::same_as<answer>;
};
template <class Type>
concept layer = works_on_values<Type> || works_on_extents<Type>;

}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET::detail {

template <class Layer> inline constexpr bool layer_in_place = false;
template <class Layer>
requires requires { Layer::in_place; }
inline constexpr bool layer_in_place<Layer> = Layer::in_place;

template <class Layer> inline constexpr bool layer_passes_through = false;
template <class Layer>
requires requires { Layer::passes_through; }
inline constexpr bool layer_passes_through<Layer> = Layer::passes_through;

template <class Layer> struct layer_misuse {
    using type = errors::nothing;
};
template <class Layer>
requires requires { typename Layer::misuse; }
struct layer_misuse<Layer> {
    using type = typename Layer::misuse;
};
template <class Layer>
inline constexpr bool is_well_used = std::is_same_v<typename layer_misuse<Layer>::type, errors::nothing>;

/// A sentence about the types that a layer holds as its layers, its `about_held`; errors::nothing if it holds none.
template <class Layer> struct sentence_about_held {
    using type = errors::nothing;
};
template <class Layer>
requires requires { typename Layer::about_held; }
struct sentence_about_held<Layer> {
    using type = typename Layer::about_held;
};
/// True for a layer that holds only layers, at any depth.
template <class Type>
inline constexpr bool is_layer_throughout =
    layer<Type> && std::is_same_v<typename sentence_about_held<Type>::type, errors::nothing>;

/// A sentence if the layer `Holder` is given no types to hold, or one that is no layer; errors::nothing if all are layers.
template <class Holder, class... Types> struct held_by {
    using type = errors::nothing;
};
template <class Holder> struct held_by<Holder> {
    using type = typename errors::type<Holder>::holds_no_layers;
};
template <class Holder, class First, class... Rest>
requires(!layer<First>)
struct held_by<Holder, First, Rest...> {
    using type = typename errors::type<Holder>::template holds<First>::which_is_no_layer;
};
template <class Holder, layer First, class... Rest>
requires(!is_layer_throughout<First>)
struct held_by<Holder, First, Rest...> : sentence_about_held<First> {};
template <class Holder, class First, class Second, class... Rest>
requires is_layer_throughout<First>
struct held_by<Holder, First, Second, Rest...> : held_by<Holder, Second, Rest...> {};

template <class Layer> inline constexpr bool layer_has_batches = false;
template <class Layer>
requires requires { typename Layer::does_batches; }
inline constexpr bool layer_has_batches<Layer> = std::is_same_v<typename Layer::does_batches, Layer>;

/// A composition of elementwise functions, of scalars or vectors; without any it is the identity.
template <class... Activations> struct elementwise_chain;
template <> struct elementwise_chain<> {
    static constexpr bool without_masks = true;

    template <class Value> [[gnu::always_inline]] constexpr Value operator()(const Value& z) const noexcept {
        return z;
    }
};
template <class First, class... Rest> struct elementwise_chain<First, Rest...> {
    static constexpr bool without_masks = detail::without_masks<First> && (detail::without_masks<Rest> && ...);

    template <class Value> [[gnu::always_inline]] constexpr Value operator()(const Value& z) const noexcept {
        return elementwise_chain<Rest...>{}(First::value(z));
    }
};
using as_it_is = elementwise_chain<>;

template <class Layer> inline constexpr output_kind layer_gives = output_kind::unbounded;
template <class Layer>
requires requires { Layer::gives; }
inline constexpr output_kind layer_gives<Layer> = Layer::gives;

/// The stack use of a layer with `Parameters` parameters for `Batch` samples, for `footprint`.
template <class Layer, class T, extent In, std::size_t Parameters, std::size_t Batch>
constexpr layer_scratch scratch_of() noexcept {
    if constexpr (requires { Layer::template on<T, In>::template scratch<Batch>(); })
        return Layer::template on<T, In>::template scratch<Batch>();
    else if constexpr (requires { Layer::template scratch<T, Batch>(); }) return Layer::template scratch<T, Batch>();
    else return {.gradient = layer_has_batches<Layer> ? 0 : Parameters * sizeof(T)};
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_CONCEPT_LAYER_HPP
