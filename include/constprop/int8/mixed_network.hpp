#ifndef CONSTPROP_INT8_MIXED_NETWORK_HPP
#define CONSTPROP_INT8_MIXED_NETWORK_HPP

#include <constprop/arguments/input.hpp>
#include <constprop/arguments/samples.hpp>
#include <constprop/chain/fold.hpp>
#include <constprop/chain/trainable.hpp>
#include <constprop/concept/sequence.hpp>
#include <constprop/deploy/part_of.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/int8/network.hpp>
#include <constprop/int8/reject_input.hpp>
#include <constprop/int8/scalars_from.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/network.hpp>

#include <boost/hana/at.hpp>
#include <boost/hana/tuple.hpp>
#include <boost/hana/unpack.hpp>

#include <array>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET::int8 {

/// The network of floats that a network of integers stands for; a network of floats itself.
template <class Network> struct floats_of {
    using type = Network;
};
template <class Network, class Scales> struct floats_of<int8_network<Network, Scales>> {
    using type = Network;
};

/// All layers of several networks as one network of floats: for what its type tells.
template <class First, class... Rest> struct joined_networks {
    template <class... Layers>
    [[nodiscard]] static constexpr auto with(detail::layer_list<Layers...> /*all*/) noexcept
        -> std::type_identity<typename floats_of<First>::type::template with_layers<Layers...>>;
    template <class Network> using layers = decltype(detail::layers_from<Network, 0, Network::layer_count>());
    using type = typename decltype(with(typename detail::joined_lists<layers<First>, layers<Rest>...>::type{}))::type;
};

/// The sentence about the first network that takes another scalar than the one before it gives.
template <class First, class... Rest> struct about_scalars {
    using type = errors::nothing;
};
template <class First, class Second, class... Rest>
struct about_scalars<First, Second, Rest...>
    : std::conditional_t<
          std::is_same_v<typename First::scalar, typename Second::scalar>, about_scalars<Second, Rest...>,
          std::type_identity<
              typename errors::network_of<typename Second::scalar>::template but_input_holds<typename First::scalar>>> {
};

/// The states of networks one after the other.
template <class... States> struct states_of_parts {
    boost::hana::tuple<States...> parts{};

    [[nodiscard]] friend constexpr bool operator==(const states_of_parts& a, const states_of_parts& b) noexcept {
        return [&]<std::size_t... P_>(std::index_sequence<P_...>) noexcept {
            return ((boost::hana::at_c<P_>(a.parts) == boost::hana::at_c<P_>(b.parts)) && ...);
        }(std::index_sequence_for<States...>{});
    }
    template <class Self> [[nodiscard]] static constexpr auto saved(Self& self) noexcept {
        return boost::hana::unpack(self.parts, [](auto&... part_) noexcept { return std::tie(part_...); });
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::int8

namespace constprop {

/// Networks of floats and of integers, one after the other: what `quantize` makes where the first or last layers stay floats.
///
///     constexpr auto mixed = quantize(net, samples, float_last<1>{});     // softmax is computed in floats
///     const auto y = mixed(x);
///
/// The output is the left fold of the networks over the input. Between two of them values are scalars, so that a network of
/// integers rounds what it takes. A first part in integers also takes int8 and uint8. The output is scalars.
///
/// Networks:    `basic_network<…>` and `int8_network<…>`, in any order; `part<k>()` is one of them
/// Cost:        `footprint<…>` has it as constants
/// Rejects:     inputs of another size or type; networks that do not fit each other
template <class... Networks> class CONSTPROP_TAGGED mixed_network {
    boost::hana::tuple<Networks...> parts_{};

    template <std::size_t... Part>
    static auto positions_in(std::index_sequence<Part...>) noexcept
        -> boost::hana::tuple<std::integral_constant<std::size_t, Part>...>;
    using positions = decltype(positions_in(std::index_sequence_for<Networks...>{}));

 public:
    template <std::size_t Part> using part_type = typename detail::element_at<Part, Networks...>::type;
    static constexpr std::size_t part_count = sizeof...(Networks);
    using first_part = part_type<0>;

    /// The number of layers before a part.
    [[nodiscard]] static constexpr std::size_t layers_before(std::size_t part) noexcept {
        constexpr std::array<std::size_t, part_count> layers{Networks::layer_count...};
        std::size_t sum = 0;
        for (std::size_t k = 0; k < part; ++k) sum += layers[k];
        return sum;
    }

    /// The network of floats of all layers.
    using original = typename int8::joined_networks<Networks...>::type;
    using scalar = typename original::scalar;
    using input_type = typename original::input_type;
    using output_type = typename original::output_type;
    static constexpr std::size_t layer_count = original::layer_count;
    static constexpr std::size_t input_size = original::input_size, output_size = original::output_size;
    template <std::size_t Position> using layer_type = typename original::template layer_type<Position>;
    static constexpr output_kind output_gives = original::output_gives;
    static constexpr std::size_t output_layer = original::output_layer;
    using about_scalar = errors::nothing;

    /// It is not trained.
    using about_training = typename errors::type<mixed_network>::has_integers_that_are_not_trained;
    static constexpr bool needs_whole_batch = false, needs_whole_sequence = original::needs_whole_sequence;

    /// The states of all parts: a value that the caller keeps, zeros at first.
    using state_type = int8::states_of_parts<typename Networks::state_type...>;
    static constexpr bool has_state = original::has_state, runs_over_time = original::runs_over_time;
    static constexpr std::size_t first_with_state = original::first_with_state,
                                 first_with_whole_sequence = original::first_with_whole_sequence;

    constexpr mixed_network() noexcept = default;
    constexpr explicit mixed_network(const Networks&... parts_given_) noexcept : parts_{parts_given_...} {
        static_assert(errors::input_fits<typename int8::about_scalars<Networks...>::type>,
                      "Each network takes the scalars that the one before it gives. Convert one: with_scalar<...>.");
    }

    template <std::size_t Part> [[nodiscard]] constexpr const part_type<Part>& part() const noexcept {
        return boost::hana::at_c<Part>(parts_);
    }
    [[nodiscard]] friend constexpr bool operator==(const mixed_network& a, const mixed_network& b) noexcept {
        return [&]<std::size_t... P_>(std::index_sequence<P_...>) noexcept {
            return ((a.template part<P_>() == b.template part<P_>()) && ...);
        }(std::index_sequence_for<Networks...>{});
    }

    /// The parts, for `snapshot`.
    template <class Self> [[nodiscard]] static constexpr auto saved(Self& self) noexcept {
        return boost::hana::unpack(self.parts_, [](auto&... part_) noexcept { return std::tie(part_...); });
    }

    /// The output for one input; the outputs for a sequence, from a state of zeros; or those for a batch of either.
    template <class Input> [[nodiscard, gnu::always_inline]] constexpr auto operator()(const Input& x) const noexcept {
        using traits = detail::array_traits<Input>;
        if constexpr (detail::is_sequence_for<mixed_network, Input> && needs_whole_sequence) {
            return fold(x, [](const auto& part_, const auto& x_, auto /*at*/) noexcept { return part_(x_); });
        } else if constexpr (detail::is_sequence<Input>) {
            state_type state{};
            return (*this)(x, state);
        } else if constexpr (is_batch<traits>()) {
            std::array<decltype((*this)(x[0])), traits::size> y{};
            for (std::size_t n = 0; n < traits::size; ++n) y[n] = (*this)(x[n]);
            return y;
        } else if constexpr (!int8::takes_row<first_part, Input>()) {
            if constexpr (takes_integers) detail::reject_int8_input<first_part, Input>();
            else detail::reject_input<first_part, Input>();
            return output_type{};
        } else if constexpr (runs_over_time) {
            return detail::reject_without_state<mixed_network>(), output_type{};
        } else {
            return fold(x, [](const auto& part_, const auto& x_, auto /*at*/)
                               CONSTPROP_INLINED { return int8::scalars_from(part_, x_); });
        }
    }
    /// The output for the next input of a stream, or the outputs for the next ones, a sequence. Moves the state on.
    template <class Input>
    [[nodiscard, gnu::always_inline]] constexpr auto operator()(const Input& x, state_type& state) const noexcept {
        if constexpr (needs_whole_sequence) {
            return detail::reject_steps<mixed_network>(), output_type{};
        } else if constexpr (detail::is_sequence<Input>) {
            return detail::run_over_time(*this, x, state);
        } else if constexpr (!int8::takes_row<first_part, Input>()) {
            if constexpr (takes_integers) detail::reject_int8_input<first_part, Input>();
            else detail::reject_input<first_part, Input>();
            return output_type{};
        } else {
            return fold(x, [&](const auto& part_, const auto& x_, auto at_) CONSTPROP_INLINED {
                return int8::scalars_from(part_, x_, boost::hana::at_c<at_()>(state.parts));
            });
        }
    }
    // The length of a braced list is deduced, so that one that is too short is not filled with zeros.
    template <std::size_t Size>
    [[nodiscard]] constexpr output_type operator()(const scalar (&x)[Size], state_type& state) const noexcept {
        if constexpr (Size == input_size) return (*this)(detail::as_array(x), state);
        else if constexpr (takes_integers) return detail::reject_int8_input<first_part, scalar[Size]>(), output_type{};
        else return detail::reject_input<first_part, scalar[Size]>(), output_type{};
    }
    template <std::size_t Size> [[nodiscard]] constexpr output_type operator()(const scalar (&x)[Size]) const noexcept {
        if constexpr (Size == input_size) return (*this)(detail::as_array(x));
        else if constexpr (takes_integers) return detail::reject_int8_input<first_part, scalar[Size]>(), output_type{};
        else return detail::reject_input<first_part, scalar[Size]>(), output_type{};
    }

    /// The left fold of the parts over a value: step(part, value, position of the part as an integral constant) is the next one.
    template <class Value, class Step>
    [[nodiscard, gnu::always_inline]] constexpr auto fold(const Value& first, const Step& step) const noexcept {
        return detail::fold_left<positions>(first, [&](const auto& x_, auto type_) CONSTPROP_INLINED {
            using at_ = typename decltype(type_)::type;
            return step(this->template part<at_::value>(), x_, at_{});
        });
    }

 private:
    static constexpr bool takes_integers = int8::is_in_integers<first_part>;

    template <class Traits> static constexpr bool is_batch() noexcept {
        if constexpr (!Traits::is_array) return false;
        else
            return int8::takes_row<first_part, typename Traits::element>() ||
                   detail::is_sequence<typename Traits::element>;
    }
};

}  // namespace constprop

#endif  // CONSTPROP_INT8_MIXED_NETWORK_HPP
