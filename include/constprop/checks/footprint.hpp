#ifndef CONSTPROP_CHECKS_FOOTPRINT_HPP
#define CONSTPROP_CHECKS_FOOTPRINT_HPP

#include <constprop/concept/sequence.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/network.hpp>
#include <constprop/optimizers/optimizer.hpp>
#include <constprop/optimizers/sgd.hpp>
#include <constprop/optimizers/with.hpp>
#include <constprop/training/train_step.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET {

namespace detail {
template <class Rule> inline constexpr std::size_t buffers_of = Rule::buffers;
template <class Rule, class... Modifiers>
inline constexpr std::size_t buffers_of<with<Rule, Modifiers...>> = Rule::buffers;
}  // namespace detail

/// The cost of a network as constants, operations and bytes, for training by a `Rule` with batches of `Batch` samples, or, over
/// time, with sequences of `Steps` steps.
///
/// RAM:         `inference_ram` and `training_ram` are totals: all RAM beside input, output and parameters, on the machine that
///              the code is compiled for, with an allowance for registers and return addresses. The other numbers are parts
///              of them. Code that is optimized for size (-Os), and cores without floating-point registers, keep more sums
///              in memory
/// Measured:    g++ 12, -Os, -O2 and -O3, eight cores of Cortex-M and RISC-V, networks of floats with one to six layers
///              that multiply: `inference_ram` is at least what an inference takes, and at most 576 bytes more;
///              `training_ram` is at least what a step takes, and at most 1,024 bytes more, 2,048 with the vectors of
///              Cortex-M55. Neither is a bound without optimization or with sanitizers
template <class Network, class Rule = plain_sgd, std::size_t Batch = 1, std::size_t Steps = 1> class footprint {
    using T = typename Network::scalar;

    static constexpr std::size_t count_multiply_accumulates() noexcept {
        std::size_t sum = 0;
        for (std::size_t k = 0; k < Network::layer_count; ++k) sum += Network::shape_of(k).multiply_accumulates;
        return sum;
    }
    /// Bytes of `samples` rows of `values` values.
    static constexpr std::size_t bytes_of(std::size_t values, std::size_t samples) noexcept {
        return values * samples * sizeof(T);
    }
    /// Bytes of these rows with their alignment: to a cache line if there are vectors.
    static constexpr std::size_t placed_bytes_of(std::size_t values, std::size_t samples) noexcept {
        const std::size_t bytes = bytes_of(values, samples);
        return kernels::vector_bytes >= 16 && bytes >= 64 ? (bytes + 63) / 64 * 64 : bytes;
    }
    using measure = std::size_t (*)(std::size_t, std::size_t) noexcept;

    static constexpr std::size_t between_blocks(measure bytes) noexcept {
        std::size_t sum = 0;
        for (std::size_t k = 0; k < Network::layer_count; ++k)
            if (Network::begins_block(k) && !Network::in_last_block(k))
                sum += bytes(Network::shape_of(k).outputs, at_once);
        return sum;
    }
    /// The number of steps that an inference works through together.
    static constexpr std::size_t at_once = Network::needs_whole_sequence ? Steps : 1;

    /// The number of a batch's samples, or of a sequence's steps, that are worked through together.
    static constexpr bool over_time = Network::runs_over_time || Steps > 1;
    static constexpr std::size_t together = over_time ? Steps : detail::samples_in_slice<Network, Batch>();
    using sample =
        std::conditional_t<over_time, sequence<typename Network::input_type, Steps>, typename Network::input_type>;

    static constexpr std::size_t in_trace(measure bytes) noexcept {
        std::size_t sum = 0;
        for (std::size_t k = 0; k < Network::layer_count; ++k) sum += bytes(Network::shape_of(k).outputs, together);
        return sum;
    }
    static constexpr std::size_t cache_bytes() noexcept {
        using caches = typename Network::template caches_type<together>;
        return std::is_empty_v<caches> ? 0 : sizeof(caches);
    }
    static constexpr std::size_t on_the_way_back(measure bytes) noexcept {
        std::size_t sum = bytes(Network::output_size, together);
        for (std::size_t k = Network::first_with_parameters + 1; k < Network::layer_count; ++k)
            if (!Network::works_in_place(k)) sum += bytes(Network::shape_of(k).inputs, together);
        return sum;
    }
    /// 0 also if a vector is one float.
    static constexpr std::size_t bytes_of_vectors() noexcept {
        return kernels::vector_bytes >= 16 ? kernels::vector_bytes : 0;
    }
    static constexpr std::size_t layers_that_multiply() noexcept {
        std::size_t count = 0;
        for (std::size_t k = 0; k < Network::layer_count; ++k) {
            const layer_shape of = Network::shape_of(k);
            const bool is_elementwise = of.weights == of.outputs && of.inputs == of.outputs;  // such as scale: no sums
            count += of.multiply_accumulates > 0 && !is_elementwise;
        }
        return count;
    }

    /// The largest stack use of a layer in each pass; 0 for passes that training does not need.
    template <std::size_t Samples, std::size_t... K>
    static constexpr layer_scratch most_scratch(std::index_sequence<K...> /*layers*/) noexcept {
        layer_scratch most{};
        const auto add = [&](std::size_t k_, const layer_scratch& of_) noexcept {
            const auto raise = [](std::size_t& to_, std::size_t bytes_) noexcept { to_ = bytes_ > to_ ? bytes_ : to_; };
            raise(most.forward, of_.forward);
            raise(most.training, of_.training);
            if (k_ > Network::first_with_parameters) raise(most.backward, of_.backward);
            if (Network::shape_of(k_).parameters() > 0) raise(most.gradient, of_.gradient);
        };
        const auto scratch = [](layer_scratch of_, std::size_t converted_) noexcept {
            of_.forward += converted_;
            return of_;
        };
        (add(K, scratch(detail::scratch_of<typename Network::template layer_type<K>, T, Network::taken_by(K),
                                           Network::shape_of(K).parameters(), Samples>(),
                        Network::converted_by(K))),
         ...);
        return most;
    }
    using each_layer = std::make_index_sequence<Network::layer_count>;
    using optimizer_type = decltype(make_optimizer(std::declval<const Network&>(), std::declval<const Rule&>()));

    static constexpr std::size_t scratch_for_training() noexcept {
        constexpr layer_scratch most = most_scratch<together>(each_layer{});
        return most.training + most.gradient + (most.forward > most.backward ? most.forward : most.backward);
    }
    static constexpr std::size_t training_stack() noexcept {
        constexpr bool has_whole_gradient = detail::has_whole_gradient<Network, optimizer_type, Batch, sample>;
        constexpr std::size_t layers = layers_that_multiply(),
                              buffers = has_whole_gradient ? 0 : detail::buffers_of<Rule>,
                              registers = kernels::has_helium ? 1536 : 512 + 128 * bytes_of_vectors();
        return in_trace(placed_bytes_of) + cache_bytes() + on_the_way_back(placed_bytes_of) + scratch_for_training() +
               (has_whole_gradient ? sizeof(typename Network::gradient_type) : 0) + registers +
               (together > 1 ? 144 : 64) * layers + 128 * buffers;
    }
    static constexpr std::size_t copied_samples() noexcept {
        constexpr std::size_t target = bytes_of(Network::output_size, 1), index = sizeof(std::size_t);
        return Batch * Steps * (bytes_of(Network::input_size, 1) + (target > index ? target : index));
    }

    /// The states, which lie on the stack if a sequence is worked through whole.
    static constexpr std::size_t all_state_bytes = Network::has_state ? sizeof(typename Network::state_type) : 0,
                                 states_on_stack = Network::needs_whole_sequence ? all_state_bytes : 0;

 public:
    /// Multiply-adds of one forward pass: over time, of one step.
    static constexpr std::size_t multiply_accumulates = count_multiply_accumulates();

    /// Bytes of the network itself: its parameters, and the statistics of layers that measure them.
    static constexpr std::size_t parameter_bytes = Network::number_bytes;

    /// The values between blocks in a forward pass of one sample, a block being a layer and the activations right after
    /// it; of `Steps` steps where a layer needs whole sequences. This memory adds to the caller's input and output, and is a part
    /// of `inference_ram`.
    static constexpr std::size_t inference_bytes = between_blocks(bytes_of);

    /// Partial sums that this pass keeps in memory, and parameters that it converts from `half` or `bfloat16`, for one layer at
    /// a time.
    static constexpr std::size_t inference_sum_bytes = most_scratch<at_once>(each_layer{}).forward;

    /// All RAM that an inference, `net(x)` for one input, or for a sequence of `Steps` steps that a layer needs whole, takes
    /// beside input, output and parameters. All of it is stack: the values between blocks; partial sums and converted
    /// parameters; two copies of the output, the computed and the returned one; the states, if a layer needs a whole sequence;
    /// 384 bytes for registers and return addresses; and eight vectors if a vector has several floats.
    static constexpr std::size_t inference_ram = between_blocks(placed_bytes_of) + inference_sum_bytes +
                                                 2 * placed_bytes_of(Network::output_size, at_once) + 384 +
                                                 8 * bytes_of_vectors() + states_on_stack;

    /// The states that the layers carry from one time step to the next. The caller keeps them.
    static constexpr std::size_t state_bytes = all_state_bytes - states_on_stack;

    /// A gradient is shaped like the parameters.
    static constexpr std::size_t gradient_bytes = Network::parameter_count * sizeof(T);

    /// The optimizer with its buffers.
    static constexpr std::size_t optimizer_bytes = sizeof(optimizer_type);

    /// The outputs of all layers, kept for the backward pass, and the caches of layers such as branches.
    static constexpr std::size_t trace_bytes = in_trace(bytes_of) + cache_bytes();

    /// The gradients on the way back: with respect to the output, and to the inputs of all layers that do not work in place.
    static constexpr std::size_t backward_bytes = on_the_way_back(bytes_of);

    /// What a training step's products keep in memory while they are computed: partial sums; for batches, also parts of
    /// the gradient and a transposed block of weights.
    static constexpr std::size_t training_sum_bytes = scratch_for_training();

    /// Bytes that a training step works on, beside the caller's samples. They include the network and a whole gradient;
    /// `differentiate` and clipping have a whole gradient, `train_step` and `fit` otherwise do without one. Their RAM is
    /// bounded by `training_ram`, not by this.
    static constexpr std::size_t training_bytes =
        parameter_bytes + gradient_bytes + optimizer_bytes + trace_bytes + backward_bytes;

    /// All RAM that a step by `train_step` takes beside samples, targets and parameters. `optimizer_bytes` stay between steps.
    /// The rest is stack: trace; gradients on the way back; what products keep in memory; and a whole gradient, but only with
    /// clipping and with layers with parameters that work in place. Registers and return addresses take 512 bytes (1,536 with
    /// the vectors of Cortex-M55; the size of 128 vectors more with other vectors of several floats), 64 for each layer that
    /// sums products, 144 with batches, and, without a whole gradient, 128 for each buffer of the rule.
    static constexpr std::size_t training_ram = optimizer_bytes + training_stack();

    /// All RAM that `fit` takes, without extras, beside the network that it is given and the data set. All of it is stack:
    /// what a step takes, including the optimizer; the network that it trains and returns; copies of a batch's samples and
    /// targets; 256 bytes.
    static constexpr std::size_t fit_ram = training_ram + sizeof(Network) + copied_samples() + 256;
};

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_CHECKS_FOOTPRINT_HPP
