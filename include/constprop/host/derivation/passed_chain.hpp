#ifndef CONSTPROP_HOST_DERIVATION_PASSED_CHAIN_HPP
#define CONSTPROP_HOST_DERIVATION_PASSED_CHAIN_HPP

#include <constprop/host/derivation/mistake.hpp>
#include <constprop/host/derivation/normalization.hpp>
#include <constprop/host/derivation/numbers.hpp>
#include <constprop/host/derivation/recurrent.hpp>
#include <constprop/host/derivation/tables.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

/// A chain without its types, for the search for mistakes: its layers, their notation, and the numbers of one batch. So the
/// search is compiled only once for all networks of a scalar.
namespace constprop::inline CONSTPROP_TARGET::host::calculus {

enum class layer_sort { weights, scale, function, identity, normalizes, own };

/// A layer: Wx + b, wx + b, y = f(x), y = x, a normalization, or a convolution or another layer by its
/// own functions.
struct layer_facts {
    layer_sort sort;
    bool is_elementwise;  ///< else a function of the whole sample, such as softmax
    std::size_t inputs, outputs;
    std::string name, weight;  ///< "relu"; "W⁽²⁾"
    normalization norm{};
    bool is_recurrent = false;
    std::string carry{};  ///< of a gated recurrent layer: the direct way to the step before, "z[t + 1] ⊙ δ_h[t + 1]"
};
/// Layers are counted from 1, as in `chain`; layer 0 is there for x.
struct chain_facts {
    std::vector<layer_facts> layers;
    std::vector<std::string> z, row, delta;  ///< "z₁", "∂ℓ/∂z₁", "δ₁"

    std::size_t last() const noexcept { return layers.size() - 1; }
};

/// The output of a layer that is a function, for one sample, and its gradient on the way back. A convolution, and a layer that
/// is known only by its own code, has the gradients of a batch with respect to x, to its parameters and to its biases.
template <class T> struct layer_functions {
    void (*value)(const T* x, T* y) = nullptr;
    void (*backward)(const T* x, const T* y, const T* dy, T* dx) = nullptr;
    std::function<matrix<T>(const matrix<T>& x, const matrix<T>& dy)> of_x{}, of_parameters{}, of_biases{};
    /// Of a recurrent layer, with a mistake.
    std::function<typename recurrence<T>::gradient(const matrix<T>& x, const matrix<T>& dy, mistake what)>
        through_time{};
};

/// The start of a backward pass: Δ of layer `at`, right or with a mistake.
template <class T> struct pass_start {
    mistake what;
    std::string how;
    std::size_t at;
    matrix<T> delta;
};

/// A chain with the numbers of a batch, a sample in each row.
template <class T> struct passed_chain {
    chain_facts facts;
    std::vector<layer_functions<T>> functions;
    std::vector<matrix<T>> values, weights;
    std::vector<pass_start<T>> starts;  ///< the first is the right one
};

template <class Network, std::size_t K> layer_facts facts_of_layer() {
    using layer = known_as<typename Network::template layer_type<K - 1>>;
    constexpr layer_shape shape = Network::shape_of(K - 1);
    constexpr layer_sort sort = is_linear<layer>          ? layer_sort::weights
                                : is_scale<layer>         ? layer_sort::scale
                                : keeps_values<layer>     ? layer_sort::identity
                                : is_normalization<layer> ? layer_sort::normalizes
                                : is_opaque<layer>        ? layer_sort::own
                                : is_convolution<layer>   ? layer_sort::own
                                                          : layer_sort::function;
    std::string weight;
    normalization norm;
    if constexpr (has_weights<layer>) weight = formula::text_of<notation::unicode>(symbols::weight<Network, K>{});
    if constexpr (is_normalization<layer>) {
        weight = formula::text_of<notation::unicode>(symbols::gain<Network, K>{});
        norm = normalization_of<Network, K>();
    }
    std::string carry;
    if constexpr (is_recurrent<layer>) {
        constexpr recurrent_kind kind = recurrent_traits<layer>::kind;
        if (kind == recurrent_kind::gru) carry = "z[t + 1] ⊙ δ_h[t + 1]";
        if (kind == recurrent_kind::lstm) carry = "f[t + 1] ⊙ δ_c[t + 1]";
    }
    return {sort,
            is_elementwise<layer>,
            shape.inputs,
            shape.outputs,
            layer_name<Network, K>::template shown_as<notation::unicode>(),
            weight,
            norm,
            is_recurrent<layer>,
            carry};
}

template <class Network, std::size_t K, std::size_t Samples>
layer_functions<typename Network::scalar> functions_of_layer(const std::shared_ptr<const Network>& net,
                                                             const matrix<typename Network::scalar>& weights) {
    using T = typename Network::scalar;
    using layer = known_as<typename Network::template layer_type<K - 1>>;
    constexpr std::size_t size = Network::shape_of(K - 1).inputs;
    if constexpr (has_weights<layer> || keeps_values<layer> || is_normalization<layer>) {
        return {};
    } else if constexpr (is_convolution<layer>) {
        return {
            nullptr, nullptr,
            [weights](const matrix<T>& /*x*/, const matrix<T>& dy_) {
                return convolution_of<Network, K>.backward(weights, dy_);
            },
            [](const matrix<T>& x_, const matrix<T>& dy_) { return convolution_of<Network, K>.of_weights(dy_, x_); },
            [](const matrix<T>& /*x*/, const matrix<T>& dy_) { return convolution_of<Network, K>.of_biases(dy_); }};
    } else if constexpr (is_opaque<layer>) {
        using own = own_layer<Network, K, Samples>;
        layer_functions<T> functions{
            nullptr, nullptr,
            [net](const matrix<T>& x_, const matrix<T>& dy_) { return own(*net, x_).backward(dy_).x; },
            [net](const matrix<T>& x_, const matrix<T>& dy_) { return own(*net, x_).backward(dy_).parameters; }};
        if constexpr (is_recurrent<layer>)
            functions.through_time = [by = recurrence_of<Network, K>(*net)](const matrix<T>& x_, const matrix<T>& dy_,
                                                                            mistake what_) {
                return by.backward(x_, dy_, what_);
            };
        return functions;
    } else if constexpr (is_elementwise<layer>) {
        return {[](const T* x_, T* y_) {
                    for (std::size_t k = 0; k < size; ++k) y_[k] = layer::value(x_[k]);
                },
                [](const T* x_, const T* y_, const T* dy_, T* dx_) {
                    for (std::size_t k = 0; k < size; ++k) dx_[k] = dy_[k] * layer::slope(x_[k], y_[k]);
                }};
    } else {
        return {[](const T* x_, T* y_) { layer::template forward<size>(static_cast<const T*>(nullptr), x_, y_); },
                [](const T* x_, const T* y_, const T* dy_, T* dx_) {
                    layer::template backward<size>(static_cast<const T*>(nullptr), x_, y_, dy_, dx_);
                }};
    }
}

/// The numbers of a derivation in which ŷ is the input of the last layer, not its output.
template <class Numbers, std::size_t Last> struct numbers_before_last : Numbers {
    explicit numbers_before_last(const Numbers& of) : Numbers(of) {}
    const auto& values(std::size_t k) const { return Numbers::values(k == Last ? Last - 1 : k); }
};

/// The start of a loss's backward pass, and the starts by mistake.
template <class Network, class Loss, std::size_t Samples>
std::vector<pass_start<typename Network::scalar>> starts_of(const numbers<Network, Loss, Samples>& all) {
    using plain = typename stripped<Loss>::type;
    using formulas = loss_formulas<Network, Loss>;
    constexpr std::size_t last = Network::layer_count;
    using final_layer = known_as<typename Network::template layer_type<last - 1>>;
    constexpr auto batch = of::batch;
    constexpr bool of_classes = std::is_same_v<plain, cross_entropy> || std::is_same_v<plain, nll>;
    constexpr bool is_known = of_classes || elementwise_formulas<plain>;
    const auto text = [](auto formula_) { return std::string{formula::text_of<notation::unicode>(formula_)}; };
    const std::string prediction = text(layer_value<Network, last>{}), before = text(layer_value<Network, last - 1>{});

    std::vector<pass_start<typename Network::scalar>> starts{{mistake::none, "", last, all.delta(last)}};
    if constexpr (is_known) {
        // Ŷ − Y with the loss's weights and divisor: equal to its slope, if it computes Ŷ from logits.
        constexpr auto difference = [] {
            constexpr auto a = formulas::template prediction<batch>;
            if constexpr (of_classes)
                return formulas::template mean<batch>(formulas::template times_total<batch>(a) -
                                                      formulas::template wanted<batch>());
            else
                return formulas::template mean<batch>(
                    formulas::template times_importance<batch>(a - formulas::template target<batch>));
        }();
        const auto add = [&](mistake what_, std::string how_, std::size_t at_,
                             matrix<typename Network::scalar> delta_) {
            starts.push_back({what_, std::move(how_), at_, std::move(delta_)});
        };
        constexpr auto logits = mistake::logits_for_probabilities;
        if constexpr (std::is_same_v<plain, cross_entropy> || std::is_same_v<plain, bce_with_logits>)
            add(logits, prediction + " in place of " + (of_classes ? "softmax(" : "σ(") + prediction + ')', last,
                value_of(difference, all));
        if constexpr (std::is_same_v<plain, bce> || std::is_same_v<plain, huber> || std::is_same_v<plain, l1>)
            add(mistake::difference_for_slope,
                prediction + " − y in place of the slope of " + std::string{short_name<plain>()}, last,
                value_of(difference, all));
        if constexpr ((is_elementwise<final_layer> && !keeps_values<final_layer>) || is_softmax<final_layer>) {
            constexpr bool probable = std::is_same_v<final_layer, constprop::sigmoid> || !is_elementwise<final_layer>;
            const numbers_before_last<numbers<Network, Loss, Samples>, last> one_before(all);
            const std::string of_loss = before + " in place of " + prediction + " in the loss";
            if constexpr (fused<Network, Loss>::exists && !fused<Network, Loss>::has_p) {
                add(logits, before + " in place of " + (of_classes ? "exp(" + prediction + ')' : prediction), last - 1,
                    value_of(difference, one_before));
                if constexpr (of_classes)
                    add(logits, prediction + " in place of exp(" + prediction + ')', last - 1,
                        value_of(difference, all));
            }
            add(probable ? logits : mistake::input_for_value, of_loss, last,
                value_of(formulas::template slope<batch>(), one_before));
        }
    }
    return starts;
}

/// A chain with the numbers of a derivation for a batch.
template <class Network, class Loss, std::size_t Samples>
passed_chain<typename Network::scalar> passed(const numbers<Network, Loss, Samples>& all) {
    const auto text = [](auto formula_) { return std::string{formula::text_of<notation::unicode>(formula_)}; };
    const auto net = std::make_shared<const Network>(all.net());
    passed_chain<typename Network::scalar> chain;
    chain.facts.layers.push_back({layer_sort::identity, true, Network::input_size, Network::input_size, "", ""});
    chain.functions.emplace_back();
    for_each_layer<Network::layer_count + 1>([&](auto k_) {
        constexpr std::size_t k = k_() - 1;
        if constexpr (k > 0) {
            chain.facts.layers.push_back(facts_of_layer<Network, k>());
            chain.functions.push_back(functions_of_layer<Network, k, Samples>(net, all.weight(k)));
        }
        chain.facts.z.push_back(text(layer_value<Network, k>{}));
        chain.facts.row.push_back(text(symbols::derivative<symbols::loss<Network>, layer_value<Network, k>>{}));
        chain.facts.delta.push_back(text(symbols::delta<Network, k>{}));
        chain.values.push_back(all.values(k));
        chain.weights.push_back(all.weight(k));
    });
    chain.starts = starts_of(all);
    return chain;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_PASSED_CHAIN_HPP
