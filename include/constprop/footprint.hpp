#ifndef CONSTPROP_FOOTPRINT_HPP
#define CONSTPROP_FOOTPRINT_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/network.hpp>
#include <constprop/optimizers/optimizer.hpp>
#include <constprop/optimizers/sgd.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET {

/// What a network costs, as constants: operations, and bytes, for training with batches of `Batch` by a `Rule`.
///
/// Bytes are those of the data that the library itself needs; the compiler adds spilled registers, return addresses and
/// alignment. Where there are vectors, what belongs to a layer begins at a cache line of 64 bytes. The products of a batch
/// may use as much of the stack as `kernels::cache_block_bytes`, and without vectors as much as the values of a layer.
///
/// Stack:       by g++ 12 for Cortex-M and RISC-V, at -Os, -O2 and -O3, inferences of two or three linear layers take at
///              most 256 bytes beside `inference_bytes` and `inference_sum_bytes`; training steps by one sample and `mse`
///              at most 512 beside `trace_bytes`, `backward_bytes`, `training_sum_bytes` and, with clipping,
///              `gradient_bytes`; or 768, at -O3, and at -O2 where floats have registers. tests/firmware measures it
template <class Network, class Rule = plain_sgd, std::size_t Batch = 1> class footprint {
    using T = typename Network::scalar;

    static constexpr std::size_t count_multiply_accumulates() noexcept {
        std::size_t sum = 0;
        for (std::size_t k = 0; k < Network::layer_count; ++k) sum += Network::shape_of(k).multiply_accumulates;
        return sum;
    }
    static constexpr std::size_t values_between_blocks() noexcept {
        std::size_t sum = 0;
        for (std::size_t k = 0; k < Network::layer_count; ++k)
            if (Network::begins_block(k) && !Network::in_last_block(k)) sum += Network::shape_of(k).outputs;
        return sum;
    }
    static constexpr std::size_t values_of_trace() noexcept {
        std::size_t sum = 0;
        for (std::size_t k = 0; k < Network::layer_count; ++k) sum += Network::shape_of(k).outputs;
        return sum;
    }
    static constexpr std::size_t values_on_the_way_back() noexcept {
        std::size_t sum = Network::output_size;
        for (std::size_t k = Network::first_with_parameters + 1; k < Network::layer_count; ++k)
            if (!Network::works_in_place(k)) sum += Network::shape_of(k).inputs;
        return sum;
    }
    template <std::size_t... K>
    static constexpr std::size_t most_forward_sums(std::index_sequence<K...> /*layers*/) noexcept {
        return (std::max)({std::size_t{0}, detail::layer_forward_sums<typename Network::template layer_type<K>, T>...});
    }
    template <std::size_t... K>
    static constexpr std::size_t most_backward_sums(std::index_sequence<K...> /*layers*/) noexcept {
        return (std::max)(
            {std::size_t{0}, (K > Network::first_with_parameters
                                  ? detail::layer_backward_sums<typename Network::template layer_type<K>, T>
                                  : 0)...});
    }
    using each_layer = std::make_index_sequence<Network::layer_count>;

 public:
    /// Multiply-adds of one forward pass.
    static constexpr std::size_t multiply_accumulates = count_multiply_accumulates();

    /// The network itself: its parameters.
    static constexpr std::size_t parameter_bytes = Network::parameter_count * sizeof(T);

    /// Scratch of one forward pass beside the caller's input and output: the values between blocks, a block being a
    /// layer and the activations right after it.
    static constexpr std::size_t inference_bytes = values_between_blocks() * sizeof(T);

    /// Partial sums that a forward pass of one sample keeps in memory, those of one layer after the other. It depends on
    /// the machine, and on whether code is compiled to be small.
    static constexpr std::size_t inference_sum_bytes = most_forward_sums(each_layer{});

    /// A gradient is shaped like the network.
    static constexpr std::size_t gradient_bytes = parameter_bytes;

    /// The optimizer with its buffers.
    static constexpr std::size_t optimizer_bytes =
        sizeof(decltype(make_optimizer(std::declval<const Network&>(), std::declval<const Rule&>())));

    /// What each layer gives, kept for the way back.
    static constexpr std::size_t trace_bytes = values_of_trace() * sizeof(T) * Batch;

    /// The gradients on the way back: with respect to the output, and to what each layer takes that does not work in
    /// place.
    static constexpr std::size_t backward_bytes = values_on_the_way_back() * sizeof(T) * Batch;

    /// Partial sums that a training step by one sample keeps in memory.
    static constexpr std::size_t training_sum_bytes = (std::max)(inference_sum_bytes, most_backward_sums(each_layer{}));

    /// Everything that a training step works on, beside the caller's samples. The gradient is in it: `differentiate` and
    /// clipping have it whole. `train_step` and `fit` do without it otherwise, and then need that much less.
    static constexpr std::size_t training_bytes =
        parameter_bytes + gradient_bytes + optimizer_bytes + trace_bytes + backward_bytes;
};

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_FOOTPRINT_HPP
