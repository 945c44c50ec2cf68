#ifndef CONSTPROP_HOST_DERIVATION_NUMBERS_HPP
#define CONSTPROP_HOST_DERIVATION_NUMBERS_HPP

#include <constprop/host/derivation/chain.hpp>
#include <constprop/host/derivation/gradients.hpp>
#include <constprop/host/derivation/own_layer.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// The values of a derivation's symbols for given parameters, samples and targets, for `value_of(formula, …)`.
///
/// All values come from the formulas themselves, in the order of the passes. None but those of layers without formulas comes
/// from the library's own forward and backward pass, so the results of these can be compared.
template <class Network, class Loss, std::size_t Samples = 1> class numbers {
 public:
    using scalar = typename Network::scalar;
    using input = typename Network::input_type;
    using matrix_type = matrix<scalar>;

 private:
    using formulas = chain<Network, Loss>;
    static constexpr std::size_t last = Network::layer_count, outputs = Network::output_size;

    Network net_;
    Loss loss_object_;
    std::array<matrix_type, last + 1> values_, deltas_, weights_, biases_;
    mutable std::array<matrix_type, last + 1> jacobians_, parameter_jacobians_;
    matrix_type target_, importance_, share_, loss_gradient_, loss_;

    static matrix_type rows_of(const auto& rows) {
        matrix_type all(rows.size(), rows[0].size());
        for (std::size_t n = 0; n < rows.size(); ++n)
            for (std::size_t c = 0; c < rows[0].size(); ++c) all(n, c) = rows[n][c];
        return all;
    }

    /// Class indices as one-hot rows, with label smoothing if the loss has it.
    template <class Target> matrix_type targets_of(const std::array<Target, Samples>& y) const {
        matrix_type rows(Samples, outputs);
        for (std::size_t n = 0; n < Samples; ++n) {
            if constexpr (class_index<Target>) rows(n, constprop::detail::checked_class<outputs>(y[n])) = scalar(1);
            else
                for (std::size_t c = 0; c < outputs; ++c) rows(n, c) = y[n][c];
        }
        if constexpr (requires { plain_loss().label_smoothing; }) {
            const scalar smoothing = static_cast<scalar>(plain_loss().label_smoothing), kept = scalar(1) - smoothing,
                         spread = smoothing / scalar(static_cast<double>(outputs));
            return map(rows, [&](scalar p_) { return kept * p_ + spread; });
        } else {
            return rows;
        }
    }

    template <std::size_t K> void read_parameters(const Network& net) {
        if constexpr (formulas::template has_weights<K>) {
            parameter_gradient<scalar> all =
                matrices_of<known_as<typename formulas::template layer_type<K>>>(thawed_stage<K>(net));
            weights_[K] = std::move(all.weights);
            biases_[K] = std::move(all.biases);
        }
    }
    template <std::size_t K> static const auto& thawed_stage(const Network& net) {
        using layer = typename formulas::template layer_type<K>;
        if constexpr (thawed<layer>::learns) return net.template layer<K - 1>();
        else return thawed<layer>::stage();
    }
    // `unfused` may contain `weighted`, and the reverse.
    template <class Type> void read_importance(const Type& loss) {
        if constexpr (requires { loss.weights; })
            for (std::size_t k = 0; k < outputs; ++k) importance_(k, 0) = scalar(loss.weights[k]);
        else if constexpr (stripped<Type>::weighted) read_importance(loss.loss);
    }
    template <std::size_t K> void go_forward() {
        values_[K] = value_of(formulas::template forward<K, of::batch>(), *this);
    }
    /// ∂zₖ/∂zₖ₋₁ and ∂zₖ/∂θ, found when they are asked for.
    template <std::size_t K> void find_jacobians() const {
        if (!jacobians_[K].values().empty()) return;
        if constexpr (formulas::template is_own<K>) {
            auto both = own<K>(values_[K - 1]).jacobians();
            jacobians_[K] = std::move(both.x);
            parameter_jacobians_[K] = std::move(both.parameters);
        } else {
            jacobians_[K] = value_of(formulas::template jacobian<K>(), *this);
        }
    }
    template <std::size_t K> void go_backward() {
        deltas_[K] = value_of(formulas::template backward<K, of::batch>(), *this);
    }

 public:
    template <class Target>
    numbers(const Network& net, const Loss& loss, const std::array<input, Samples>& x,
            const std::array<Target, Samples>& y)
        : net_(net), loss_object_(loss), target_(targets_of(y)), importance_(outputs, 1, scalar(1)) {
        read_importance(loss);
        scalar sum = scalar(0);
        for (const Target& target : y) sum += loss.template share<outputs, scalar>(target);
        share_ = matrix_type(sum);

        values_[0] = rows_of(x);
        [&]<std::size_t... K>(std::index_sequence<K...>) {
            (read_parameters<K + 1>(net), ...);
            (go_forward<K + 1>(), ...);
        }(std::make_index_sequence<last>{});

        loss_gradient_ = matrix_type(Samples, outputs);
        scalar total = scalar(0);
        for (std::size_t n = 0; n < Samples; ++n) {
            const scalar* const prediction = &std::as_const(values_[last])(n, 0);
            total += loss.template total<outputs>(prediction, y[n]);
            loss.template gradient<outputs>(prediction, y[n], scalar(1) / sum, &loss_gradient_(n, 0));
        }
        loss_ = matrix_type(total / sum);

        [&]<std::size_t... K>(std::index_sequence<K...>) {
            (go_backward<last - K>(), ...);
        }(std::make_index_sequence<last + 1>{});
    }

    static constexpr std::size_t samples() noexcept { return Samples; }

    const Network& net() const { return net_; }

    /// A pass through layer K by its own code, from rows.
    template <std::size_t K> own_layer<Network, K, Samples> own(const matrix_type& x) const { return {net_, x}; }

    const matrix_type& values(std::size_t k) const { return values_[k]; }
    const matrix_type& delta(std::size_t k) const { return deltas_[k]; }
    const matrix_type& weight(std::size_t k) const { return weights_[k]; }
    const matrix_type& bias(std::size_t k) const { return biases_[k]; }
    const matrix_type& target() const { return target_; }
    const matrix_type& importance() const { return importance_; }
    const matrix_type& share() const { return share_; }
    /// The loss and its gradient with respect to ŷ by the loss's own code.
    const matrix_type& loss() const { return loss_; }
    const matrix_type& loss_gradient() const { return loss_gradient_; }

    const auto& plain_loss() const { return plain(loss_object_); }

    template <std::size_t K>
    matrix_type derivative(symbols::loss<Network>, layer_value<Network, K>) const
    requires(Samples == 1)
    {
        return deltas_[K];
    }
    template <std::size_t K, std::size_t Before>
    const matrix_type& derivative(layer_value<Network, K>, layer_value<Network, Before>) const
    requires(Samples == 1 && Before + 1 == K)
    {
        find_jacobians<K>();
        return jacobians_[K];
    }
    /// ∂zₖ/∂θ, and its columns of the gains and of the biases.
    template <std::size_t K>
    const matrix_type& derivative(layer_value<Network, K>, symbols::parameters<Network, K>) const
    requires(Samples == 1)
    {
        find_jacobians<K>();
        return parameter_jacobians_[K];
    }
    template <std::size_t K>
    matrix_type derivative(layer_value<Network, K>, symbols::gain<Network, K> of) const
    requires(Samples == 1)
    {
        find_jacobians<K>();
        return columns(parameter_jacobians_[K], 0, of.size.rows);
    }
    template <std::size_t K>
    matrix_type derivative(layer_value<Network, K>, symbols::bias<Network, K> of) const
    requires(Samples == 1)
    {
        find_jacobians<K>();
        return columns(parameter_jacobians_[K], symbols::shape_of<Network, K>().weights, of.size.rows);
    }

 private:
    static matrix_type columns(const matrix_type& all, std::size_t first, std::size_t count) {
        matrix_type some(all.rows(), count);
        for (std::size_t r = 0; r < all.rows(); ++r)
            for (std::size_t c = 0; c < count; ++c) some(r, c) = all(r, first + c);
        return some;
    }
    template <class Type> static const auto& plain(const Type& loss) {
        if constexpr (std::is_same_v<typename stripped<Type>::type, Type>) return loss;
        else return plain(loss.loss);
    }
};
template <class Network, class Loss, class Target, std::size_t Samples>
numbers(const Network&, const Loss&, const std::array<typename Network::input_type, Samples>&,
        const std::array<Target, Samples>&) -> numbers<Network, Loss, Samples>;

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_NUMBERS_HPP
