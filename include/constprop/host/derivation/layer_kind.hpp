#ifndef CONSTPROP_HOST_DERIVATION_LAYER_KIND_HPP
#define CONSTPROP_HOST_DERIVATION_LAYER_KIND_HPP

#include <constprop/activations/activation.hpp>
#include <constprop/activations/identity.hpp>
#include <constprop/activations/sigmoid.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/host/formula/notation.hpp>
#include <constprop/host/type_name.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/batch_norm.hpp>
#include <constprop/layers/convolution.hpp>
#include <constprop/layers/flatten.hpp>
#include <constprop/layers/frozen.hpp>
#include <constprop/layers/gru.hpp>
#include <constprop/layers/linear.hpp>
#include <constprop/layers/log_softmax.hpp>
#include <constprop/layers/lstm.hpp>
#include <constprop/layers/rnn.hpp>
#include <constprop/layers/sample_norm.hpp>
#include <constprop/layers/scale.hpp>
#include <constprop/layers/softmax.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

/// What a derivation needs to know about a layer's type.
namespace constprop::inline CONSTPROP_TARGET::host::calculus {

template <class Self, std::size_t Inputs, std::size_t Outputs, std::size_t Budget>
std::true_type is_linear_layer(const constprop::detail::linear_layer<Self, Inputs, Outputs, Budget>*);
std::false_type is_linear_layer(...);

/// A layer itself, or the original of a frozen one.
template <class Layer> struct thawed {
    using type = Layer;
    static constexpr bool learns = true;
    static constexpr layer_shape shape(const layer_shape& in_its_place) noexcept { return in_its_place; }
};
template <const auto& Net, std::size_t Position> struct thawed<frozen<Net, Position>> {
    using type = typename frozen<Net, Position>::original;
    static constexpr bool learns = false;
    static constexpr layer_shape shape(const layer_shape& /*frozen*/) noexcept {
        return frozen<Net, Position>::network::shape_of(Position);
    }
    static constexpr const auto& stage() noexcept { return Net.template layer<Position>(); }
};

template <class Layer>
inline constexpr bool is_linear =
    decltype(is_linear_layer(static_cast<const typename thawed<Layer>::type*>(nullptr)))::value;
template <class> inline constexpr bool is_scale_layer = false;
template <std::size_t Size> inline constexpr bool is_scale_layer<scale<Size>> = true;
template <class Layer> inline constexpr bool is_scale = is_scale_layer<typename thawed<Layer>::type>;
template <class Layer> inline constexpr bool has_weights = is_linear<Layer> || is_scale<Layer>;
template <class Layer>
inline constexpr bool is_elementwise =
    std::is_base_of_v<activation<typename thawed<Layer>::type>, typename thawed<Layer>::type>;

/// True for convolutions over images and signals, without groups.
template <class Self, std::size_t Axes, window_option Taken, std::size_t Inputs, std::size_t Outputs,
          window_settings Settings, class... Options>
std::bool_constant<Settings.groups == 1> is_convolution_layer(
    const constprop::detail::convolution_layer<Self, Axes, constprop::detail::way::to_places, Taken, Inputs, Outputs,
                                               Settings, Options...>*);
std::false_type is_convolution_layer(...);
template <class Layer>
inline constexpr bool is_convolution =
    decltype(is_convolution_layer(static_cast<const typename thawed<Layer>::type*>(nullptr)))::value;

/// How a layer normalizes: ε, whether over the samples of a batch, and the group of a channel at a position.
struct normalizes_nothing {
    static constexpr bool is = false;
};
template <class Epsilon> struct normalizes_batches {
    static constexpr bool is = true, over_batch = true;
    using epsilon = Epsilon;
    static constexpr std::size_t group(std::size_t, std::size_t channel, std::size_t) noexcept { return channel; }
};
template <std::size_t Groups, bool AtEachPosition, class Epsilon> struct normalizes_samples {
    static constexpr bool is = true, over_batch = false;
    using epsilon = Epsilon;
    static constexpr std::size_t group(std::size_t position, std::size_t channel, std::size_t channels) noexcept {
        return (AtEachPosition ? position * Groups : 0) + channel / (channels / Groups);
    }
};
template <class Self, class Epsilon, class Momentum>
normalizes_batches<Epsilon> norm_of(const constprop::detail::batch_norm_layer<Self, Epsilon, Momentum>*);
template <class Self, std::size_t Groups, bool AtEachPosition, class Epsilon>
normalizes_samples<Groups, AtEachPosition, Epsilon> norm_of(
    const constprop::detail::sample_norm_layer<Self, Groups, AtEachPosition, Epsilon>*);
normalizes_nothing norm_of(...);
template <class Layer> struct normalization_traits {
    using of = decltype(norm_of(static_cast<const typename thawed<Layer>::type*>(nullptr)));
    // When frozen, batch normalization runs by its statistics, as in inference.
    static constexpr bool is_constant = requires { requires of::over_batch; } && !thawed<Layer>::learns;
    using type = std::conditional_t<is_constant, normalizes_nothing, of>;
};
template <class Layer> using normalizes = typename normalization_traits<Layer>::type;
template <class Layer> inline constexpr bool is_normalization = normalizes<Layer>::is;

/// A recurrent layer: its kind, its options, and the activation of a simple one.
enum class recurrent_kind { rnn, gru, lstm };
template <class Layer> struct recurrent_traits {
    static constexpr bool is = false;
};
template <recurrent_kind Kind, bool ResetsBefore, std::size_t Inputs, std::size_t Hidden, class Activation,
          class... Options>
struct recurrent_traits_of {
    static constexpr bool is = true, resets_before = ResetsBefore,
                          has_biases = !constprop::detail::is_among<no_bias, Options...>;
    static constexpr recurrent_kind kind = Kind;
    static constexpr std::size_t inputs = Inputs, hidden = Hidden;
    using activation = Activation;
};
template <std::size_t Inputs, std::size_t Hidden, class... Options>
struct recurrent_traits<rnn<Inputs, Hidden, Options...>>
    : recurrent_traits_of<recurrent_kind::rnn, false, Inputs, Hidden,
                          typename constprop::detail::activation_among<Options...>::type, Options...> {};
template <std::size_t Inputs, std::size_t Hidden, class... Options>
struct recurrent_traits<gru<Inputs, Hidden, Options...>>
    : recurrent_traits_of<recurrent_kind::gru, constprop::detail::is_among<reset_before, Options...>, Inputs, Hidden,
                          constprop::tanh, Options...> {};
template <std::size_t Inputs, std::size_t Hidden, class... Options>
struct recurrent_traits<lstm<Inputs, Hidden, Options...>>
    : recurrent_traits_of<recurrent_kind::lstm, false, Inputs, Hidden, constprop::tanh, Options...> {};
template <class Layer> inline constexpr bool is_recurrent = recurrent_traits<Layer>::is;

/// True for softmax and log_softmax, functions of a whole sample; for layers that give their values unchanged, perhaps in
/// another shape; for all other layers without formulas, which are known only by their own code.
template <class Layer>
inline constexpr bool is_softmax =
    std::is_same_v<typename thawed<Layer>::type, softmax> || std::is_same_v<typename thawed<Layer>::type, log_softmax>;
template <class Layer>
inline constexpr bool keeps_values =
    std::is_same_v<typename thawed<Layer>::type, identity> || std::is_same_v<typename thawed<Layer>::type, flatten>;
template <class Layer>
inline constexpr bool is_opaque = !has_weights<Layer> && !is_elementwise<Layer> && !is_softmax<Layer> &&
                                  !keeps_values<Layer> && !is_normalization<Layer> && !is_convolution<Layer>;

/// A layer as derivations know it: the original of a frozen one, unless that has no formulas.
template <class Layer> using known_as = std::conditional_t<is_opaque<Layer>, Layer, typename thawed<Layer>::type>;

/// The name of a type without namespaces and arguments: "relu", "leaky_relu".
template <class Type> constexpr std::string_view short_name() noexcept {
    std::string_view name = host::detail::compilers_name<Type>();
    if (name.ends_with('>')) name = host::detail::without_arguments(name);
    name = name.substr(name.rfind(':') + 1);
    return name == "elu_with" ? "elu" : name;
}

/// The name of a layer: "Linear", "relu", "σ".
template <notation How, class Layer, class Out> constexpr void write_layer_name(Out& out) noexcept {
    using type = typename thawed<Layer>::type;
    if constexpr (std::is_same_v<type, constprop::sigmoid>) out << (How == notation::latex ? "\\sigma " : "σ");
    else if constexpr (is_linear<Layer>) write_name<How>(out, "Linear");
    else write_name<How>(out, short_name<type>());
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_LAYER_KIND_HPP
