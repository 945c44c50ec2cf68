#ifndef CONSTPROP_HOST_CHECK_GRADIENT_HPP
#define CONSTPROP_HOST_CHECK_GRADIENT_HPP

#include <constprop/arguments/samples.hpp>
#include <constprop/chain/trainable.hpp>
#include <constprop/concept/sequence.hpp>
#include <constprop/host/derivation/claims.hpp>
#include <constprop/host/derivation/judge.hpp>
#include <constprop/host/derivation/mistakes.hpp>
#include <constprop/initializers/initialize.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/numbers/random.hpp>
#include <constprop/testing/gradient_error.hpp>

#include <boost/hana/for_each.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

namespace calculus {

/// Appends all values of an array, of any depth.
template <class T, class Values> void append_all(std::vector<T>& to, const Values& values) {
    if constexpr (requires { values[0]; }) {
        for (const auto& value : values) append_all(to, value);
    } else {
        to.push_back(static_cast<T>(values));
    }
}

/// Converts values that can be indexed once or twice to a matrix. With one index they are rows of the required length, or a
/// column. A row that is shorter than others is filled with NaN. Deeper arrays, such as [output][input][row][column], are rows
/// of all that lies below the first index.
template <class T, class Values> matrix<T> claimed_matrix(const Values& values, std::size_t rows, std::size_t columns) {
    if constexpr (requires { values[0][0][0]; }) {
        std::vector<std::vector<T>> flat(std::size(values));
        for (std::size_t r = 0; r < flat.size(); ++r) append_all(flat[r], values[r]);
        return claimed_matrix<T>(flat, rows, columns);
    } else if constexpr (requires { values[0][0]; }) {
        std::size_t longest = 0;
        for (const auto& row : values) longest = std::max<std::size_t>(longest, std::size(row));
        matrix<T> result(std::size(values), longest, std::numeric_limits<T>::quiet_NaN());
        for (std::size_t r = 0; r < result.rows(); ++r)
            for (std::size_t c = 0; c < std::size(values[r]); ++c) result(r, c) = static_cast<T>(values[r][c]);
        return result;
    } else {
        const bool in_rows = std::size(values) == rows * columns;
        matrix<T> result(in_rows ? rows : std::size(values), in_rows ? columns : 1);
        for (std::size_t k = 0; k < std::size(values); ++k)
            result(in_rows ? k / columns : k, in_rows ? k % columns : 0) = static_cast<T>(values[k]);
        return result;
    }
}

/// One sample or target, or as many as there are; the steps of a sequence if layers carry a state or need a whole one.
template <class Network, class Type, std::size_t Samples>
using one_or_several =
    std::conditional_t<Network::runs_over_time, sequence<Type, Samples == 0 ? 1 : Samples>,
                       std::conditional_t<Samples == 0, Type, std::array<Type, Samples == 0 ? 1 : Samples>>>;

/// True if code takes a class index as the target, for a loss that also takes probabilities.
template <class Network, std::size_t Samples, class Loss, class Code>
inline constexpr bool wants_class = [] {
    using input = typename Network::input_type;
    using output = typename Network::output_type;
    if constexpr (!Loss::template targets<std::size_t, output> || !Loss::template targets<output, output>) return false;
    else
        return !std::is_invocable_v<const Code&, const Network&, const one_or_several<Network, input, Samples>&,
                                    const one_or_several<Network, output, Samples>&>;
}();

/// The type that the code returns, and whether it is an array.
template <class Network, std::size_t Samples, class Loss, class Code, class Output = typename Network::output_type>
using claimed_by = std::remove_cvref_t<std::invoke_result_t<
    const Code&, const Network&, const one_or_several<Network, typename Network::input_type, Samples>&,
    const one_or_several<
        Network,
        std::conditional_t<wants_class<Network, Samples, Loss, Code> || !Loss::template targets<Output, Output>,
                           std::size_t, Output>,
        Samples>&>>;
template <class Values>
inline constexpr bool is_array = requires(const Values& values) {
    values[0];
    std::size(values);
};

/// Draws the gains and biases of normalizations, which are 1 and 0 in a new network, so that it shows where one is missing.
template <class Network> void draw_normalizations(Network& net, random draw) {
    using T = typename Network::scalar;
    boost::hana::for_each(net.all_stages(), [&](auto& stage_) {
        using stage_type = std::remove_cvref_t<decltype(stage_)>;
        if constexpr (is_normalization<typename stage_type::layer_type>)
            for (std::size_t p = 0; p < stage_type::shape.parameters(); ++p)
                stage_.parameter(p) = T(p < stage_type::shape.weights ? 1 : 0) + draw.uniform(T(0.5));
    });
}

/// The widths of a network's parameters that are tried, as factors of the usual ones. With wide ones activations and losses
/// reach regions of other slopes, such as hard_sigmoid's 0. With narrow ones the variances that layers normalize by are
/// about as small as their ε.
template <class Network> constexpr auto spreads() noexcept {
    constexpr bool normalizes = []<std::size_t... K>(std::index_sequence<K...>) {
        return (false || ... || is_normalization<typename Network::template layer_type<K>>);
    }(std::make_index_sequence<Network::layer_count>{});
    if constexpr (normalizes) return std::array{1.0, 3.0, 0.02};
    else return std::array{1.0, 3.0};
}

/// The claim for one random network and random samples; parameters and values are `spread` times as wide as usual.
template <class Network, std::size_t Ordinal, claimed_part Part, std::size_t Samples, class Loss, class Code>
trial<typename Network::scalar> try_claim(const Loss& loss, const Code& code, std::uint64_t seed, double spread) {
    using T = typename Network::scalar;
    constexpr std::size_t k = layer_of_ordinal<Network, Ordinal>(), count = Samples == 0 ? 1 : Samples;
    constexpr bool biases = Part == claimed_part::biases;
    constexpr formula::shape shape = parameter_type<Network, k, Part>::size;
    auto parameters = initialized<Network>(torch_default{.seed = seed}).parameters();
    for (T& parameter : parameters) parameter *= static_cast<T>(spread);
    Network net = Network::from_parameters(parameters);
    draw_normalizations(net, random(~seed));
    random draw(seed);
    std::array<typename Network::input_type, count> x;
    for (auto& sample : x)
        for (T& value : sample) value = draw.uniform(static_cast<T>(spread));
    const auto target = [&] {
        if constexpr (wants_class<Network, Samples, Loss, Code>)
            return static_cast<std::size_t>(draw.bits() % Network::output_size);
        else return constprop::detail::random_target<Network, Loss>(draw);
    };
    std::array<decltype(target()), count> y;
    for (auto& one_target : y) one_target = target();

    trial<T> result;
    result.spread = spread;
    // The code gets const references, so that the right gradient is computed from the unchanged network and samples.
    const auto claim = [&](const auto& x_, const auto& y_) {
        const auto values = code(std::as_const(net), x_, y_);
        result.is_flat = !requires { values[0][0]; };
        result.claimed = claimed_matrix<T>(values, shape.rows, shape.columns);
    };
    if constexpr (Network::runs_over_time)
        claim(sequence<typename Network::input_type, count>{x}, sequence<decltype(target()), count>{y});
    else if constexpr (Samples == 0) claim(x[0], y[0]);
    else claim(x, y);
    const numbers<Network, Loss, count> all(net, loss, x, y);
    result.chain = passed(all);
    result.layer = k;
    result.biases = biases;
    result.samples = count;
    const matrix<T> delta = backward_to(result.chain, k, 0, {});
    result.right = gradient_by(result.chain, k, biases, delta, {}, {});
    result.terms = largest_value(delta) * (biases ? T(1) : largest_value(result.chain.values[k - 1])) *
                   static_cast<T>(static_cast<double>(count));
    constexpr std::size_t outputs = Network::output_size;
    result.is_mean = all.plain_loss().template share<outputs, T>(y[0]) == T(static_cast<double>(outputs));
    return result;
}

}  // namespace calculus

/// Tells whether code for the gradient of one parameter is right, and if not, how it is wrong: see `mistake`. Each mistake is
/// tried in every single layer, in every run of neighboring layers and in all of them. Combinations have one mistake each at
/// the loss, on the way back and at the end, with another sign or factor, or transposed. The simplest explanation wins.
///
///     const auto verdict = check_gradient(net, mse{}, claim_weights<1>([](const model& net, auto& x, auto& y) { … }));
///     std::cout << verdict.explanation;
///
/// Values decide, not shapes: the code is called for random networks of net's type and random samples, and its result is
/// compared with the right gradient and with the result of each mistake. The gradients of layers without formulas come from
/// their own code, in a training pass. The networks have parameters of several widths: see `spreads`.
template <class Network, class Loss, std::size_t Ordinal, claimed_part Part, std::size_t Samples, class Code>
[[nodiscard]] gradient_verdict check_gradient(const Network& /*net*/, const Loss& loss,
                                              const gradient_claim<Ordinal, Part, Samples, Code>& claim) {
    using T = typename Network::scalar;
    constexpr std::size_t rows = Samples == 0 ? 1 : Samples;
    if constexpr (!constprop::detail::go_together<Network, Loss>()) {
        constprop::detail::reject_pair<Network, Loss>();
        return {};
    } else if constexpr (!constprop::detail::is_trainable<Network>) {
        constprop::detail::reject_training<Network>();
        return {};
    } else if constexpr (rows < Network::fewest_samples) {
        constprop::detail::reject_batch<Network, rows>();
        return {};
    } else if constexpr (!calculus::suits_claim<Network, calculus::layer_of_ordinal<Network, Ordinal>(), Part>()) {
        return {};
    } else if constexpr (!calculus::is_array<calculus::claimed_by<Network, Samples, Loss, Code>>) {
        using claimed = calculus::claimed_by<Network, Samples, Loss, Code>;
        static_assert(errors::claim_is_an_array<typename errors::type<claimed>::is_no_array>,
                      "A claim returns the gradient of one parameter, as rows or row by row. Return that in an array.");
        return {};
    } else {
        std::vector<calculus::trial<T>> trials;
        for (std::uint64_t seed = 1; seed <= 8; ++seed)
            for (const double spread : calculus::spreads<Network>())
                trials.push_back(calculus::try_claim<Network, Ordinal, Part, Samples>(loss, claim.code, seed, spread));
        using parameter = calculus::parameter_type<Network, calculus::layer_of_ordinal<Network, Ordinal>(), Part>;
        const auto factors = calculus::usual_factors(Network::output_size, Samples, trials[0].is_mean);
        return calculus::judge(std::move(trials), formula::text_of<notation::unicode>(parameter{}), factors);
    }
}

/// Checks several claims, such as those of all weights and biases: returns a verdict for each, in their order.
///
///     const auto [of_w1, of_w2] = check_gradient(net, mse{}, claim_weights<1>(…), claim_weights<2>(…));
template <class Network, class Loss, class First, class Second, class... More>
[[nodiscard]] std::array<gradient_verdict, 2 + sizeof...(More)> check_gradient(const Network& net, const Loss& loss,
                                                                               const First& first, const Second& second,
                                                                               const More&... more) {
    return {check_gradient(net, loss, first), check_gradient(net, loss, second), check_gradient(net, loss, more)...};
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_CHECK_GRADIENT_HPP
