#ifndef CONSTPROP_CONCEPT_LAYER_HPP
#define CONSTPROP_CONCEPT_LAYER_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/tensor.hpp>
#include <constprop/diagnostics/plain_english.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <type_traits>

namespace constprop {

// Declared once, where every layer and the chain see it: g++ warns where it is declared again after its definition.
template <class Derived> struct CONSTPROP_TAGGED activation;

/// What a layer is where it stands in a chain.
///
/// Parameters are counted as weights and biases because initializers treat the two differently; a layer
/// that has neither leaves both at 0.
struct CONSTPROP_TAGGED layer_shape {
    std::size_t inputs = 0;   ///< how many values it takes; 0: it does not say, and cannot stand first
    std::size_t outputs = 0;  ///< how many it gives
    std::size_t weights =
        0;  ///< parameters drawn at random by an initializer, with fan-in `inputs` and fan-out `outputs`
    std::size_t biases = 0;  ///< parameters that start at zero unless the initializer says otherwise
    std::size_t multiply_accumulates = weights;  ///< of one forward pass

    [[nodiscard]] constexpr std::size_t parameters() const noexcept { return weights + biases; }
    [[nodiscard]] friend constexpr bool operator==(const layer_shape&, const layer_shape&) = default;
};

/// What a layer answers where the chain offers it an extent: the one that it takes, and the one that it then gives.
///
/// To take another extent than the one offered is an error. Where nothing is offered, an extent without values means that
/// the layer cannot stand first.
struct CONSTPROP_TAGGED answer {
    extent takes{};
    extent gives{};
};

/// Bytes that a layer has on the stack while it computes, beside its values: of one pass after the other.
struct CONSTPROP_TAGGED layer_scratch {
    std::size_t forward = 0, backward = 0, gradient = 0;
};

/// What the values that a layer gives may be taken for; a loss may insist on one of them.
enum class output_kind { unbounded, probabilities, log_probabilities };

/// A layer: a stateless description of a differentiable function y = f(x; parameters).
///
/// There are two forms. docs/layers.md has both, in a table. The small one, for a layer that works on a row of values, is a
/// type that has, as a static constexpr function,
///
///     layer_shape shape(std::size_t inputs)
///
/// which answers, for the number of inputs that the chain offers (0 where it stands first), how many it
/// takes and gives. Beside that the chain calls, for one sample at a time and with raw pointers (constant
/// evaluation is several times cheaper with those),
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
///         what the outputs may be taken for; else unbounded
///     static constexpr bool passes_through
///         true where the layer before decides that, as with identity; else false
///     template <class T, std::size_t Batch> layer_scratch scratch()
///         for `footprint`: what the layer has on the stack for as many samples; else nothing but, in a layer without
///         `does_batches`, its gradient
///
/// All are static, constexpr and noexcept. `activation<…>` gives all of this for an elementwise function.
///
/// A layer that can do better than one sample at a time says so, `using does_batches =` its own type (a layer derived
/// from it does not inherit the claim), and has all of these, with rows that are std::arrays:
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
///         what it takes and gives
///     std::array<tensor, N> tensors(extent in)
///         its parameters; where this is absent, it has none
///     std::size_t multiply_accumulates(extent in)
///         of one forward pass; where this is absent, none
///     template <class T, extent In> struct on
///         the layer in its place, in a network of T, on the extent `In`: its functions, see `chain/in_its_place.hpp`
///
/// and, where its own arguments may be wrong, `using misuse`: a sentence about them, or `errors::nothing`. What is said
/// above of `in_place`, `gives` and `passes_through` holds for it, too. `testing/gradient_error.hpp` tells whether a
/// gradient is right.
///
/// In both forms, where present,
///
///     using needs = errors::functions<errors::exp, …>
///         the elementary functions that it calls: a network of a scalar without them says so, see `scalar_functions.hpp`
///     using final_type =
///         its own type: no layer derives from it. Layers of the library and activations have this
///
/// A layer may derive from another without it. Where it replaces a function, it says itself what the base says of that:
/// `in_place`, `gives`, `passes_through`, `takes_vectors`, `without_masks`.
template <class Type>
concept works_on_values = requires(std::size_t inputs) {
    { Type::shape(inputs) }
    noexcept->std::same_as<layer_shape>;
};
template <class Type>
concept works_on_extents = requires(extent offered) {
    { Type::shape(offered) }
    noexcept->std::same_as<answer>;
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

template <class Layer> struct layer_misuse { using type = errors::nothing; };
template <class Layer>
requires requires { typename Layer::misuse; }
struct layer_misuse<Layer> {
    using type = typename Layer::misuse;
};
template <class Layer>
inline constexpr bool is_well_used = std::is_same_v<typename layer_misuse<Layer>::type, errors::nothing>;

template <class Layer> inline constexpr bool layer_has_batches = false;
template <class Layer>
requires requires { typename Layer::does_batches; }
inline constexpr bool layer_has_batches<Layer> = std::is_same_v<typename Layer::does_batches, Layer>;

/// Elementwise functions one after the other, of scalars or vectors; none is the identity.
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

/// What a layer with so many parameters has on the stack for as many samples, for `footprint`.
template <class Layer, class T, extent In, std::size_t Parameters, std::size_t Batch>
constexpr layer_scratch scratch_of() noexcept {
    if constexpr (requires { Layer::template on<T, In>::template scratch<Batch>(); })
        return Layer::template on<T, In>::template scratch<Batch>();
    else if constexpr (requires { Layer::template scratch<T, Batch>(); }) return Layer::template scratch<T, Batch>();
    else return {.gradient = layer_has_batches<Layer> ? 0 : Parameters * sizeof(T)};
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_CONCEPT_LAYER_HPP
