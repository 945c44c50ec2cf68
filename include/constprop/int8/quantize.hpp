#ifndef CONSTPROP_INT8_QUANTIZE_HPP
#define CONSTPROP_INT8_QUANTIZE_HPP

#include <constprop/arguments/dataset.hpp>
#include <constprop/arguments/input.hpp>
#include <constprop/arguments/samples.hpp>
#include <constprop/chain/trainable.hpp>
#include <constprop/concept/sequence.hpp>
#include <constprop/deploy/constant.hpp>
#include <constprop/deploy/part_of.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/diagnostics/stop.hpp>
#include <constprop/int8/about_forms.hpp>
#include <constprop/int8/calibrate.hpp>
#include <constprop/int8/calibration.hpp>
#include <constprop/int8/chain.hpp>
#include <constprop/int8/cut.hpp>
#include <constprop/int8/measured.hpp>
#include <constprop/int8/mixed_network.hpp>
#include <constprop/int8/network.hpp>
#include <constprop/int8/options.hpp>
#include <constprop/int8/scalars_from.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/fixed_statistics.hpp>
#include <constprop/layers/rounded_values.hpp>

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace constprop::errors {

/// Not constexpr on purpose: a constant expression that comes here does not compile, and the compiler names this.
[[noreturn, gnu::always_inline]] inline void there_are_no_samples_to_quantize_with() noexcept {
    detail::stop(
        [](const auto& say_) noexcept { say_("quantize finds the ranges of values from samples: give some"); });
}

}  // namespace constprop::errors

namespace constprop::inline CONSTPROP_TARGET::int8 {

/// Why an array is no input of a network.
template <class Network, class Row> struct about_sample {
    using element = typename detail::array_traits<Row>::element;
    using of_size = typename errors::network_with_inputs<Network::input_size>::template but_input_has<
        detail::array_traits<Row>::size>;
    using of_element = typename errors::network_of<typename Network::scalar>::template but_input_holds<element>;
    using sentence = std::conditional_t<std::is_same_v<element, typename Network::scalar>, of_size, of_element>;
};

template <class Network, class Sample>
requires detail::is_sequence<Sample>
struct about_sample<Network, Sample> : about_sample<Network, typename detail::sequence_traits<Sample>::element> {};

/// True if a layer rounds values, whether its range goes on to be tracked or not.
template <class Layer>
inline constexpr bool rounds_values =
    std::is_same_v<Layer, rounded_values> || std::is_same_v<Layer, fixed_statistics<rounded_values>>;

/// True if a network rounds its values.
template <class Network> inline constexpr bool has_its_ranges = false;
template <class Scalar, class... Layers>
inline constexpr bool has_its_ranges<basic_network<Scalar, Layers...>> = (rounds_values<Layers> || ...);

/// True if a network has integers, all of it or a part.
template <class Network> inline constexpr bool has_integers = is_in_integers<Network>;
template <class... Networks> inline constexpr bool has_integers<mixed_network<Networks...>> = true;

/// True if a network can be quantized, and samples and options are what `quantize` takes; else says what is wrong.
template <class Network, class Samples, class... Options> [[nodiscard]] constexpr bool can_be_quantized() noexcept {
    if constexpr (has_integers<Network>) {
        static_assert(errors::network_is_quantized<typename errors::type<Network>::has_integers_already>,
                      "quantize takes a network of floats. This one has integers.");
        return false;
    } else if constexpr (has_its_ranges<Network>) {
        static_assert(
            errors::network_needs_ranges<typename errors::type<Network>::has_its_ranges>,
            "A network that rounds its values has tracked their ranges. Call quantize(net), without samples and "
            "options: it has its own.");
        return false;
    } else if constexpr (!detail::is_network<Network> || !requires(const Network& net) {
                             net.all_stages();
                             typename Network::parameter_type;
                         }) {
        static_assert(errors::network_is_quantized<typename errors::type<Network>::is_no_network>,
                      "quantize takes a network, samples of its inputs, and options.");
        return false;
    } else if constexpr (Network::layer_count == 0) {
        return false;  // it has had its error
    } else if constexpr (!detail::holds_samples<Samples>) {
        static_assert(errors::input_fits<typename errors::type<Samples>::is_no_input>,
                      "Samples come as a std::array, C array, std::span or std::vector of input_type.");
        return false;
    } else if constexpr (!detail::is_sample_for<Network, detail::value_of<Samples>>) {
        static_assert(errors::input_fits<typename about_sample<Network, detail::value_of<Samples>>::sentence>,
                      "Each sample is an input of the network: as many values of its scalar as its first layer takes.");
        return false;
    } else if constexpr (!std::is_same_v<typename first_stranger<Options...>::sentence, errors::nothing>) {
        static_assert(
            errors::quantize_takes<typename first_stranger<Options...>::sentence>,
            "After the samples, quantize takes how ranges are found, min_max{}, percentile{...} or "
            "least_squared_error{}; what weights are, per_channel{}, per_tensor{} or int4_weights<...>{}, of which "
            "int4_weights<per_tensor>{} has one scale; and which layers stay floats, float_first<Layers>{} and "
            "float_last<Layers>{}.");
        return false;
    } else if constexpr (!cut<Network, Options...>::leaves_integers) {
        using all = errors::network_with_layers<Network::layer_count>;
        using sentence =
            typename all::template has_none_left_for_integers_beside<float_first<floats_before<Options...>>,
                                                                     float_last<floats_behind<Options...>>>;
        static_assert(
            errors::integers_are_left<sentence>,
            "Layers are counted with activations; one that clamps for the layer before it, such as relu, stays "
            "float with that layer. Leave at least one layer to quantize.");
        return false;
    } else if constexpr (first_without_form<layers_in_integers<Network, Options...>, scales_among<Options...>>() <
                         layers_in_integers<Network, Options...>::layer_count) {
        using about = typename about_forms<layers_in_integers<Network, Options...>, scales_among<Options...>,
                                           cut<Network, Options...>::first>::sentence;
        static_assert(
            errors::layer_has_an_integer_form<about>,
            "Integers are known for linear layers, convolutions, pools, pad, slice, upsample, flatten, softmax, prelu, lstm, gru, branches "
            "of these, and any function that derives from activation<...>. Take those, or quantize the rest of the network. "
            "Layers stay floats with float_first<Layers>{} and float_last<Layers>{}; batch normalization goes with "
            "for_inference(net).");
        return false;
    } else if constexpr (Network::runs_over_time && !detail::is_sequence<detail::value_of<Samples>>) {
        detail::reject_without_state<Network>();
        return false;
    } else {
        return true;
    }
}

/// All layers in integers.
template <class Network, class Samples, class... Options>
[[nodiscard]] constexpr auto quantize_all(const Network& net, const Samples& samples,
                                          const Options&... options) noexcept {
    const auto found = calibrate(net, samples, option_among<option_kind::ranges>(min_max{}, options...));
    return int8_network<Network, scales_among<Options...>>::from(measured_network<Network>{net, found.data() + 1},
                                                                 quantization_of(found[0]));
}

/// Layers `First` … `Last` − 1 in floats: none, or one network.
template <std::size_t First, std::size_t Last, class Network>
[[nodiscard]] constexpr auto in_floats(const Network& net) noexcept {
    if constexpr (First == Last) return std::tuple<>{};
    else return std::make_tuple(detail::part_of<First, Last>(net));
}
/// What the layers behind these networks take.
template <class Samples>
[[nodiscard]] constexpr const Samples& behind(const std::tuple<>& /*none*/, const Samples& samples) noexcept {
    return samples;
}
template <class Network, class Samples>
[[nodiscard]] constexpr auto behind(const std::tuple<Network>& head, const Samples& samples) noexcept {
    return samples_behind<Network, Samples>{std::get<0>(head), samples};
}

/// The layers of a cut in integers, and those before and behind it in floats.
template <class Cut, class Network, class Samples, class... Options>
[[nodiscard]] constexpr auto quantize_between(const Network& net, const Samples& samples,
                                              const Options&... options) noexcept {
    const auto head = in_floats<0, Cut::first>(net);
    const auto integers = quantize_all(detail::part_of<Cut::first, Cut::last>(net), behind(head, samples), options...);
    return std::apply(
        [](const auto&... parts_) noexcept {
            return mixed_network<std::remove_cvref_t<decltype(parts_)>...>(parts_...);
        },
        std::tuple_cat(head, std::make_tuple(integers), in_floats<Cut::last, Network::layer_count>(net)));
}

}  // namespace constprop::inline CONSTPROP_TARGET::int8

namespace constprop::inline CONSTPROP_TARGET {

/// The network in integers: a value of another type, `int8_network<…>`, with TensorFlow Lite's arithmetic.
///
///     constexpr auto small = quantize(net, samples);
///     constexpr auto one_scale = quantize(net, samples, percentile{99.9}, per_tensor{});
///     constexpr auto mixed = quantize(net, samples, float_last<1>{});
///
/// Weights become −127 … 127 with a scale for each output, biases int32. Between layers, values are −128 … 127 with a scale
/// and a zero point; the samples tell their range, which is extended to 0. `relu`, `clip` and others that clamp join the layer
/// with weights before them; any other elementwise function, your own too, becomes a table of 256 values. What softmax and
/// sigmoid give is q/256 + 1/2, what tanh gives q/128.
///
/// Samples:     a std::array, C array, std::span or std::vector of inputs; or of sequences of inputs, which a network with a
///              state needs
/// Options:     `min_max`, `percentile{…}` or `least_squared_error`: the ranges of values; `per_channel` or `per_tensor`: how many
///              scales the weights of a layer have, or `int4_weights<…>` of one of these, which take half the memory; the first
///              of each is the default. `float_first<…>` and `float_last<…>`: how many layers stay floats, so that the result is a
///              `mixed_network<…>`; none by default
/// Cost:        one forward pass a sample, two with a histogram; in a constant expression, a few hundred samples of a small
///              network
/// Rejects:     a layer without an integer form, inside of a branch too, samples of another type, other options, no layer that
///              is left for integers. No samples stop a constant expression, and trap in a program
/// Source:      TensorFlow Lite's post-training quantization to int8
template <class Network, class Samples, class... Options>
[[nodiscard]] constexpr auto quantize(const Network& net, const Samples& samples, const Options&... options) noexcept {
    if constexpr (!int8::can_be_quantized<Network, Samples, Options...>()) {
        return detail::no_network;
    } else {
        if (std::size(samples) == 0) errors::there_are_no_samples_to_quantize_with();
        using cut = int8::cut<Network, Options...>;
        if constexpr (cut::leaves_floats) return int8::quantize_between<cut>(net, samples, options...);
        else return int8::quantize_all(net, samples, options...);
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_INT8_QUANTIZE_HPP
