#ifndef CONSTPROP_HOST_DERIVATION_FUSED_HPP
#define CONSTPROP_HOST_DERIVATION_FUSED_HPP

#include <constprop/host/derivation/chain.hpp>
#include <constprop/kernels/target.hpp>

#include <boost/hana/tuple.hpp>

#include <cstddef>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::host::symbols {

/// p = f(ŷ), the probabilities that a loss computes from logits.
template <class Network, class Function> struct probabilities : formula::formula_base {
    using of_prediction = formula::applied<Function, layer_value<Network, Network::layer_count>>;
    static constexpr formula::shape size = of_prediction::size;
    static constexpr bool is_symbol = true;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        out << sign{"p", "p", "<i>p</i>"}.in(How);
    }
    template <class Numbers> static auto value(const Numbers& numbers) { return of_prediction::value(numbers); }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host::symbols

namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// left = right: an identity that turns one step into the next.
template <formula::formula Left, formula::formula Right> struct fact {
    static constexpr Left left{};
    static constexpr Right right{};
};
template <class Left, class Right> constexpr fact<Left, Right> equal(Left, Right) noexcept { return {}; }

/// For a loss and an activation before it that simplify together: `steps()` are formulas of one δ, from the chain rule to
/// its simplest form, and `facts<k>()` the identities that turn step k into the next. δ is that of layer `at`; `p`, if
/// there is one, is the activation inside the loss, `jacobians_of_p()` are formulas of ∂p/∂ŷ, `slope_of_p()` is ∂ℓ/∂p.
template <class Network, class Loss, class Plain = typename stripped<Loss>::type,
          class Last = typename thawed<typename Network::template layer_type<Network::layer_count - 1>>::type>
struct fused {
    static constexpr bool exists = false, has_p = false;
};

struct fused_base {
    static constexpr bool exists = true, has_p = false;
    template <std::size_t Step> static constexpr auto facts() noexcept { return boost::hana::make_tuple(); }
};

/// 𝟙ᵀy = 1: y are probabilities. With weights it would be a weighted sum.
template <class Network, class Loss> constexpr auto probabilities_sum_to_1() noexcept {
    using formulas = loss_formulas<Network, Loss>;
    constexpr ones<Network::output_size, 1> all{};
    if constexpr (formulas::weighted) return boost::hana::make_tuple();
    else return boost::hana::make_tuple(equal(transpose(all) * formulas::template target<of::sample>, one));
}

/// Sigmoid and binary cross-entropy: the slope ŷ ⊙ (1 − ŷ) of one is the denominator of the other.
template <class Network, class Loss> struct fused<Network, Loss, bce, constprop::sigmoid> : fused_base {
    using formulas = loss_formulas<Network, Loss>;
    static constexpr std::size_t at = Network::layer_count - 1;
    static constexpr auto steps() noexcept {
        constexpr auto a = formulas::template prediction<of::sample>;
        constexpr auto y = formulas::template target<of::sample>;
        return boost::hana::make_tuple(
            hadamard(formulas::template slope<of::sample>(), hadamard(a, one - a)),
            formulas::template mean<of::sample>(formulas::template times_importance<of::sample>(a - y)));
    }
};

template <class Network, class Loss, class Last> struct fused<Network, Loss, bce_with_logits, Last> : fused_base {
    using formulas = loss_formulas<Network, Loss>;
    static constexpr std::size_t at = Network::layer_count;
    static constexpr bool has_p = true;
    static constexpr symbols::probabilities<Network, activation_function<constprop::sigmoid>> p{};
    static constexpr auto steps() noexcept {
        constexpr auto y = formulas::template target<of::sample>;
        const auto mean = [](auto sum_) {
            return formulas::template mean<of::sample>(formulas::template times_importance<of::sample>(sum_));
        };
        return boost::hana::make_tuple(hadamard(mean(divide(p - y, hadamard(p, one - p))), hadamard(p, one - p)),
                                       mean(p - y));
    }
    static constexpr auto jacobians_of_p() noexcept { return boost::hana::make_tuple(diag(hadamard(p, one - p))); }
    static constexpr auto slope_of_p() noexcept {
        constexpr auto y = formulas::template target<of::sample>;
        constexpr auto slope = formulas::template times_importance<of::sample>(divide(p - y, hadamard(p, one - p)));
        return transpose(formulas::template mean<of::sample>(slope));
    }
};

/// Softmax and cross-entropy.
template <class Network, class Loss, class Last> struct fused<Network, Loss, cross_entropy, Last> : fused_base {
    using formulas = loss_formulas<Network, Loss>;
    static constexpr std::size_t at = Network::layer_count;
    static constexpr bool has_p = true;
    static constexpr symbols::probabilities<Network, function_of_sample<constprop::softmax>> p{};
    static constexpr auto steps() noexcept {
        constexpr auto q = formulas::template wanted<of::sample>();
        constexpr ones<Network::output_size, 1> all{};
        const auto mean = [](auto sum_) { return formulas::template mean<of::sample>(sum_); };
        return boost::hana::make_tuple(mean((diag(p) - p * transpose(p)) * -divide(q, p)),
                                       mean(p * (transpose(all) * q) - q),
                                       mean(formulas::template times_total<of::sample>(p) - q));
    }
    static constexpr auto jacobians_of_p() noexcept {
        return boost::hana::make_tuple(softmax_jacobian(formulas::template prediction<of::sample>),
                                       diag(p) - p * transpose(p));
    }
    static constexpr auto slope_of_p() noexcept {
        return -transpose(formulas::template mean<of::sample>(divide(formulas::template wanted<of::sample>(), p)));
    }
    template <std::size_t Step> static constexpr auto facts() noexcept {
        constexpr auto q = formulas::template wanted<of::sample>();
        constexpr ones<Network::output_size, 1> all{};
        if constexpr (Step == 0)
            return boost::hana::make_tuple(equal(diag(p) * divide(q, p), q),
                                           equal(transpose(p) * divide(q, p), transpose(all) * q));
        else return probabilities_sum_to_1<Network, Loss>();
    }
};

template <class Network, class Loss> struct fused<Network, Loss, nll, constprop::log_softmax> : fused_base {
    using formulas = loss_formulas<Network, Loss>;
    static constexpr std::size_t at = Network::layer_count - 1;
    static constexpr auto steps() noexcept {
        constexpr auto a = formulas::template prediction<of::sample>;
        constexpr auto q = formulas::template wanted<of::sample>();
        constexpr ones<Network::output_size, 1> all{};
        constexpr unit_matrix<Network::output_size> I{};
        const auto mean = [](auto sum_) { return formulas::template mean<of::sample>(sum_); };
        return boost::hana::make_tuple(mean(transpose(I - all * transpose(formula::exp(a))) * -q),
                                       mean(formula::exp(a) * (transpose(all) * q) - q),
                                       mean(formulas::template times_total<of::sample>(formula::exp(a)) - q));
    }
    template <std::size_t Step> static constexpr auto facts() noexcept {
        if constexpr (Step == 1) return probabilities_sum_to_1<Network, Loss>();
        else return boost::hana::make_tuple();
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_FUSED_HPP
