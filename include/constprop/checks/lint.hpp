#ifndef CONSTPROP_CHECKS_LINT_HPP
#define CONSTPROP_CHECKS_LINT_HPP

#include <constprop/activations/clip.hpp>
#include <constprop/activations/elu.hpp>
#include <constprop/activations/hard_sigmoid.hpp>
#include <constprop/activations/leaky_relu.hpp>
#include <constprop/activations/relu.hpp>
#include <constprop/activations/selu.hpp>
#include <constprop/activations/sigmoid.hpp>
#include <constprop/activations/softplus.hpp>
#include <constprop/activations/softsign.hpp>
#include <constprop/activations/tanh.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/batch_norm.hpp>
#include <constprop/layers/dropout.hpp>
#include <constprop/layers/linear.hpp>
#include <constprop/layers/log_softmax.hpp>
#include <constprop/layers/reverse_sequence.hpp>
#include <constprop/layers/softmax.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET {

/// The kinds of suspicious layers.
enum class suspicion {
    changes_nothing,  ///< an identity, or relu, leaky_relu or elu of values that are never negative: after relu, sigmoid …
    always_zero,      ///< relu of values that are never positive: after log_softmax
    same_linear_map,  ///< a linear layer right after another: the two are one linear map
    clipped_logits,   ///< sigmoid, softmax or log_softmax of values that are never negative: no logit is negative
    softmax_inside,   ///< softmax or log_softmax with layers after it that have parameters
    one_unit,         ///< a hidden linear layer of one unit: the layers after it see a single number
    always_same,      ///< softmax or log_softmax of one value: always 1, or 0, so that nothing learns
    drops_outputs,    ///< dropout behind the last layer with parameters: it drops values that the loss needs
    norm_of_dropped,  ///< batch normalization of dropped values: their variance in training differs from that in inference
    bias_before_norm  ///< the bias of a convolution right before batch normalization, which subtracts it again: see no_bias
};

/// A finding of `lint`: the suspicion, and the position of the layer.
struct finding {
    suspicion what{};
    std::size_t layer = 0;
    [[nodiscard]] friend constexpr bool operator==(const finding&, const finding&) = default;
};

namespace detail {

/// What lint knows about a layer. It knows nothing about a user's own layers, and suspects nothing of them.
struct layer_nature {
    bool linear = false;
    bool identity = false;
    bool keeps_positive = false;  ///< f(z) = z for z ≥ 0
    bool keeps_sign = false;      ///< f(z) ≥ 0 for z ≥ 0, ≤ 0 for z ≤ 0
    bool never_negative = false;
    bool never_positive = false;
    bool normalizes = false;  ///< its outputs are probabilities over the whole row, or their logarithms
    bool squashes = false;    ///< takes logits
    bool drops = false;
    bool measures = false;  ///< normalizes batches
};

template <class Layer> inline constexpr bool is_leaky_relu = false;
template <class Slope> inline constexpr bool is_leaky_relu<leaky_relu<Slope>> = true;

template <class Layer, class... Those> inline constexpr bool is_any_of = (std::is_same_v<Layer, Those> || ...);

template <class Layer>
inline constexpr layer_nature nature_of{
    .linear = is_linear<Layer>,
    .identity = layer_passes_through<Layer> && !is_dropout<Layer> && !is_any_of<Layer, reverse_sequence>,
    .keeps_positive = is_any_of<Layer, relu, elu> || is_leaky_relu<Layer>,
    .keeps_sign =
        is_any_of<Layer, relu, relu6, elu, selu, tanh, softsign> || is_leaky_relu<Layer> || layer_passes_through<Layer>,
    .never_negative = is_any_of<Layer, relu, relu6, sigmoid, hard_sigmoid, softplus, softmax>,
    .never_positive = is_any_of<Layer, log_softmax>,
    .normalizes = is_any_of<Layer, softmax, log_softmax>,
    .squashes = is_any_of<Layer, softmax, log_softmax, sigmoid>,
    .drops = is_dropout<Layer>,
    .measures = is_batch_norm<Layer>};

template <std::size_t Length> struct finding_list {
    std::array<finding, Length> values{};
    std::size_t count = 0;

    constexpr void add(bool found, suspicion what, std::size_t layer) noexcept {
        if (found) values[count++] = {what, layer};
    }
};

/// Goes through the layers and tracks what is known about the values between them. A layer has at most three findings.
template <class Network, std::size_t Length>
constexpr auto find_suspicions(const std::array<layer_nature, Length>& layers) noexcept {
    std::size_t last_with_parameters = 0;
    for (std::size_t k = 0; k < Length; ++k)
        if (Network::shape_of(k).parameters() > 0) last_with_parameters = k;

    finding_list<3 * Length> found;
    bool never_negative = false, never_positive = false, after_linear = false, dropped = false;
    std::size_t biased = Length;  // the layer right before, if its biases are redundant
    for (std::size_t k = 0; k < Length; ++k) {
        const layer_nature& is = layers[k];
        const bool hidden = k < last_with_parameters;
        const bool vanishes = never_positive && is.keeps_positive && is.never_negative;
        const bool nothing = is.identity && Network::taken_by(k) == Network::given_by(k);
        found.add(nothing || (never_negative && is.keeps_positive), suspicion::changes_nothing, k);
        found.add(vanishes, suspicion::always_zero, k);
        found.add(is.linear && after_linear, suspicion::same_linear_map, k);
        found.add(is.squashes && never_negative, suspicion::clipped_logits, k);
        found.add(is.normalizes && hidden, suspicion::softmax_inside, k);
        found.add(is.linear && hidden && Network::shape_of(k).outputs == 1, suspicion::one_unit, k);
        found.add(is.normalizes && Network::shape_of(k).outputs == 1, suspicion::always_same, k);
        found.add(is.drops && !hidden, suspicion::drops_outputs, k);
        found.add(is.measures && dropped, suspicion::norm_of_dropped, k);
        found.add(is.measures && biased < Length, suspicion::bias_before_norm, biased);
        const bool has_parameters = Network::shape_of(k).parameters() > 0;
        dropped = is.drops || (dropped && !has_parameters);
        if (has_parameters) biased = !is.linear && !is.measures && Network::shape_of(k).biases > 0 ? k : Length;
        else if (!is.identity && !is.drops) biased = Length;
        never_negative = is.never_negative || (never_negative && is.keeps_sign);
        never_positive = is.never_positive || (never_positive && is.keeps_sign && !vanishes);
        after_linear = is.linear || (after_linear && is.identity);
    }
    return found;
}

}  // namespace detail

/// What looks wrong in a network that compiles, as constants:
///
///     static_assert(constprop::lint<model>::clean);
///
/// A deliberate identity, see `identity`, is a finding too: compare the count with the one that you expect.
template <class Network> class lint {
    template <std::size_t... Position> static constexpr auto search(std::index_sequence<Position...>) noexcept {
        return detail::find_suspicions<Network>(std::array<detail::layer_nature, sizeof...(Position)>{
            detail::nature_of<typename Network::template layer_type<Position>>...});
    }
    static constexpr auto found = search(std::make_index_sequence<Network::layer_count>{});

 public:
    static constexpr std::size_t count = found.count;
    static constexpr bool clean = count == 0;

    /// The findings, layer by layer.
    static constexpr std::array<finding, count> findings = [] {
        std::array<finding, count> list{};
        for (std::size_t k = 0; k < count; ++k) list[k] = found.values[k];
        return list;
    }();

    /// True if the findings include this one.
    [[nodiscard]] static constexpr bool finds(suspicion what, std::size_t layer) noexcept {
        for (const finding& one : findings)
            if (one == finding{what, layer}) return true;
        return false;
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_CHECKS_LINT_HPP
