#ifndef CONSTPROP_DEPLOY_PRUNE_HPP
#define CONSTPROP_DEPLOY_PRUNE_HPP

#include <constprop/arguments/samples.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/diagnostics/options_have_names.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/is_nan.hpp>
#include <constprop/network.hpp>

#include <boost/hana/for_each.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET {

/// Every weight w with |w| < magnitude becomes 0.
struct below {
    [[no_unique_address]] options_have_names names = options_have_names(nullptr);
    double magnitude = 0;
};

/// The smallest weights become 0: this fraction of all weights of the network, or of the weights of each layer.
///
/// Source:      PyTorch's prune.global_unstructured and prune.l1_unstructured; the number of weights is rounded to the
///              nearest, halves up
struct smallest {
    [[no_unique_address]] options_have_names names = options_have_names(nullptr);
    double fraction = 0;
    bool of_each_layer = false;
};

namespace detail {

template <class T> constexpr T magnitude_of(const T& weight) noexcept { return weight < T(0) ? -weight : weight; }

/// a < b, with NaN greater than all numbers: it is pruned last. The sort needs a strict order.
template <class T> constexpr bool is_smaller(const T& a, const T& b) noexcept {
    if constexpr (kernels::takes_all_for_finite)
        if (math::is_nan(a) || math::is_nan(b)) return !math::is_nan(a);
    return a < b || (b != b && a == a);
}
template <class T> constexpr bool is_equal(const T& a, const T& b) noexcept {
    if constexpr (kernels::takes_all_for_finite)
        if (math::is_nan(a) || math::is_nan(b)) return false;
    return a == b;
}

template <class Stage> using weights_in = typename std::remove_cvref_t<Stage>::weights;

template <class Network> constexpr std::size_t weight_count() noexcept {
    return []<std::size_t... K>(std::index_sequence<K...>) noexcept {
        return (std::size_t{0} + ... +
                layer_weights<typename Network::template layer_type<K>, Network::taken_by(K)>::count);
    }(std::make_index_sequence<Network::layer_count>{});
}

/// Calls f(weight) for all weights of a layer, without biases and gains, in PyTorch's order.
template <class Stage, class Function> constexpr void for_each_weight_in(Stage& stage, Function f) noexcept {
    for (const parameter_run& run : weights_in<Stage>::runs)
        for (std::size_t k = run.begin; run.are_weights && k < run.end; ++k) f(stage.parameter(k));
}

/// Calls f(weight) for all weights of a network, layer by layer.
template <class Network, class Function> constexpr void for_each_weight(Network& net, Function f) noexcept {
    boost::hana::for_each(net.all_stages(), [&](auto& stage_) noexcept { for_each_weight_in(stage_, f); });
}

/// The value that would be values[n] in sorted order: C. A. R. Hoare's FIND (1961). Changes the order of the others.
template <class T, std::size_t Count> constexpr T nth_smallest(std::array<T, Count>& values, std::size_t n) noexcept {
    std::size_t first = 0, end = Count;  // the range in which it may lie
    while (end - first > 1) {
        const T pivot = values[n];
        std::size_t i = first, j = end;  // values before i are at most the pivot, values from j on at least
        while (i < j) {
            while (is_smaller(values[i], pivot)) ++i;
            while (is_smaller(pivot, values[j - 1])) --j;
            if (i >= j) break;
            const T swapped = values[i];
            values[i++] = values[j - 1];
            values[--j] = swapped;
        }
        if (n < j) end = j;
        else if (n >= i) first = i;
        else break;
    }
    return values[n];
}

/// Number n of the magnitudes that for_all(f) passes to f, in sorted order, if they are too many for the stack. Bisection
/// over their bits, which sort as the magnitudes do: one pass over the weights for each bit, and no memory.
template <class T, class ForAll> constexpr T nth_smallest_of(std::size_t n, ForAll for_all) noexcept {
    using bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
    bits least = 0, greatest = static_cast<bits>(~bits{0}) >> 1U;
    while (least < greatest) {
        const bits middle = least + (greatest - least) / 2;
        std::size_t at_most = 0;
        for_all([&](const T& weight_) noexcept {
            at_most += (__builtin_bit_cast(bits, weight_) & (static_cast<bits>(~bits{0}) >> 1U)) <= middle ? 1U : 0U;
        });
        if (at_most > n) greatest = middle;
        else least = middle + 1;
    }
    return __builtin_bit_cast(T, least);
}

/// The most bytes of magnitudes that are sorted on the stack.
inline constexpr std::size_t most_bytes_to_sort = std::size_t{256} * 1024;

/// Number n of the `Count` magnitudes in sorted order.
template <std::size_t Count, class T, class ForAll>
constexpr T nth_smallest_magnitude(std::size_t n, ForAll for_all) noexcept {
    constexpr bool has_bits = std::is_same_v<T, float> || std::is_same_v<T, double>;
    if constexpr (has_bits && Count * sizeof(T) > most_bytes_to_sort) {
        return nth_smallest_of<T>(n, for_all);
    } else {
        std::array<T, Count> magnitudes{};
        std::size_t k = 0;
        for_all([&](const T& weight_) noexcept { magnitudes[k++] = magnitude_of(weight_); });
        return nth_smallest(magnitudes, n);
    }
}

/// Sets the smallest of `Count` weights to 0; among equal magnitudes, the first. for_all(f) calls f with each weight.
template <std::size_t Count, class T, class ForAll>
constexpr void zero_smallest(double fraction, ForAll for_all) noexcept {
    const double wanted = fraction * static_cast<double>(Count) + 0.5;
    std::size_t left = !(wanted >= 1)                        ? 0
                       : wanted > static_cast<double>(Count) ? Count
                                                             : static_cast<std::size_t>(wanted);
    if (left == 0) return;

    const T bound = nth_smallest_magnitude<Count, T>(left - 1, for_all);
    for_all([&](auto& weight_) noexcept {
        if (left > 0 && is_smaller(magnitude_of(T(weight_)), bound)) weight_ = T(0), --left;
    });
    for_all([&](auto& weight_) noexcept {
        if (left > 0 && is_equal(magnitude_of(T(weight_)), bound)) weight_ = T(0), --left;
    });
}

}  // namespace detail

/// A copy of the network in which the weights that a rule selects are 0. Biases and gains stay.
///
///     auto sparse = prune(net, smallest{.fraction = 0.9});
///     sparse = fit(sparse, loss, with(adam{}, keep_zeros{}), inputs, targets, {.epochs = 5});
///
/// `constant_network` then has no code for them. To remove whole units, see `keep_units`.
///
/// Memory:      with `smallest`, at most 256 KiB of stack, if weights are float or double
template <class Network>
requires detail::is_network<Network>
[[nodiscard]] constexpr Network prune(const Network& net, const below& by) noexcept {
    using T = typename Network::scalar;
    return detail::made_in_scalar(net, [&](auto result_) noexcept {
        detail::for_each_weight(result_, [&](T& weight_) noexcept {
            if (detail::magnitude_of(weight_) < T(by.magnitude)) weight_ = T(0);
        });
        return result_;
    });
}
template <class Network>
requires detail::is_network<Network>
[[nodiscard]] constexpr Network prune(const Network& net, const smallest& by) noexcept {
    using T = typename Network::scalar;
    return detail::made_in_scalar(net, [&](auto result_) noexcept {
        if (by.of_each_layer) {
            boost::hana::for_each(result_.all_stages(), [&](auto& stage_) noexcept {
                constexpr std::size_t count_ = detail::weights_in<decltype(stage_)>::count;
                if constexpr (count_ > 0)
                    detail::zero_smallest<count_, T>(by.fraction,
                                                     [&](auto f_) noexcept { detail::for_each_weight_in(stage_, f_); });
            });
        } else if constexpr (detail::weight_count<Network>() > 0) {
            detail::zero_smallest<detail::weight_count<Network>(), T>(
                by.fraction, [&](auto f_) noexcept { detail::for_each_weight(result_, f_); });
        }
        return result_;
    });
}

template <class Network, class Rule>
requires detail::is_network<Network>
[[nodiscard]] constexpr Network prune(const Network& net, const Rule& /*by*/) noexcept {
    static_assert(errors::rule_prunes<typename errors::type<Rule>::is_no_rule>,
                  "Networks are pruned by below{.magnitude = ...}, smallest{.fraction = ...} or keep_units<Layer, "
                  "Count>{}, which is in prune_units.hpp.");
    return net;
}

/// The number of weights of a network that are not 0.
template <class Network>
requires detail::is_network<Network>
[[nodiscard]] constexpr std::size_t count_nonzero_weights(const Network& net) noexcept {
    std::size_t count = 0;
    detail::for_each_weight(net, [&](const auto& weight_) noexcept {
        if (weight_ != typename Network::scalar(0)) ++count;
    });
    return count;
}

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_DEPLOY_PRUNE_HPP
