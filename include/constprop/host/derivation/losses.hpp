#ifndef CONSTPROP_HOST_DERIVATION_LOSSES_HPP
#define CONSTPROP_HOST_DERIVATION_LOSSES_HPP

#include <constprop/host/derivation/layers.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/losses/bce.hpp>
#include <constprop/losses/bce_with_logits.hpp>
#include <constprop/losses/cross_entropy.hpp>
#include <constprop/losses/huber.hpp>
#include <constprop/losses/l1.hpp>
#include <constprop/losses/mse.hpp>
#include <constprop/losses/nll.hpp>
#include <constprop/losses/squared_error.hpp>
#include <constprop/losses/unfused.hpp>
#include <constprop/losses/weighted.hpp>

#include <cstddef>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::host::symbols {

/// w, the weight of each output; in a batch, equal in every row.
template <std::size_t Outputs> struct importance : formula::formula_base {
    static constexpr formula::shape size = {Outputs, 1};
    static constexpr bool is_symbol = true;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        out << signs::importance.in(How);
    }
    template <class Numbers> static auto value(const Numbers& numbers) { return numbers.importance(); }
};

/// The divisor of a weighted mean over classes: the sum of the weights of the samples' classes.
struct share : formula::formula_base {
    static constexpr formula::shape size = {};
    static constexpr bool is_symbol = true;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        out << sign{"s", "s", "<i>s</i>"}.in(How);
    }
    template <class Numbers> static auto value(const Numbers& numbers) { return numbers.share(); }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host::symbols

namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// Huber's loss of a difference, and its slope.
template <bool Slope> struct huber_function {
    static constexpr sign before =
        Slope ? sign{"max(−d, min(d, ", "\\max(-d, \\min(d, "} : sign{"huber(", "\\mathrm{huber}("};
    static constexpr sign after = Slope ? sign{"))", "))"} : sign{")", ")"};
    template <class Numbers, class T> static T at(const Numbers& numbers, T difference) {
        if constexpr (Slope) return numbers.plain_loss().slope(difference, T(0));
        else return numbers.plain_loss().value(difference, T(0));
    }
};

/// A loss that is a sum over outputs: the term of each output and its slope, as formulas of ŷ and y of any shape.
template <class Loss> struct element_formulas;
template <> struct element_formulas<mse> {
    template <class A, class Y> static constexpr auto term(A a, Y y) noexcept { return squared(a - y); }
    template <class A, class Y> static constexpr auto slope(A a, Y y) noexcept { return two * (a - y); }
};
template <> struct element_formulas<squared_error> : element_formulas<mse> {};
template <> struct element_formulas<bce> {
    template <class A, class Y> static constexpr auto term(A a, Y y) noexcept {
        return -(hadamard(y, formula::log(a)) + hadamard(one - y, formula::log(one - a)));
    }
    template <class A, class Y> static constexpr auto slope(A a, Y y) noexcept {
        return divide(a - y, hadamard(a, one - a));
    }
};
template <> struct element_formulas<bce_with_logits> {
    template <class A, class Y> static constexpr auto term(A a, Y y) noexcept {
        return activate<softplus>(a) - hadamard(y, a);
    }
    template <class A, class Y> static constexpr auto slope(A a, Y y) noexcept { return sigma(a) - y; }
};
template <> struct element_formulas<l1> {
    template <class A, class Y> static constexpr auto term(A a, Y y) noexcept { return (formula::abs)(a - y); }
    template <class A, class Y> static constexpr auto slope(A a, Y y) noexcept { return signum(a - y); }
};
template <> struct element_formulas<huber> {
    template <class A, class Y> static constexpr auto term(A a, Y y) noexcept {
        return apply<huber_function<false>>{}(a - y);
    }
    template <class A, class Y> static constexpr auto slope(A a, Y y) noexcept {
        return apply<huber_function<true>>{}(a - y);
    }
};
template <class Loss>
concept elementwise_formulas = requires { &element_formulas<Loss>::template slope<number<1>, number<1>>; };

/// The loss inside `unfused`, which changes only how it is computed, and inside `weighted`.
template <class Loss> struct stripped {
    using type = Loss;
    static constexpr bool weighted = false;
};
template <class Loss> struct stripped<unfused<Loss>> : stripped<Loss> {};
template <class Loss, std::size_t Count> struct stripped<constprop::weighted<Loss, Count>> {
    using type = typename stripped<Loss>::type;
    static constexpr bool weighted = true;
};

template <class Network, class Loss> struct loss_symbols {
    static constexpr std::size_t outputs = Network::output_size;
    static constexpr bool weighted = stripped<Loss>::weighted;
    using plain = typename stripped<Loss>::type;

    template <of Of> static constexpr layer_value<Network, Network::layer_count, Of> prediction{};
    template <of Of> static constexpr symbols::target<Network, Of> target{};

    /// w as a factor of the terms of a sample or a batch.
    template <of Of> static constexpr auto importance() noexcept {
        constexpr symbols::importance<outputs> w{};
        if constexpr (Of == of::sample) return w;
        else return ones<any_number, 1>{} * transpose(w);
    }
    template <of Of, class A> static constexpr auto times_importance(A a) noexcept {
        if constexpr (weighted) return hadamard(importance<Of>(), a);
        else return a;
    }
};

/// The loss of a sample or a batch, and its gradient with respect to ŷ: a column, or a row for each sample. The gradient of
/// an unknown loss is written ∇ℓ(ŷ, y).
template <class Network, class Loss, class Plain = typename stripped<Loss>::type> struct loss_formulas {
    /// The loss by its own code.
    template <of Of, bool Gradient> struct as_it_is : formula_base {
        static constexpr formula::shape size =
            Gradient ? layer_value<Network, Network::layer_count, Of>::size : formula::shape{};
        template <notation How, class Out> static constexpr void write(Out& out) noexcept {
            if (Gradient) out << sign{"∇", "\\nabla "}.in(How);
            write_name<How>(out, short_name<Plain>());
            out << "(";
            loss_symbols<Network, Loss>::template prediction<Of>.template write<How>(out);
            out << ", ";
            loss_symbols<Network, Loss>::template target<Of>.template write<How>(out);
            out << ")";
        }
        template <class Numbers> static auto value(const Numbers& numbers) {
            if constexpr (Gradient) return symbols::arranged<Of>(numbers.loss_gradient());
            else return numbers.loss();
        }
    };
    template <of Of> static constexpr auto value() noexcept { return as_it_is<Of, false>{}; }
    template <of Of> static constexpr auto slope() noexcept { return as_it_is<Of, true>{}; }
};

template <class Network, class Loss, elementwise_formulas Plain>
struct loss_formulas<Network, Loss, Plain> : loss_symbols<Network, Loss> {
    using base = loss_symbols<Network, Loss>;
    static constexpr bool over_outputs = !std::is_same_v<Plain, squared_error>;

    template <of Of> static constexpr auto mean(auto sum) noexcept {
        constexpr symbols::output_count<base::outputs> K{};
        constexpr symbols::sample_count N{};
        if constexpr (Of == of::sample && over_outputs) return sum / K;
        else if constexpr (Of == of::sample) return sum;
        else if constexpr (over_outputs) return sum / (N * K);
        else return sum / N;
    }
    template <class A> static constexpr auto total(A a) noexcept { return sum_of(a); }
    template <class A> static constexpr auto total(negative<A>) noexcept { return -sum_of(A{}); }
    template <class A> static constexpr auto total(power<A, 2>) noexcept { return squared_norm(A{}); }

    template <of Of> static constexpr auto value() noexcept {
        constexpr auto term = element_formulas<Plain>::term(base::template prediction<Of>, base::template target<Of>);
        return signed_mean<Of>(total(base::template times_importance<Of>(term)));
    }
    template <of Of> static constexpr auto slope() noexcept {
        constexpr auto slope = element_formulas<Plain>::slope(base::template prediction<Of>, base::template target<Of>);
        return mean<Of>(base::template times_importance<Of>(slope));
    }

 private:
    template <of Of, class Sum> static constexpr auto signed_mean(Sum sum) noexcept { return mean<Of>(sum); }
    template <of Of, class Sum> static constexpr auto signed_mean(negative<Sum>) noexcept { return -mean<Of>(Sum{}); }
};

/// The losses of classes: y is 1 at the sample's class and 0 elsewhere, or its probabilities.
template <class Network, class Loss, class Plain>
requires std::is_same_v<Plain, cross_entropy> || std::is_same_v<Plain, nll>
struct loss_formulas<Network, Loss, Plain> : loss_symbols<Network, Loss> {
    using base = loss_symbols<Network, Loss>;
    static constexpr bool of_logits = std::is_same_v<Plain, cross_entropy>;

    template <of Of> static constexpr auto mean(auto sum) noexcept {
        if constexpr (base::weighted) return sum / symbols::share{};
        else if constexpr (Of == of::batch) return sum / symbols::sample_count{};
        else return sum;
    }
    template <of Of> static constexpr auto wanted() noexcept {
        return base::template times_importance<Of>(base::template target<Of>);
    }
    template <of Of> static constexpr auto log_probability() noexcept {
        if constexpr (of_logits) return log_softmax_of(base::template prediction<Of>);
        else return base::template prediction<Of>;
    }
    /// 𝟙ᵀ(w ⊙ y), by which the probabilities are multiplied.
    template <of Of, class P> static constexpr auto times_total(P p) noexcept {
        constexpr symbols::importance<base::outputs> w{};
        constexpr auto y = base::template target<Of>;
        if constexpr (!base::weighted) return p;
        else if constexpr (Of == of::sample) return p * (transpose(w) * y);
        else return hadamard(y * w * transpose(ones<base::outputs, 1>{}), p);
    }

    template <of Of> static constexpr auto value() noexcept {
        if constexpr (Of == of::sample) return -mean<Of>(transpose(wanted<Of>()) * log_probability<Of>());
        else return -mean<Of>(sum_of(hadamard(wanted<Of>(), log_probability<Of>())));
    }
    template <of Of> static constexpr auto slope() noexcept {
        if constexpr (of_logits)
            return mean<Of>(times_total<Of>(softmax_of(base::template prediction<Of>)) - wanted<Of>());
        else return -mean<Of>(wanted<Of>());
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_LOSSES_HPP
