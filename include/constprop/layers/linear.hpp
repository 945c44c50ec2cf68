#ifndef CONSTPROP_LAYERS_LINEAR_HPP
#define CONSTPROP_LAYERS_LINEAR_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/kernels/linear.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// y = W x + b, in straight-line code up to `Budget` multiply-adds.
template <class Self, std::size_t Inputs, std::size_t Outputs, std::size_t Budget> struct linear_layer {
    using final_type = Self;
    using kernel = kernels::linear<Inputs, Outputs, Budget>;

    using does_batches = Self;
    static constexpr bool reads_stored = true, reads_scales = true;

    static constexpr layer_shape shape(std::size_t /*offered*/) noexcept {
        return {.inputs = Inputs, .outputs = Outputs, .weights = Inputs * Outputs, .biases = Outputs};
    }

    template <class T, std::size_t Batch> static constexpr layer_scratch scratch() noexcept {
        return {.forward = kernel::template forward_sum_bytes<T, Batch>(),
                .backward = kernel::template backward_sum_bytes<T, Batch>(),
                .gradient = kernel::template gradient_sum_bytes<T, Batch>()};
    }

    /// The position of parameter k: the weights of one input are contiguous, or those of one output. Behind `flatten`, column i
    /// of PyTorch's matrix belongs to value i of PyTorch's flattening.
    template <extent In> static constexpr std::size_t position(std::size_t k) noexcept {
        if (k >= Inputs * Outputs) return k;
        const std::size_t o = k / Inputs, i = In.positions() == 1 ? k % Inputs : In.from_channels_first(k % Inputs);
        return kernel::rows_are_outputs ? o * Inputs + i : i * Outputs + o;
    }

    /// Sets all parameters from values in the outside order. A header with a model does this in constant evaluation, which
    /// compilers limit: clang to about a million steps, here one for each weight, g++ to 262,144 iterations of a loop. g++
    /// takes many times as long if storage is not written from beginning to end.
    template <extent In, class To, class T> static constexpr void assign(To* to, const T* from) noexcept {
        if constexpr (kernel::rows_are_outputs) {
            for (std::size_t o = 0; o < Outputs; ++o)
                for (std::size_t i = 0; i < Inputs; ++i) *to++ = To(from[o * Inputs + column<In>(i)]);
        } else {
            for (std::size_t i = 0; i < Inputs; ++i)
                for (std::size_t k = column<In>(i); k < Inputs * Outputs; k += Inputs) *to++ = To(from[k]);
        }
        for (std::size_t o = 0; o < Outputs; ++o) *to++ = To(from[Inputs * Outputs + o]);
    }

    // One sample. `then` is an elementwise function of vectors and scalars, applied while y is in registers.
    template <std::size_t, class Weight, class T, class Then>
    [[gnu::always_inline]] static constexpr void forward_then(const Weight* parameters, const T* x, T* y,
                                                              Then then) noexcept {
        kernel::forward(parameters, x, y, then);
    }
    template <std::size_t, class Weight, class T>
    [[gnu::always_inline]] static constexpr void forward(const Weight* parameters, const T* x, T* y) noexcept {
        kernel::forward(parameters, x, y, as_it_is{});
    }
    template <std::size_t, class T>
    [[gnu::always_inline]] static constexpr void backward(const T* parameters, const T* /*x*/, const T* /*y*/,
                                                          const T* dy, T* dx) noexcept {
        kernel::backward(parameters, dy, dx);
    }

    template <std::size_t, class T> static constexpr void accumulate(const T* x, const T* dy, T* gradient) noexcept {
        for (std::size_t o = 0; o < Outputs; ++o) {
            for (std::size_t i = 0; i < Inputs; ++i)
                gradient[position<vector_of(Inputs)>(o * Inputs + i)] += x[i] * dy[o];
            gradient[Inputs * Outputs + o] += dy[o];
        }
    }

    // `count` ≤ Batch samples.
    template <std::size_t Batch, class Weight, class T, class Then>
    static constexpr void forward_batch(const Weight* parameters, const std::array<T, Inputs>* x,
                                        std::array<T, Outputs>* y, std::size_t count, Then then) noexcept {
        kernel::template forward<Batch>(parameters, x, y, count, then);
    }
    template <std::size_t Batch, class T>
    static constexpr void backward_batch(const T* parameters, const std::array<T, Outputs>* dy,
                                         std::array<T, Inputs>* dx, std::size_t count) noexcept {
        kernel::template backward<Batch>(parameters, dy, dx, count);
    }
    template <std::size_t Batch, class T, class Each>
    [[gnu::always_inline]] static constexpr void differentiate(const std::array<T, Inputs>* x,
                                                               const std::array<T, Outputs>* dy, std::size_t count,
                                                               Each each) noexcept {
        kernel::template differentiate<Batch>(x, dy, count, each);
    }

 private:
    /// The column of PyTorch's matrix for value i of the input.
    template <extent In> static constexpr std::size_t column(std::size_t i) noexcept {
        if constexpr (In.positions() == 1) return i;
        else return In.to_channels_first(i);
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

namespace constprop {

/// The linear (affine, fully connected) layer y = W x + b.
///
/// Shapes:      x Inputs, W Outputs×Inputs, b and y Outputs
/// backward:    dx = Wᵀ dy, dW = dy xᵀ, db = dy
/// Parameters:  Inputs·Outputs weights, then Outputs biases. `parameters()` has PyTorch's order (W row-major, then b);
///              storage has the order that makes products fast: the weights of one input contiguous, or, with few outputs,
///              the weights of one output
/// Cost:        Inputs·Outputs multiply-adds forward, the same for dx and for dW
/// Rejects:     any other number of inputs
/// Source:      PyTorch's nn.Linear
template <std::size_t Inputs, std::size_t Outputs>
struct CONSTPROP_TAGGED linear
    : detail::linear_layer<linear<Inputs, Outputs>, Inputs, Outputs, kernels::unroll_budget> {};

/// A linear layer with its own budget: straight-line code, without a loop, up to `Budget` multiply-adds. 0 gives the
/// smallest code; a large number gives the fastest, at the price of size.
template <class Layer, std::size_t Budget> struct CONSTPROP_TAGGED unrolled;
template <std::size_t Inputs, std::size_t Outputs, std::size_t Budget>
struct unrolled<linear<Inputs, Outputs>, Budget>
    : detail::linear_layer<unrolled<linear<Inputs, Outputs>, Budget>, Inputs, Outputs, Budget> {};

}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET::detail {
/// True for linear layers; and the type of such a layer with another size.
template <class Layer> inline constexpr bool is_linear = false;
template <class Layer, std::size_t Inputs, std::size_t Outputs> struct resized;

template <std::size_t Inputs, std::size_t Outputs> inline constexpr bool is_linear<linear<Inputs, Outputs>> = true;
template <std::size_t Was, std::size_t Gave, std::size_t Inputs, std::size_t Outputs>
struct resized<linear<Was, Gave>, Inputs, Outputs> {
    using type = linear<Inputs, Outputs>;
};
template <class Layer, std::size_t Budget> inline constexpr bool is_linear<unrolled<Layer, Budget>> = is_linear<Layer>;
template <class Layer, std::size_t Budget, std::size_t Inputs, std::size_t Outputs>
struct resized<unrolled<Layer, Budget>, Inputs, Outputs> {
    using type = unrolled<typename resized<Layer, Inputs, Outputs>::type, Budget>;
};
}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_LAYERS_LINEAR_HPP
