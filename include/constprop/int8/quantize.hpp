#ifndef CONSTPROP_INT8_QUANTIZE_HPP
#define CONSTPROP_INT8_QUANTIZE_HPP

#include <constprop/arguments/dataset.hpp>
#include <constprop/arguments/input.hpp>
#include <constprop/arguments/samples.hpp>
#include <constprop/chain/trainable.hpp>
#include <constprop/concept/sequence.hpp>
#include <constprop/deploy/constant.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/diagnostics/stop.hpp>
#include <constprop/int8/calibration.hpp>
#include <constprop/int8/chain.hpp>
#include <constprop/int8/measured.hpp>
#include <constprop/int8/network.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/fixed_statistics.hpp>
#include <constprop/layers/rounded_values.hpp>
#include <constprop/math/is_finite.hpp>

#include <array>
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

/// The same for values that have no range.
[[noreturn, gnu::always_inline]] inline void samples_give_values_that_are_not_finite() noexcept {
    detail::stop([](const auto& say_) noexcept {
        say_("quantize finds the ranges of values from samples, and some values are infinite or no numbers");
    });
}

}  // namespace constprop::errors

namespace constprop::inline CONSTPROP_TARGET::int8 {

template <class Type> inline constexpr bool finds_ranges = requires { Type::needs_histogram; };
template <class Type> inline constexpr bool says_scales = requires { Type::per_output; };

/// The first of the options that is one of a kind, or what is given where there is none.
template <class Default> [[nodiscard]] constexpr Default ranges_among(const Default& found) noexcept { return found; }
template <class Default, class First, class... Rest>
[[nodiscard]] constexpr auto ranges_among(const Default& found, const First& first, const Rest&... rest) noexcept {
    if constexpr (finds_ranges<First>) return first;
    else return ranges_among(found, rest...);
}
template <class... Options> struct first_scales {
    using type = per_channel;
};
template <class First, class... Rest>
struct first_scales<First, Rest...>
    : std::conditional_t<says_scales<First>, std::type_identity<First>, first_scales<Rest...>> {};
template <class... Options> using scales_among = typename first_scales<Options...>::type;

/// The sentence about an option that has another of its kind behind it.
template <class First> struct not_the_only_one {
    using sentence = typename errors::type<First>::is_not_the_only_option_of_its_kind;
};
/// The sentence about the first option that `quantize` does not take, or that is not the only one of its kind.
template <class...> struct first_stranger {
    using sentence = errors::nothing;
};
template <class First, class... Rest> struct first_stranger<First, Rest...> {
    using sentence = typename errors::type<First>::is_nothing_that_quantize_takes;
};
template <class First, class... Rest>
requires(finds_ranges<First> || says_scales<First>)
struct first_stranger<First, Rest...> : std::conditional_t<(finds_ranges<First> && (finds_ranges<Rest> || ...)) ||
                                                               (says_scales<First> && (says_scales<Rest> || ...)),
                                                           not_the_only_one<First>, first_stranger<Rest...>> {};

/// The sentence about the first layer without an integer form, counted in the branch that it is in.
template <class Chain, class Scales> struct about_forms;
template <extent In, class Layer, class Scales, std::size_t At> struct about_form {
    using sentence = typename errors::layer<At, Layer>::has_no_integer_form;
};
template <extent In, class Layer, class Scales, std::size_t At>
requires detail::holds_chain<Layer>
struct about_form<In, Layer, Scales, At> {
    template <class... Layers> [[nodiscard]] static constexpr auto inside(detail::layer_list<Layers...>) noexcept {
        return std::type_identity<about_forms<layers_on<In, Layers...>, Scales>>{};
    }
    using sentence = typename decltype(inside(typename detail::inside_of<Layer>::chain{}))::type::sentence;
};
template <class Chain, class Scales> struct about_forms {
    static constexpr std::size_t at = first_without_form<Chain, Scales>();
    static constexpr extent in = Chain::taken_by(at);
    using sentence = typename about_form<in, typename Chain::template layer_type<at>, Scales, at>::sentence;
};

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

/// Calls use(step) for all steps of a sequence; a sample that is no sequence is one step.
template <class Sample, class Use> constexpr void for_each_step(const Sample& x, const Use& use) noexcept {
    if constexpr (detail::is_sequence<Sample>)
        for (std::size_t t = 0; t < x.size(); ++t) use(x.steps[t]);
    else use(x);
}

/// Calls use(k, values, count) with the input, k = 0, and what each layer gives, k = the number of its range + 1.
template <class Network, class Sample, class Use>
constexpr void for_all_values(const Network& net, const Sample& sample, const Use& use) noexcept {
    typename Network::state_type state{};
    for_each_step(sample, [&](const typename Network::input_type& x_) noexcept {
        use(std::size_t{0}, x_.data(), x_.size());
        given_values<Network, 1>::visit(net.trace(x_, state), use);
    });
}

/// The ranges of the input and of what each layer gives, over all samples.
template <class Network, class Samples, class Ranges>
[[nodiscard]] constexpr auto calibrate(const Network& net, const Samples& samples,
                                       [[maybe_unused]] const Ranges& ranges) noexcept {
    std::array<real_range, ranges_before<Network, Network::layer_count>() + 1> found{};
    std::array<bool, std::tuple_size_v<decltype(found)>> is_found{};
    const auto* const x = std::data(samples);
    const std::size_t count = std::size(samples);
    for (std::size_t n = 0; n < count; ++n)
        for_all_values(net, x[n], [&](std::size_t k_, const auto* values_, std::size_t size_) noexcept {
            real_range& range_ = found[k_];
            if (!is_found[k_]) range_ = {static_cast<float>(values_[0]), static_cast<float>(values_[0])};
            is_found[k_] = true;
            for (std::size_t v_ = 0; v_ < size_; ++v_) {
                const auto value_ = static_cast<float>(values_[v_]);
                range_.least = value_ < range_.least ? value_ : range_.least;
                range_.greatest = value_ > range_.greatest ? value_ : range_.greatest;
            }
        });
    for (const real_range& range : found)
        if (!math::is_finite(range.least) || !math::is_finite(range.greatest))
            errors::samples_give_values_that_are_not_finite();
    if constexpr (Ranges::needs_histogram) {
        std::array<histogram, std::tuple_size_v<decltype(found)>> all{};
        for (std::size_t k = 0; k < all.size(); ++k) all[k].of = found[k];
        for (std::size_t n = 0; n < count; ++n)
            for_all_values(net, x[n], [&](std::size_t k_, const auto* values_, std::size_t size_) noexcept {
                for (std::size_t v_ = 0; v_ < size_; ++v_) all[k_].add(static_cast<float>(values_[v_]));
            });
        for (std::size_t k = 0; k < all.size(); ++k) found[k] = ranges.range(all[k]);
    } else {
        for (real_range& range : found) range = ranges.range(range);
    }
    [&]<std::size_t... K>(std::index_sequence<K...>) noexcept {
        join_ranges(found.data() + 1, detail::layer_list<typename Network::template layer_type<K>...>{});
    }(std::make_index_sequence<Network::layer_count>{});
    return found;
}

}  // namespace constprop::inline CONSTPROP_TARGET::int8

namespace constprop::inline CONSTPROP_TARGET::int8 {

/// True if a layer rounds values, whether its range goes on to be tracked or not.
template <class Layer>
inline constexpr bool rounds_values =
    std::is_same_v<Layer, rounded_values> || std::is_same_v<Layer, fixed_statistics<rounded_values>>;

/// True if a network rounds its values.
template <class Network> inline constexpr bool has_its_ranges = false;
template <class Scalar, class... Layers>
inline constexpr bool has_its_ranges<basic_network<Scalar, Layers...>> = (rounds_values<Layers> || ...);

/// True if a network has integers, and samples and options are what `quantize` takes; else says what is wrong.
template <class Network, class Samples, class... Options> [[nodiscard]] constexpr bool can_be_quantized() noexcept {
    if constexpr (requires { typename Network::int8_input; }) {
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
    } else if constexpr (Network::has_state && !detail::is_sequence<detail::value_of<Samples>>) {
        detail::reject_without_state<Network>();
        return false;
    } else if constexpr (!std::is_same_v<typename first_stranger<Options...>::sentence, errors::nothing>) {
        static_assert(
            errors::quantize_takes<typename first_stranger<Options...>::sentence>,
            "After the samples, quantize takes how ranges are found, min_max{}, percentile{...} or "
            "least_squared_error{}, and what weights are, per_channel{}, per_tensor{} or int4_weights<...>{}, "
            "of which int4_weights<per_tensor>{} has one scale.");
        return false;
    } else if constexpr (first_without_form<Network, scales_among<Options...>>() < Network::layer_count) {
        using about = typename about_forms<Network, scales_among<Options...>>::sentence;
        static_assert(
            errors::layer_has_an_integer_form<about>,
            "Integers are known for linear layers, convolutions, pools, pad, slice, upsample, flatten, softmax, prelu, lstm, "
            "gru, branches "
            "of these, and any function that derives from activation<...>. Take those, or quantize the rest of the "
            "network. Batch normalization goes with for_inference(net).");
        return false;
    } else {
        return true;
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::int8

namespace constprop::inline CONSTPROP_TARGET {

/// The network in integers: a value of another type, `int8_network<…>`, with TensorFlow Lite's arithmetic.
///
///     constexpr auto small = quantize(net, samples);
///     constexpr auto one_scale = quantize(net, samples, percentile{99.9}, per_tensor{});
///
/// Weights become −127 … 127 with a scale for each output, biases int32. Between layers, values are −128 … 127 with a scale
/// and a zero point; the samples tell their range, which is extended to 0. `relu`, `clip` and others that clamp join the layer
/// with weights before them; any other elementwise function, your own too, becomes a table of 256 values. What softmax and
/// sigmoid give is q/256 + 1/2, what tanh gives q/128.
///
/// Samples:     a std::array, C array, std::span or std::vector of inputs; or of sequences of inputs, which a network with a
///              state needs
/// Options:     `min_max`, `percentile{…}` or `least_squared_error`: the ranges of values; `per_channel` or `per_tensor`: how many
///              scales the weights of a layer have, or `int4_weights<…>` of one of these, which take half the memory. The first
///              of each is the default
/// Cost:        one forward pass a sample, two with a histogram; in a constant expression, a few hundred samples of a small
///              network
/// Rejects:     a layer without an integer form, inside of a branch too, samples of another type, other options. No samples stop a constant
///              expression, and trap in a program
/// Source:      TensorFlow Lite's post-training quantization to int8
template <class Network, class Samples, class... Options>
[[nodiscard]] constexpr auto quantize(const Network& net, const Samples& samples, const Options&... options) noexcept {
    if constexpr (!int8::can_be_quantized<Network, Samples, Options...>()) {
        return detail::no_network;
    } else {
        if (std::size(samples) == 0) errors::there_are_no_samples_to_quantize_with();
        const auto found = int8::calibrate(net, samples, int8::ranges_among(min_max{}, options...));
        return int8_network<Network, int8::scales_among<Options...>>::from(
            int8::measured_network<Network>{net, found.data() + 1}, int8::quantization_of(found[0]));
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_INT8_QUANTIZE_HPP
