#ifndef CONSTPROP_NETWORK_HPP
#define CONSTPROP_NETWORK_HPP

#include <constprop/arguments/buffers.hpp>
#include <constprop/arguments/input.hpp>
#include <constprop/chain/chain.hpp>
#include <constprop/chain/folds.hpp>
#include <constprop/chain/known_of_layers.hpp>
#include <constprop/chain/numbers.hpp>
#include <constprop/chain/stages.hpp>
#include <constprop/chain/trainable.hpp>
#include <constprop/concept/pass.hpp>
#include <constprop/concept/trace.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

// In all headers, parameters of lambdas and of constructors end in an underscore. g++ declares them anew where a template is
// instantiated, and would warn there (-Wshadow) of any global with that name.
namespace constprop {
template <class Scalar, class... Layers> class CONSTPROP_TAGGED basic_network;
}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET::detail {

/// Passes the extent that stands first in a network on to networks that are made from it.
template <class Scalar, class... Layers> struct described {
    template <class... Others> using network = basic_network<Scalar, Others...>;
};
template <class Scalar, describes_input Input, class... Layers> struct described<Scalar, Input, Layers...> {
    template <class... Others> using network = basic_network<Scalar, Input, Others...>;
};
}  // namespace constprop::inline CONSTPROP_TARGET::detail

namespace constprop {

/// A feed-forward network ŷ = f_n(… f_1(x)): a chain of layers, and the parameters of the layers that have any.
///
/// The first argument may be the extent of the input, such as image<28, 28>. It is no layer: positions, and PyTorch's names,
/// count from the first layer. A network is a value: it is copied by assignment, can be used in constant expressions, and is
/// trivially copyable if its scalar is. `network<Layers...>` computes in float; `basic_network` takes any type with
/// arithmetic in place of float.
/// Parameters:  the sum of the layers' (`parameter_count`), all zero in a default-constructed network
/// Cost:        `footprint<…>` has it as constants; no heap, no virtual call, no exception
/// Rejects:     types that are no layers or incomplete layers, layers that do not fit each other, inputs of another size or
///              scalar
template <class Stored, class... Layers>
class CONSTPROP_TAGGED basic_network
    : public detail::numbers<Stored, decltype(detail::chain_of<kernels::value_of<Stored>, Layers...>()), true>,
      public detail::known_of_layers<kernels::value_of<Stored>,
                                     decltype(detail::chain_of<kernels::value_of<Stored>, Layers...>())> {
    using chain = decltype(detail::chain_of<kernels::value_of<Stored>, Layers...>());
    using stages = detail::stages<Stored, chain>;
    using base = detail::numbers<Stored, chain, true>;
    using known = detail::known_of_layers<kernels::value_of<Stored>, chain>;

    using no_trace = typename detail::stages<Stored, typename chain::empty>::trace;

 public:
    constexpr basic_network() noexcept = default;

    /// Rejects `network(linear<4, 8>{}, relu{})`: layers are types, and the deduced network would have none. A network without
    /// layers is an error already, so this guide is only for networks that have some.
    template <constprop::layer First, class... Rest>
    constexpr explicit basic_network(const First& /*given*/, const Rest&... /*given*/) noexcept {
        static_assert(sizeof...(Layers) == 0, "A network is made from no layers: they are in its type.");
    }

    /// Converts a network of another scalar, number by number: `with_scalar<fixed<16, 16>, model> net(trained)`. A parameter that
    /// would be stored as infinity, or without a scale, stops a constant expression, and a program.
    template <class Other>
    requires(!std::is_same_v<Other, Stored>)
    constexpr explicit basic_network(const basic_network<Other, Layers...>& other_) noexcept {
        this->convert(other_);
        const auto before_ = [&](const auto& stage_, std::size_t k_) noexcept {
            const auto& from_ = other_.template layer<std::remove_cvref_t<decltype(stage_)>::index>();
            return static_cast<kernels::value_of<Other>>(from_.parameter(k_));
        };
        this->check_stored(before_);
    }

    using base::layer_count, base::parameter_count, base::statistic_count;
    using known::has_state, known::needs_whole_sequence, known::runs_over_time;
    using typename base::scalar, typename base::parameter_type, typename base::statistic_type;

    static constexpr std::size_t input_size = chain::input_size;
    static constexpr std::size_t output_size = chain::output_size;

    using input_type = std::array<scalar, input_size>;
    using output_type = std::array<scalar, output_size>;

    /// The type of the gradient that `differentiate` returns: the network's own type, or one without statistics.
    using gradient_type = std::conditional_t<statistic_count == 0, basic_network, gradient_of_chain<scalar, chain>>;

    /// A sentence about functions that the layers need and the scalar lacks, or errors::nothing.
    using about_scalar = typename detail::own_layers<scalar, chain>::about_scalar;

    /// A sentence about what the layers lack for training, or errors::nothing.
    using about_training = detail::about_training_of<Stored, chain>;

    /// The states that the layers carry from one time step to the next: a value that the caller keeps, zeros at first.
    using state_type = typename stages::states;

    /// The output for one input: the left fold of the layers over it. Every call is inlined; wrap it in a function to have
    /// its code only once.
    [[nodiscard, gnu::always_inline]] constexpr output_type operator()(const input_type& x) const noexcept {
        if constexpr (layer_count == 0) return output_type{};
        else if constexpr (!detail::is_computable<basic_network>)
            return detail::reject_scalar<basic_network>(), output_type{};
        else if constexpr (runs_over_time) return detail::reject_without_state<basic_network>(), output_type{};
        else return output_for(x, detail::inference);
    }

    /// The output for the next input of a stream; moves the state on by one step.
    [[nodiscard, gnu::always_inline]] constexpr output_type operator()(const input_type& x,
                                                                       state_type& state) const noexcept {
        if constexpr (layer_count == 0) return output_type{};
        else if constexpr (!detail::is_computable<basic_network>)
            return detail::reject_scalar<basic_network>(), output_type{};
        else if constexpr (needs_whole_sequence) return detail::reject_steps<basic_network>(), output_type{};
        else return output_for(x, detail::pass_over{detail::deployed{}, detail::none, state});
    }
    template <std::size_t Size, class State>
    [[nodiscard]] constexpr output_type operator()(const scalar (&x)[Size], State&& state) const noexcept {
        if constexpr (!std::is_same_v<State, state_type&>)
            return detail::reject_state<basic_network, State>(), output_type{};
        else if constexpr (needs_whole_sequence) return detail::reject_steps<basic_network>(), output_type{};
        else return (*this)(std::span<const scalar, Size>(x), state);
    }

    /// The outputs for the next inputs of a stream, a sequence, one after the other; or the output for the next input, in a buffer,
    /// which is read in place.
    template <class Inputs, class State>
    [[nodiscard]] constexpr auto operator()(const Inputs& x, State&& state) const noexcept {
        if constexpr (!std::is_same_v<State, state_type&>) {
            return detail::reject_state<basic_network, State>(), output_type{};
        } else if constexpr (needs_whole_sequence) {
            return detail::reject_steps<basic_network>(), output_type{};
        } else if constexpr (detail::is_sequence_for<basic_network, Inputs>) {
            return detail::run_over_time(*this, x, state);
        } else if constexpr (detail::is_buffer_of<const Inputs, scalar, input_size>()) {
            if (std::size(x) != input_size) errors::input_has_another_size(std::size(x), input_size);
            return detail::with_row<input_type>(std::data(x),
                                                [&](const auto& x_) noexcept { return (*this)(x_, state); });
        } else {
            detail::reject_input<basic_network, typename detail::named_input<basic_network, Inputs>::type>();
            return output_type{};
        }
    }

    /// All values of one forward pass: the scan of the same fold.
    [[nodiscard]] constexpr auto trace(const input_type& x) const noexcept {
        if constexpr (!detail::is_computable<basic_network>) {
            return detail::reject_scalar<basic_network>(), no_trace{};
        } else if constexpr (runs_over_time) {
            return detail::reject_without_state<basic_network>(), no_trace{};
        } else {
            return trace_of(x, detail::none);
        }
    }

    /// The same for the next input of a stream; moves the state on by one step.
    [[nodiscard]] constexpr auto trace(const input_type& x, state_type& state) const noexcept {
        if constexpr (!detail::is_computable<basic_network>) {
            return detail::reject_scalar<basic_network>(), no_trace{};
        } else if constexpr (needs_whole_sequence) {
            return detail::reject_steps<basic_network>(), no_trace{};
        } else {
            return trace_of(x, state);
        }
    }

    /// The outputs for a batch, `std::array<input_type, Batch>`, for a sequence, from a state of zeros, or for a batch of
    /// sequences. Other types are rejected.
    template <class Inputs> [[nodiscard]] constexpr auto operator()(const Inputs& x) const noexcept {
        if constexpr (layer_count > 0 && !detail::is_computable<basic_network>) {
            return detail::reject_scalar<basic_network>(), output_type{};
        } else if constexpr (detail::is_sequence_for<basic_network, Inputs>) {
            state_type state{};
            if constexpr (needs_whole_sequence) return output_of_whole(x, state);
            else return detail::run_over_time(*this, x, state);
        } else if constexpr (detail::are_sequences_for<basic_network, Inputs>) {
            std::array<decltype((*this)(x[0])), detail::batch_size<Inputs>> y{};
            for (std::size_t n = 0; n < y.size(); ++n) y[n] = (*this)(x[n]);
            return y;
        } else if constexpr (runs_over_time) {
            return detail::reject_without_state<basic_network>(), output_type{};
        } else if constexpr (detail::is_batch_for<basic_network, Inputs>) {
            return outputs_for<detail::batch_size<Inputs>>(x.data());
        } else {
            detail::reject_input<basic_network, Inputs>();
            return output_type{};
        }
    }

    // The lengths of braced lists and C arrays are deduced, so that a list that is too short is not filled with zeros.
    template <std::size_t Size> [[nodiscard]] constexpr output_type operator()(const scalar (&x)[Size]) const noexcept {
        if constexpr (!detail::is_computable<basic_network>)
            return detail::reject_scalar<basic_network>(), output_type{};
        else if constexpr (runs_over_time) return detail::reject_without_state<basic_network>(), output_type{};
        else if constexpr (Size == input_size) return detail::with_row<input_type>(x, *this);
        else return detail::reject_input<basic_network, scalar[Size]>(), output_type{};
    }

    /// The output for an input in a buffer, which is read in place. `std::span(data, size)` makes a span of a pointer and a
    /// size. A run-time size other than `input_size` stops a constant expression and traps in a program.
    template <class Element, std::size_t Extent>
    [[nodiscard, gnu::always_inline]] constexpr output_type operator()(std::span<Element, Extent> x) const noexcept {
        if constexpr (detail::is_buffer_of<std::span<Element, Extent>, scalar, input_size>()) {
            if (x.size() != input_size) errors::input_has_another_size(x.size(), input_size);
            return detail::with_row<input_type>(x.data(), *this);
        } else {
            using named = detail::named_input<basic_network, std::span<Element, Extent>>;
            return detail::reject_input<basic_network, typename named::type>(), output_type{};
        }
    }

    /// Writes the output for an input in a buffer to another buffer, in which the last layer computes it. Input and output are
    /// each a std::span, a C array or a std::array; they must not overlap.
    template <class Input, class Output>
    [[gnu::always_inline]] constexpr void run(const Input& x, Output&& y) const noexcept {
        if constexpr (runs_over_time) detail::reject_without_state<basic_network>();
        else if constexpr (!detail::is_buffer_of<const Input, scalar, input_size>())
            detail::reject_input<basic_network, typename detail::named_input<basic_network, Input>::type>();
        else if constexpr (!detail::is_output_buffer_of<Output, scalar, output_size>())
            detail::reject_output_buffer<basic_network, Output>();
        else run_buffers(x, y, detail::inference);
    }
    /// The same for the next input of a stream.
    template <class Input, class Output, class State>
    [[gnu::always_inline]] constexpr void run(const Input& x, Output&& y, State&& state) const noexcept {
        if constexpr (!std::is_same_v<State, state_type&>) detail::reject_state<basic_network, State>();
        else if constexpr (needs_whole_sequence) detail::reject_steps<basic_network>();
        else if constexpr (!detail::is_buffer_of<const Input, scalar, input_size>())
            detail::reject_input<basic_network, typename detail::named_input<basic_network, Input>::type>();
        else if constexpr (!detail::is_output_buffer_of<Output, scalar, output_size>())
            detail::reject_output_buffer<basic_network, Output>();
        else run_buffers(x, y, detail::pass_over{detail::deployed{}, detail::none, state});
    }
    template <std::size_t Size> [[nodiscard]] constexpr auto trace(const scalar (&x)[Size]) const noexcept {
        if constexpr (!detail::is_computable<basic_network>) return detail::reject_scalar<basic_network>(), no_trace{};
        else if constexpr (Size == input_size) return trace(detail::as_array(x));
        else return detail::reject_input<basic_network, scalar[Size]>(), no_trace{};
    }
    template <std::size_t Size>
    [[nodiscard]] constexpr auto trace(const scalar (&x)[Size], state_type& state) const noexcept {
        if constexpr (!detail::is_computable<basic_network>) return detail::reject_scalar<basic_network>(), no_trace{};
        else if constexpr (Size == input_size) return trace(detail::as_array(x), state);
        else return detail::reject_input<basic_network, scalar[Size]>(), no_trace{};
    }
    template <class Input> [[nodiscard]] constexpr auto trace(const Input& /*x*/) const noexcept {
        return detail::reject_input<basic_network, Input>(), no_trace{};
    }

    /// The network with these parameters, in the order of `parameters()`, and these statistics, in the order of
    /// `statistics()`. Without the second argument, statistics have their initial values.
    [[nodiscard]] static constexpr basic_network from_parameters(const parameter_type& values) noexcept {
        return from_pointer(values.data());
    }
    [[nodiscard]] static constexpr basic_network from_parameters(const parameter_type& values,
                                                                 const statistic_type& measured) noexcept {
        basic_network net = from_pointer(values.data());
        net.assign_statistics(measured.data());
        return net;
    }
    template <std::size_t Size>
    [[nodiscard]] static constexpr basic_network from_parameters(const scalar (&values)[Size]) noexcept {
        if constexpr (Size == parameter_count) return from_pointer(values);
        else return detail::reject_parameters<basic_network, scalar[Size]>(), basic_network{};
    }
    template <std::size_t Size, std::size_t Count>
    [[nodiscard]] static constexpr basic_network from_parameters(const scalar (&values)[Size],
                                                                 const scalar (&measured)[Count]) noexcept {
        static_assert(Count == statistic_count, "Statistics are given all at once, in the order of statistics().");
        basic_network net = from_parameters(values);
        if constexpr (Count == statistic_count) net.assign_statistics(measured);
        return net;
    }
    template <class Values>
    [[nodiscard]] static constexpr basic_network from_parameters(const Values& /*values*/) noexcept {
        return detail::reject_parameters<basic_network, Values>(), basic_network{};
    }

    /// In `scaled_int8`: the network with these integers for its weights, and these floats. Both stand tensor by tensor, in the order
    /// of `parameters()`; in place of weights that are integers, floats have a scale for each output. Statistics as above.
    template <std::size_t Integers, std::size_t Floats>
    requires kernels::is_scaled<Stored>
    [[nodiscard]] static constexpr basic_network from_integers(const std::int8_t (&integers)[Integers],
                                                               const float (&floats)[Floats]) noexcept {
        static_assert(
            Integers == base::integer_count && Floats == base::float_count,
            "There is an integer for each weight of a matrix or a kernel, and a float for each scale and each "
            "other parameter: integer_count and float_count.");
        basic_network net;
        if constexpr (Integers == base::integer_count && Floats == base::float_count)
            net.assign_integers(integers, floats);
        return net;
    }
    template <std::size_t Integers, std::size_t Floats, std::size_t Count>
    requires kernels::is_scaled<Stored>
    [[nodiscard]] static constexpr basic_network from_integers(const std::int8_t (&integers)[Integers],
                                                               const float (&floats)[Floats],
                                                               const scalar (&measured)[Count]) noexcept {
        static_assert(Count == statistic_count, "Statistics are given all at once, in the order of statistics().");
        basic_network net = from_integers(integers, floats);
        if constexpr (Count == statistic_count) net.assign_statistics(measured);
        return net;
    }

    /// A network of other layers with the same input extent.
    template <class... Others>
    using with_layers = typename detail::described<Stored, Layers...>::template network<Others...>;

 private:
    // In these functions the result is a variable of the outermost block, and its type stands in the declaration: then
    // compilers compute it where the caller wants it, and copy nothing.

    /// The left fold over one input, block by block.
    template <class Pass>
    [[gnu::always_inline]] constexpr output_type output_for(const input_type& x, const Pass& pass) const noexcept {
        output_type y;
        detail::run<1, typename stages::blocks>(this->all_stages(), &x, &y, 1, pass);
        return y;
    }

    /// The same fold over a batch.
    template <std::size_t Batch>
    constexpr std::array<output_type, Batch> outputs_for(const input_type* x) const noexcept {
        std::array<output_type, Batch> y;
        detail::run<Batch, typename stages::blocks>(this->all_stages(), x, y.data(), Batch, detail::inference);
        return y;
    }

    template <class Input, class Output, class Pass>
    [[gnu::always_inline]] constexpr void run_buffers(const Input& x, Output& y, const Pass& pass) const noexcept {
        if constexpr (layer_count != 0) {
            if (std::size(x) != input_size) errors::input_has_another_size(std::size(x), input_size);
            if (std::size(y) != output_size) errors::output_has_another_size(std::size(y), output_size);
            if (std::is_constant_evaluated()) {
                const auto values = detail::with_row<input_type>(
                    std::data(x), [&](const auto& x_) noexcept { return output_for(x_, pass); });
                for (std::size_t k = 0; k < output_size; ++k) std::data(y)[k] = values[k];
            } else {
                detail::run<1, typename stages::blocks>(this->all_stages(),
                                                        detail::row_at<const input_type>(std::data(x)),
                                                        detail::row_at<output_type>(std::data(y)), 1, pass);
            }
        }
    }

    /// The scan of the fold over one input.
    template <class State> constexpr typename stages::trace trace_of(const input_type& x, State& state) const noexcept {
        typename stages::trace all;
        detail::scan<1>(this->all_stages(), &x, all.outputs, 1,
                        detail::pass_over{detail::deployed{}, all.caches, state});
        return all;
    }

    /// The outputs for a sequence: the same fold over all steps at once, as rows of one pass.
    template <class Sequence> constexpr auto output_of_whole(const Sequence& x, state_type& state) const noexcept {
        auto y = detail::outputs_for<output_type>(x);
        detail::run<detail::sequence_traits<Sequence>::steps, typename stages::blocks>(
            this->all_stages(), x.steps.data(), y.steps.data(), x.size(),
            detail::pass_over{detail::deployed{}, detail::none, state});
        return y;
    }

    static constexpr basic_network from_pointer(const scalar* values) noexcept {
        basic_network net;
        net.assign_parameters(values);
        const auto before = [&](const auto& stage_, std::size_t k_) noexcept {
            return values[stages::first_parameter[stage_.index] + k_];
        };
        net.check_stored(before);
        return net;
    }
};

/// A network of floats.
template <class... Layers> using network = basic_network<float, Layers...>;

}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET {

namespace detail {
template <class Scalar, class Network> struct rescaled;
template <class Scalar, class Other, class... Layers> struct rescaled<Scalar, basic_network<Other, Layers...>> {
    using type = basic_network<Scalar, Layers...>;
};
}  // namespace detail

/// The same chain with another scalar. A network is converted by `with_scalar<Scalar, Network>(net)`.
template <class Scalar, class Network> using with_scalar = typename detail::rescaled<Scalar, Network>::type;

/// The same chain with parameters that are stored in another type, `half`, `bfloat16` or `scaled_int8`, and computes in float.
///
///     constexpr cp::stored_as<cp::half, model> small(trained);            // half of the flash
///     constexpr cp::stored_as<cp::scaled_int8, model> smaller(trained);   // a quarter
template <class Stored, class Network>
requires kernels::is_only_stored<Stored>
using stored_as = with_scalar<Stored, Network>;

namespace detail {

/// make(net) of a network in the scalar in which it computes; the result is stored as the network is. For functions that write
/// single parameters: a scale depends on all weights that share it.
template <class Network, class Make>
[[nodiscard]] constexpr auto made_in_scalar(const Network& net, const Make& make) noexcept {
    using scalar = typename Network::scalar;
    if constexpr (std::is_same_v<typename Network::stored, scalar>) {
        return make(net);
    } else {
        const auto made = make(with_scalar<scalar, Network>(net));
        return with_scalar<typename Network::stored, std::remove_const_t<decltype(made)>>(made);
    }
}

}  // namespace detail

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_NETWORK_HPP
