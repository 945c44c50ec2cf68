#ifndef CONSTPROP_INT8_NETWORK_HPP
#define CONSTPROP_INT8_NETWORK_HPP

#include <constprop/arguments/buffers.hpp>
#include <constprop/arguments/input.hpp>
#include <constprop/chain/trainable.hpp>
#include <constprop/concept/sequence.hpp>
#include <constprop/concept/trace.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/int8/chain.hpp>
#include <constprop/int8/channel_tables_form.hpp>
#include <constprop/int8/forms.hpp>
#include <constprop/int8/gru_form.hpp>
#include <constprop/int8/holders.hpp>
#include <constprop/int8/lstm_form.hpp>
#include <constprop/int8/over_time_form.hpp>
#include <constprop/int8/pass.hpp>
#include <constprop/int8/pools.hpp>
#include <constprop/int8/prelu_form.hpp>
#include <constprop/int8/reject_input.hpp>
#include <constprop/int8/sources.hpp>
#include <constprop/int8/transposed_form.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>
#include <constprop/network.hpp>

#include <boost/hana/at.hpp>
#include <boost/hana/tuple.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>

namespace constprop {

/// A network in integers: int8 weights, int8 values between layers, int32 sums, with TensorFlow Lite's arithmetic.
///
///     constexpr auto small = quantize(net, samples);
///     const auto y = small(small.quantize_input({0.5F, -0.25F}));     // std::array<std::int8_t, …>
///
/// It takes int8 and gives int8; or takes uint8, which is 128 more, and gives that; or takes and gives scalars, which it
/// converts at the two ends. Braced lists are scalars. The results are the same integers in constant expressions, with
/// every kernel and on every machine.
///
/// Network:     the chain of layers that it has the integers of, `basic_network<…>`
/// Scales:      `per_channel` or `per_tensor`: how many scales the weights of a layer have; or `int4_weights` of one of these
/// Cost:        `footprint<…>` has it as constants; no heap, no floats between int8 input and output
/// Rejects:     inputs of another size or type
template <class Network, class Scales = per_channel> class CONSTPROP_TAGGED int8_network {
    using forms = int8::form_chain<Network, Scales>;

    quantization takes_{};
    forms forms_{};

 public:
    using original = Network;
    using scalar = typename Network::scalar;
    using input_type = typename Network::input_type;
    using output_type = typename Network::output_type;
    static constexpr std::size_t layer_count = Network::layer_count;
    static constexpr std::size_t input_size = Network::input_size, output_size = Network::output_size;
    using int8_input = std::array<std::int8_t, input_size>;
    using int8_output = std::array<std::int8_t, output_size>;

    template <std::size_t Position> using layer_type = typename Network::template layer_type<Position>;
    static constexpr output_kind output_gives = Network::output_gives;
    static constexpr std::size_t output_layer = Network::output_layer;
    using about_scalar = errors::nothing;

    /// It is not trained.
    using about_training = typename errors::type<int8_network>::has_integers_that_are_not_trained;
    static constexpr bool needs_whole_batch = false, needs_whole_sequence = false;

    /// The states that the layers carry from one time step to the next: a value that the caller keeps, zeros at first.
    using state_type = typename forms::states;
    static constexpr bool has_state = forms::has_state, runs_over_time = has_state;
    static constexpr std::size_t first_with_state = Network::first_with_state;

    /// The integer form of layer `Position`.
    template <std::size_t Position> using form = int8::form_at<Network, Position, Scales>;

    /// Bytes of the integers, and of the values between layers with what kernels write beside them; and the layer while which
    /// there are so many.
    static constexpr std::size_t parameter_bytes = sizeof(quantization) + forms::parameter_bytes;
    static constexpr std::size_t value_bytes = forms::value_bytes, peak_layer = forms::peak_layer;

    constexpr int8_network() noexcept = default;

    /// A network of given integers, such as those of a model file: what the input stands for; then, in the order of the
    /// layers, int8_tensors for each that has weights, and the quantization of what it gives for each other layer that has a
    /// scale of its own; those of the layers inside of a layer stand before its own. `relu` and other clamping functions right
    /// after a layer with weights, or a sum, have none: that layer's `gives` is what they give.
    template <class... Sources>
    [[nodiscard]] static constexpr int8_network from_integers(const quantization& takes,
                                                              const Sources&... sources) noexcept {
        static_assert(sizeof...(Sources) == forms::sources,
                      "Each layer with weights has its int8_tensors, and each other layer whose scale is free its "
                      "quantization, in their order; docs/int8.md says which.");
        if constexpr (sizeof...(Sources) == forms::sources) {
            const std::tuple<const Sources&...> all{sources...};
            return from(int8::sources_given<0, Sources...>{all}, takes);
        } else {
            return {};
        }
    }

    /// The same, of what `integers()` gives.
    template <class... Sources>
    [[nodiscard]] static constexpr int8_network from_integers(
        const std::tuple<quantization, Sources...>& all) noexcept {
        return std::apply([](const auto&... each_) noexcept { return from_integers(each_...); }, all);
    }

    /// From sources of another kind; see int8/chain.hpp.
    template <class From>
    [[nodiscard]] static constexpr int8_network from(const From& sources, const quantization& takes) noexcept {
        int8_network net;
        net.takes_ = takes;
        net.forms_.set(sources, takes);
        return net;
    }

    /// All integers, as `from_integers` takes them, in a std::tuple: what the input stands for; then int8_integers for each layer
    /// that has weights, int8_lstm_integers or int8_gru_integers for each recurrent one, int8_slopes for each prelu,
    /// int8_channel_tables for each channel_scale, and the quantization of what it gives for each other layer that has a scale of
    /// its own. They are the same on every machine, whatever its kernels do to weights. A copy: it is as large as the network.
    [[nodiscard]] constexpr auto integers() const noexcept {
        return std::tuple_cat(std::make_tuple(takes_), forms_.integers(takes_));
    }
    [[nodiscard]] friend constexpr bool operator==(const int8_network& a, const int8_network& b) noexcept {
        return a.integers() == b.integers();
    }

    /// The output for one input, in its type; the outputs for a sequence, from a state of zeros; or those for a batch of either.
    template <class Input> [[nodiscard, gnu::always_inline]] constexpr auto operator()(const Input& x) const noexcept {
        using traits = detail::array_traits<Input>;
        if constexpr (detail::is_sequence<Input>) {
            state_type state{};
            return (*this)(x, state);
        } else if constexpr (is_batch<traits>()) {
            std::array<decltype((*this)(x[0])), traits::size> y{};
            for (std::size_t n = 0; n < traits::size; ++n) y[n] = (*this)(x[n]);
            return y;
        } else if constexpr (has_state && is_row<Input>()) {
            return detail::reject_without_state<int8_network>(), int8_output{};
        } else {
            return run_as<Input>(x, nullptr);
        }
    }
    /// The output for the next input of a stream, in the type of the input; or the outputs for the next ones, a sequence. Moves
    /// the state on.
    template <class Input>
    [[nodiscard, gnu::always_inline]] constexpr auto operator()(const Input& x, state_type& state) const noexcept {
        if constexpr (detail::is_sequence<Input>) return detail::run_over_time(*this, x, state);
        else return run_as<Input>(x, &state);
    }
    template <std::size_t Size>
    [[nodiscard]] constexpr output_type operator()(const scalar (&x)[Size], state_type& state) const noexcept {
        if constexpr (Size == input_size) return (*this)(detail::as_array(x), state);
        else return detail::reject_int8_input<int8_network, scalar[Size]>(), output_type{};
    }
    template <std::size_t Size> [[nodiscard]] constexpr output_type operator()(const scalar (&x)[Size]) const noexcept {
        if constexpr (Size == input_size) return (*this)(detail::as_array(x));
        else return detail::reject_int8_input<int8_network, scalar[Size]>(), output_type{};
    }

    /// From a buffer of int8 to another, where the last layer writes: each is a std::span, a C array or a std::array.
    template <class Input, class Output>
    [[gnu::always_inline]] constexpr void run(const Input& x, Output&& y) const noexcept {
        if constexpr (has_state) detail::reject_without_state<int8_network>();
        else run_buffers(x, std::forward<Output>(y), nullptr);
    }
    /// The same for the next input of a stream.
    template <class Input, class Output>
    [[gnu::always_inline]] constexpr void run(const Input& x, Output&& y, state_type& state) const noexcept {
        run_buffers(x, std::forward<Output>(y), &state);
    }

    /// All values of one forward pass, as integers; `output<k>()` is what layer k gave, `inner<k, j>()` what a layer inside of it
    /// gave. With a state, of the next step.
    [[nodiscard]] constexpr auto trace(const int8_input& x) const noexcept {
        if constexpr (has_state) return detail::reject_without_state<int8_network>(), typename forms::trace{};
        else return trace_with(x, nullptr);
    }
    [[nodiscard]] constexpr auto trace(const int8_input& x, state_type& state) const noexcept {
        return trace_with(x, &state);
    }

    /// What integers stand for: those of the input, and of what layer k and the last one give.
    [[nodiscard]] constexpr const quantization& takes() const noexcept { return takes_; }
    template <std::size_t Position> [[nodiscard]] constexpr const quantization& gives() const noexcept {
        return forms_.template gives<Position>(takes_);
    }
    [[nodiscard]] constexpr const quantization& gives() const noexcept { return forms_.gives(takes_); }

    /// Layer `Position` with its integers.
    template <std::size_t Position> [[nodiscard]] constexpr const auto& layer() const noexcept {
        return boost::hana::at_c<Position>(forms_.stages());
    }

    /// The integers that stand for an input.
    template <class Input> [[nodiscard]] constexpr int8_input quantize_input(const Input& x) const noexcept {
        int8_input q{};
        if constexpr (detail::is_input_for<int8_network, Input>) {
            for (std::size_t k = 0; k < input_size; ++k)
                q[k] = int8::quantize_value(static_cast<float>(std::data(x)[k]), takes_);
        } else {
            detail::reject_input<Network, Input>();
        }
        return q;
    }
    template <std::size_t Size>
    [[nodiscard]] constexpr int8_input quantize_input(const scalar (&x)[Size]) const noexcept {
        if constexpr (Size == input_size) return quantize_input(detail::as_array(x));
        else return detail::reject_input<Network, scalar[Size]>(), int8_input{};
    }

    /// What the integers of an output stand for.
    [[nodiscard]] constexpr output_type dequantize_output(const int8_output& q) const noexcept {
        output_type y{};
        for (std::size_t k = 0; k < output_size; ++k) y[k] = static_cast<scalar>(int8::dequantize_value(q[k], gives()));
        return y;
    }

    /// The stages as a hana::tuple, for folds that users write.
    [[nodiscard]] constexpr const auto& all_stages() const noexcept { return forms_.stages(); }

 private:
    template <class Element, class Type>
    static constexpr bool is_row_of =
        detail::is_buffer_of<const Type, Element, input_size>() && detail::array_traits<Type>::is_array;

    template <class Traits> static constexpr bool is_batch() noexcept {
        if constexpr (!Traits::is_array) return false;
        else
            return is_row_of<scalar, typename Traits::element> || is_row_of<std::int8_t, typename Traits::element> ||
                   is_row_of<std::uint8_t, typename Traits::element> || detail::is_sequence<typename Traits::element>;
    }

    /// True for int8, uint8 or scalars of the number that the network takes.
    template <class Input> static constexpr bool is_row() noexcept {
        return detail::is_input_for<int8_network, Input> || is_row_of<std::int8_t, Input> ||
               is_row_of<std::uint8_t, Input>;
    }

    template <class Pass>
    [[gnu::always_inline]] constexpr void scan(const std::int8_t* x, std::int8_t* y, const Pass& pass) const noexcept {
        alignas(kernels::int8::scratch_alignment) std::int8_t memory[value_bytes + 1];
        forms_.forward(x, y, memory, pass);
    }
    template <class Carried>
    [[gnu::always_inline]] constexpr int8_output run_row(const std::int8_t* x, Carried carried) const noexcept {
        int8_output y;
        scan(x, y.data(), int8::pass{int8::unseen{}, carried});
        return y;
    }
    template <class Input, class Carried>
    [[gnu::always_inline]] constexpr auto run_as(const Input& x, Carried carried) const noexcept {
        if constexpr (detail::is_input_for<int8_network, Input>) {
            return dequantize_output(run_row(quantize_input(x).data(), carried));
        } else if constexpr (is_row_of<std::int8_t, Input>) {
            return run_row(std::data(x), carried);
        } else if constexpr (is_row_of<std::uint8_t, Input>) {
            return shifted<std::uint8_t>(run_row(shifted<std::int8_t>(detail::as_array(x)).data(), carried));
        } else {
            return detail::reject_int8_input<int8_network, Input>(), int8_output{};
        }
    }
    template <class Input, class Output, class Carried>
    [[gnu::always_inline]] constexpr void run_buffers(const Input& x, Output&& y, Carried carried) const noexcept {
        if constexpr (!detail::is_buffer_of<const Input, std::int8_t, input_size>()) {
            using traits = detail::named_input<int8_network, Input>;
            detail::reject_int8_input<int8_network, typename traits::type>();
        } else if constexpr (!detail::is_buffer_of<Output, std::int8_t, output_size>()) {
            static_assert(errors::int8_output_fits<typename errors::type<std::remove_cvref_t<Output>>::is_no_output>,
                          "The output of an int8 network is written to a std::span, C array or std::array of "
                          "std::int8_t, as many as its last layer gives.");
        } else {
            if (std::size(x) != input_size) errors::input_has_another_size(std::size(x), input_size);
            if (std::size(y) != output_size) errors::output_has_another_size(std::size(y), output_size);
            scan(std::data(x), std::data(y), int8::pass{int8::unseen{}, carried});
        }
    }
    template <class Carried>
    [[nodiscard]] constexpr auto trace_with(const int8_input& x, Carried carried) const noexcept {
        typename forms::trace all;
        int8_output y{};
        scan(x.data(), y.data(), int8::pass{int8::recorder{all}, carried});
        return all;
    }

    /// 128 more or less.
    template <class To, class From, std::size_t Size>
    static constexpr std::array<To, Size> shifted(const std::array<From, Size>& values) noexcept {
        std::array<To, Size> result{};
        for (std::size_t k = 0; k < Size; ++k)
            result[k] = static_cast<To>(static_cast<std::uint8_t>(values[k]) ^ 0x80U);
        return result;
    }
};

}  // namespace constprop

#endif  // CONSTPROP_INT8_NETWORK_HPP
