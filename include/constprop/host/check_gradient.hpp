#ifndef CONSTPROP_HOST_CHECK_GRADIENT_HPP
#define CONSTPROP_HOST_CHECK_GRADIENT_HPP

#include <constprop/host/derivation/judge.hpp>
#include <constprop/host/derivation/mistakes.hpp>
#include <constprop/initialize.hpp>
#include <constprop/random.hpp>
#include <constprop/testing/gradient_error.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

namespace constprop::host {

/// Somebody's own code for the gradient of one parameter: of the weights W⁽ⁱ⁾, or of the biases b⁽ⁱ⁾, of the i-th
/// layer with weights, from 1. See `claim_weights`, `claim_biases`.
template <std::size_t Ordinal, bool Biases, std::size_t Samples, class Code> struct gradient_claim { Code code; };

/// A claim that code(net, x, y) is ∂ℓ/∂W⁽ⁱ⁾, shaped like W⁽ⁱ⁾: rows, indexed [output][input], or all of it row by row.
/// With `Samples` = 0, x is one sample and y its target; else they are std::arrays of that many.
template <std::size_t Ordinal, std::size_t Samples = 0, class Code>
gradient_claim<Ordinal, false, Samples, Code> claim_weights(Code code) {
    return {std::move(code)};
}
/// A claim that code(net, x, y) is ∂ℓ/∂b⁽ⁱ⁾: one value an output.
template <std::size_t Ordinal, std::size_t Samples = 0, class Code>
gradient_claim<Ordinal, true, Samples, Code> claim_biases(Code code) {
    return {std::move(code)};
}

namespace calculus {

/// Whatever can be indexed once or twice, as a matrix. One index: rows of the length wanted, or a column.
template <class T, class Values> matrix<T> claimed_matrix(const Values& values, std::size_t rows, std::size_t columns) {
    if constexpr (requires { values[0][0]; }) {
        matrix<T> result(std::size(values), std::size(values[0]));
        for (std::size_t r = 0; r < result.rows(); ++r)
            for (std::size_t c = 0; c < result.columns(); ++c) result(r, c) = static_cast<T>(values[r][c]);
        return result;
    } else {
        const bool in_rows = std::size(values) == rows * columns;
        matrix<T> result(in_rows ? rows : std::size(values), in_rows ? columns : 1);
        for (std::size_t k = 0; k < std::size(values); ++k)
            result(in_rows ? k / columns : k, in_rows ? k % columns : 0) = static_cast<T>(values[k]);
        return result;
    }
}

/// Layer k, from 1, of the i-th with weights.
template <class Network, std::size_t Ordinal, std::size_t K = 1> constexpr std::size_t layer_of_ordinal() noexcept {
    constexpr std::size_t count = symbols::ordinal_of<Network, Network::layer_count>();
    if constexpr (Ordinal == 0 || Ordinal > count) {
        using sentence = typename errors::network_with_weight_layers<count>::template has_no_weight_layer<Ordinal>;
        static_assert(errors::claim_is_of_a_layer<sentence>,
                      "Layers with weights are counted from 1. Claim the gradient of one of those.");
        return 1;
    } else if constexpr (symbols::ordinal_of<Network, K>() == Ordinal) {
        return K;
    } else {
        return layer_of_ordinal<Network, Ordinal, K + 1>();
    }
}

/// The claim for one random network and random samples.
template <class Network, std::size_t Ordinal, bool Biases, std::size_t Samples, class Loss, class Code>
trial<typename Network::scalar> try_claim(const Loss& loss, const Code& code, std::uint64_t seed) {
    using T = typename Network::scalar;
    constexpr std::size_t k = layer_of_ordinal<Network, Ordinal>(), count = Samples == 0 ? 1 : Samples;
    constexpr layer_shape shape = Network::shape_of(k - 1);
    const Network net = initialized<Network>(torch_default{.seed = seed});
    random draw(seed);
    std::array<typename Network::input_type, count> x;
    for (auto& sample : x)
        for (T& value : sample) value = draw.uniform(T(1));
    const auto target = [&] { return constprop::detail::random_target<Network, Loss>(draw); };
    std::array<decltype(target()), count> y;
    for (auto& one_target : y) one_target = target();

    const std::size_t columns = Biases ? 1 : shape.inputs;
    trial<T> result;
    if constexpr (Samples == 0) result.claimed = claimed_matrix<T>(code(net, x[0], y[0]), shape.outputs, columns);
    else result.claimed = claimed_matrix<T>(code(net, x, y), shape.outputs, columns);
    result.possible = gradients_of<k, Biases>(numbers<Network, Loss, count>(net, loss, x, y));
    return result;
}

}  // namespace calculus

/// Whether somebody's code for the gradient of one parameter is right, and if not, how it is wrong: transposed, of the
/// wrong sign, without the 1/K of a mean, with x where a hidden layer's output belongs, with f(z) in place of f′(z),
/// without f′, summed where it should be elementwise, or two or three of these at once.
///
///     const auto verdict = check_gradient(net, mse{}, claim_weights<1>([](const model& net, auto& x, auto& y) { … }));
///     std::cout << verdict.explanation;
///
/// Decided by values, not by shapes: the code is called for random networks of net's type and random samples, and what it
/// returns is held against the right gradient and against what each mistake would have made of it.
template <class Network, class Loss, std::size_t Ordinal, bool Biases, std::size_t Samples, class Code>
gradient_verdict check_gradient(const Network& /*net*/, const Loss& loss,
                                const gradient_claim<Ordinal, Biases, Samples, Code>& claim) {
    using T = typename Network::scalar;
    std::vector<calculus::trial<T>> trials;
    for (std::uint64_t seed = 1; seed <= 8; ++seed)
        trials.push_back(calculus::try_claim<Network, Ordinal, Biases, Samples>(loss, claim.code, seed));
    constexpr std::size_t k = calculus::layer_of_ordinal<Network, Ordinal>();
    using parameter = std::conditional_t<Biases, symbols::bias<Network, k>, symbols::weight<Network, k>>;
    return calculus::judge(trials, formula::text_of<notation::unicode>(parameter{}),
                           calculus::usual_factors(Network::output_size, Samples));
}

}  // namespace constprop::host

#endif  // CONSTPROP_HOST_CHECK_GRADIENT_HPP
