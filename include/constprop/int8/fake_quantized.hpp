#ifndef CONSTPROP_INT8_FAKE_QUANTIZED_HPP
#define CONSTPROP_INT8_FAKE_QUANTIZED_HPP

#include <constprop/branches/inside.hpp>
#include <constprop/int8/calibration.hpp>
#include <constprop/int8/measured.hpp>
#include <constprop/int8/network.hpp>
#include <constprop/int8/options.hpp>
#include <constprop/int8/quantize.hpp>
#include <constprop/int8/rounded_layers.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/int8/weight_scales.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/rounded_values.hpp>
#include <constprop/network.hpp>

#include <boost/hana/for_each.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET::int8 {

/// The layers of a network, without the extent of its input.
template <class Network> [[nodiscard]] constexpr auto layer_types() noexcept {
    return []<std::size_t... K>(std::index_sequence<K...>) noexcept {
        return detail::layer_list<typename Network::template layer_type<K>...>{};
    }(std::make_index_sequence<Network::layer_count>{});
}

/// The type of a network with rounding, and of one without. What rounds the input does not say its size, so that a network whose
/// first layer does begins with `vector<Inputs>`.
template <class Network, class List> struct rounded_network_of;
template <class Scalar, class First, class... Layers, class... Rounded>
struct rounded_network_of<basic_network<Scalar, First, Layers...>, detail::layer_list<Rounded...>> {
    using network = basic_network<Scalar, First, Layers...>;
    using type =
        basic_network<Scalar,
                      typename std::conditional_t<describes_input<First>, std::type_identity<First>,
                                                  std::type_identity<constprop::vector<network::input_size>>>::type,
                      rounded_values, Rounded...>;
};
template <class Network, class Scales>
using rounded_network = typename rounded_network_of<Network, typename rounded_chain<Network, Scales>::type>::type;

template <class Network, class List> struct unrounded_network_of;
template <class Scalar, class Input, class... Layers, class First, class... Plain>
struct unrounded_network_of<basic_network<Scalar, Input, Layers...>, detail::layer_list<First, Plain...>> {
    static constexpr bool first_says_its_inputs =
        detail::is_linear<First> &&
        std::is_same_v<Input, constprop::vector<basic_network<Scalar, Input, Layers...>::input_size>>;
    using type = std::conditional_t<first_says_its_inputs, basic_network<Scalar, First, Plain...>,
                                    basic_network<Scalar, Input, First, Plain...>>;
};
template <class... Layers> [[nodiscard]] unrounded_list<Layers...> without_rounding(detail::layer_list<Layers...>);
template <class Network> using without_rounding_of = decltype(without_rounding(layer_types<Network>()));
template <class Network>
using unrounded_network = typename unrounded_network_of<Network, typename without_rounding_of<Network>::type>::type;

/// True if a network rounds values.
template <class Network> inline constexpr bool rounds = !std::is_void_v<typename without_rounding_of<Network>::scales>;

/// The numbers of the ranges that the statistics of a network with rounding are.
template <class Plain, class Rounded> [[nodiscard]] constexpr auto numbers_of_ranges() noexcept {
    std::array<std::size_t, Rounded::statistic_count / 2> numbers{};
    range_numbers{numbers.data()}.of(layer_types<Plain>(), layer_types<Rounded>());
    return numbers;
}

/// The positions of the layers that have parameters.
template <class Network> [[nodiscard]] constexpr auto positions_with_parameters() noexcept {
    constexpr auto has_some = [](std::size_t k_) noexcept { return Network::shape_of(k_).parameters() > 0; };
    constexpr std::size_t count = [has_some]() noexcept {
        std::size_t sum_ = 0;
        for (std::size_t k = 0; k < Network::layer_count; ++k) sum_ += has_some(k) ? std::size_t{1} : std::size_t{0};
        return sum_;
    }();
    std::array<std::size_t, count> positions{};
    for (std::size_t k = 0, n = 0; k < Network::layer_count; ++k)
        if (has_some(k)) positions[n++] = k;
    return positions;
}

/// True if training can round what the integers of all layers round; else says which layer's it cannot.
template <class Network> [[nodiscard]] constexpr bool can_train_rounded() noexcept {
    constexpr std::size_t at = []<std::size_t... K>(std::index_sequence<K...>) noexcept {
        std::size_t first_ = Network::layer_count;
        ((first_ = !can_be_rounded<typename Network::template layer_type<K>> && K < first_ ? K : first_), ...);
        return first_;
    }(std::make_index_sequence<Network::layer_count>{});
    if constexpr (at == Network::layer_count) {
        return true;
    } else {
        using sentence =
            typename errors::layer<at, typename Network::template layer_type<at>>::has_no_rounding_for_training;
        static_assert(
            errors::layer_can_be_rounded<sentence>,
            "Training is aware of quantization in networks without lstm, gru and over_time. Train this one in "
            "floats, and then call quantize(net, samples).");
        return false;
    }
}

/// The sentence about the first option that says which layers stay floats.
template <class... Options> struct first_float_layers {
    using sentence = errors::nothing;
};
template <class First, class... Rest> struct first_float_layers<First, Rest...> : first_float_layers<Rest...> {};
template <class First, class... Rest>
requires(kind_of<First> == option_kind::float_first || kind_of<First> == option_kind::float_last)
struct first_float_layers<First, Rest...> {
    using sentence = typename errors::type<First>::is_nothing_that_fake_quantized_takes;
};

/// Copies the parameters of one network to another, whose layers with parameters have the same ones in the same order.
template <class From, class To> constexpr void copy_parameters(const From& from, To& to) noexcept {
    constexpr auto of_from = positions_with_parameters<From>(), of_to = positions_with_parameters<To>();
    [&]<std::size_t... N>(std::index_sequence<N...>) noexcept {
        const auto copy_layer = [](const auto& of_, auto& layer_) noexcept {
            for (std::size_t k_ = 0; k_ < std::remove_reference_t<decltype(layer_)>::shape.parameters(); ++k_)
                layer_.parameter(k_) = of_.parameter(k_);
        };
        (copy_layer(from.template layer<of_from[N]>(), to.template layer<of_to[N]>()), ...);
    }(std::make_index_sequence<of_from.size()>{});
}

/// Calls use(i, statistic) for the statistics of a network, one after the other.
template <class Network, class Use> constexpr void for_each_statistic(Network& net, const Use& use) noexcept {
    std::size_t next = 0;
    boost::hana::for_each(net.all_stages(), [&](const auto& stage_) noexcept {
        using stage_type_ = std::remove_cvref_t<decltype(stage_)>;
        auto& layer_ = net.template layer<stage_type_::index>();
        for (std::size_t k_ = 0; k_ < stage_type_::statistic_count; ++k_) use(next++, layer_.statistics()[k_]);
    });
}

}  // namespace constprop::inline CONSTPROP_TARGET::int8

namespace constprop::inline CONSTPROP_TARGET {

/// A network that is trained aware of its quantization: a network of floats that rounds weights and values as the network of
/// integers will, and lets gradients pass.
///
///     auto aware = fake_quantized(trained, samples);          // samples tell the first ranges
///     aware = fit(aware, cross_entropy{}, adam{.learning_rate = 1e-4}, x, y, {.epochs = 5});
///     const auto small = quantize(aware);                     // with exactly these weights and ranges
///
/// Layers with weights become `rounded_weights<…>`, and `rounded_values` stands wherever integers are rounded: before the first
/// layer, and behind each that computes. Everything that trains and evaluates networks takes it.
///
/// Samples, options:    as `quantize` takes them, but no layer stays float; ranges go on to be tracked in training
/// Rejects:             what `quantize` rejects; recurrent layers, and over_time
/// Source:              Jacob et al., arXiv:1712.05877
template <class Network, class Samples, class... Options>
[[nodiscard]] constexpr auto fake_quantized(const Network& net, const Samples& samples,
                                            const Options&... options) noexcept {
    if constexpr (!int8::can_be_quantized<Network, Samples, Options...>()) {
        return detail::no_network;
    } else if constexpr (!std::is_same_v<typename int8::first_float_layers<Options...>::sentence, errors::nothing>) {
        static_assert(errors::fake_quantized_takes<typename int8::first_float_layers<Options...>::sentence>,
                      "fake_quantized rounds all layers. Train those that stay floats in a network of their own.");
        return detail::no_network;
    } else if constexpr (!int8::can_train_rounded<Network>()) {
        return detail::no_network;
    } else {
        using type = int8::rounded_network<Network, int8::scales_among<Options...>>;
        if (std::size(samples) == 0) errors::there_are_no_samples_to_quantize_with();
        const auto found =
            int8::calibrate(net, samples, int8::option_among<int8::option_kind::ranges>(min_max{}, options...));
        constexpr auto numbers = int8::numbers_of_ranges<Network, type>();
        type aware;
        int8::copy_parameters(net, aware);
        int8::for_each_statistic(aware, [&](std::size_t k_, auto& statistic_) noexcept {
            const real_range& range_ = found[numbers[k_ / 2]];
            statistic_ = static_cast<typename Network::scalar>(k_ % 2 == 0 ? range_.least : range_.greatest);
        });
        return aware;
    }
}

/// The integers of a network that was trained aware of its quantization: its rounded weights, and the ranges that it tracked.
template <class Network>
requires(detail::is_network<Network> && int8::rounds<Network>)
[[nodiscard]] constexpr auto quantize(const Network& net) noexcept {
    using plain = int8::unrounded_network<Network>;
    using scales = typename int8::without_rounding_of<Network>::scales;
    plain unrounded;
    int8::copy_parameters(net, unrounded);
    constexpr auto numbers = int8::numbers_of_ranges<plain, Network>();
    std::array<real_range, int8::ranges_before<plain, plain::layer_count>() + 1> ranges{};
    int8::for_each_statistic(net, [&](std::size_t k_, const auto& statistic_) noexcept {
        real_range& range_ = ranges[numbers[k_ / 2]];
        (k_ % 2 == 0 ? range_.least : range_.greatest) = static_cast<float>(statistic_);
    });
    int8::join_ranges(ranges.data() + 1, int8::layer_types<plain>());
    return int8_network<plain, scales>::from(int8::measured_network<plain>{unrounded, ranges.data() + 1},
                                             int8::quantization_of(ranges[0]));
}

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_INT8_FAKE_QUANTIZED_HPP
