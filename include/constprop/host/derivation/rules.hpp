#ifndef CONSTPROP_HOST_DERIVATION_RULES_HPP
#define CONSTPROP_HOST_DERIVATION_RULES_HPP

#include <constprop/host/formula/functions.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/optimizers/adam.hpp>
#include <constprop/optimizers/adamw.hpp>
#include <constprop/optimizers/rmsprop.hpp>
#include <constprop/optimizers/sgd.hpp>

#include <boost/hana/tuple.hpp>

#include <cstddef>

/// The update of one parameter w with gradient g by an optimizer, as formulas.
namespace constprop::inline CONSTPROP_TARGET::host::calculus {

enum class letter { w, g, v, m, eta, lambda, mu, tau, alpha, beta1, beta2, beta1_t, beta2_t, epsilon, count };

inline constexpr sign letter_signs[] = {{"w", "w", "<i>w</i>"},
                                        {"g", "g", "<i>g</i>"},
                                        {"v", "v", "<i>v</i>"},
                                        {"m", "m", "<i>m</i>"},
                                        {"η", "\\eta "},
                                        {"λ", "\\lambda "},
                                        {"μ", "\\mu "},
                                        {"τ", "\\tau "},
                                        {"α", "\\alpha "},
                                        {"β₁", "\\beta_1", "β<sub>1</sub>"},
                                        {"β₂", "\\beta_2", "β<sub>2</sub>"},
                                        {"β₁ᵗ", "\\beta_1^t", "β<sub>1</sub><sup><i>t</i></sup>"},
                                        {"β₂ᵗ", "\\beta_2^t", "β<sub>2</sub><sup><i>t</i></sup>"},
                                        {"ε", "\\varepsilon "}};

/// A letter of an update rule. `numbers.letters` has its value.
template <letter Letter> struct scalar_symbol : formula::formula_base {
    static constexpr letter which = Letter;
    static constexpr formula::shape size = {};
    static constexpr bool is_symbol = true;

    template <notation How, class Out> static constexpr void write(Out& out) noexcept {
        out << letter_signs[static_cast<std::size_t>(Letter)].in(How);
    }
    template <class Numbers> static auto value(const Numbers& numbers) {
        return matrix<typename Numbers::scalar>(numbers.letters[static_cast<std::size_t>(Letter)]);
    }
};

/// left ← right.
template <letter Left, formula::formula Right> struct assignment {
    static constexpr scalar_symbol<Left> left{};
    static constexpr Right right{};
};
template <letter Left, class Right> constexpr assignment<Left, Right> assign(Right) noexcept { return {}; }

struct rule_letters {
    static constexpr scalar_symbol<letter::w> w{};
    static constexpr scalar_symbol<letter::g> g{};
    static constexpr scalar_symbol<letter::v> v{};
    static constexpr scalar_symbol<letter::m> m{};
    static constexpr scalar_symbol<letter::eta> eta{};
    static constexpr scalar_symbol<letter::lambda> lambda{};
    static constexpr scalar_symbol<letter::mu> mu{};
    static constexpr scalar_symbol<letter::tau> tau{};
    static constexpr scalar_symbol<letter::alpha> alpha{};
    static constexpr scalar_symbol<letter::beta1> beta1{};
    static constexpr scalar_symbol<letter::beta2> beta2{};
    static constexpr scalar_symbol<letter::beta1_t> beta1_t{};
    static constexpr scalar_symbol<letter::beta2_t> beta2_t{};
    static constexpr scalar_symbol<letter::epsilon> epsilon{};
};

/// `steps()`: the assignments to a parameter, in order; `note`: what the formulas leave out. Empty for an unknown rule.
template <class Rule> struct rule_formulas {
    static constexpr auto steps() noexcept { return boost::hana::make_tuple(); }
    static constexpr std::string_view note = "as the optimizer's own code does";
};
template <> struct rule_formulas<plain_sgd> : rule_letters {
    static constexpr auto steps() noexcept {
        return boost::hana::make_tuple(assign<letter::w>(w - eta * (g + lambda * w)));
    }
    static constexpr std::string_view note = "η: learning_rate, λ: weight_decay, 0 unless set";
};
template <> struct rule_formulas<sgd> : rule_letters {
    static constexpr auto steps() noexcept {
        return boost::hana::make_tuple(assign<letter::g>(g + lambda * w),
                                       assign<letter::v>(mu * v + (formula::one - tau) * g),
                                       assign<letter::w>(w - eta * v));
    }
    static constexpr auto nesterov_steps() noexcept {
        return boost::hana::make_tuple(assign<letter::g>(g + lambda * w),
                                       assign<letter::v>(mu * v + (formula::one - tau) * g),
                                       assign<letter::w>(w - eta * (g + mu * v)));
    }
    static constexpr std::string_view note =
        "η: learning_rate, μ: momentum, τ: dampening, λ: weight_decay; in the first step v ← g; with nesterov, g + μv "
        "in place of v in the last line";
};
template <> struct rule_formulas<adam> : rule_letters {
    static constexpr auto steps() noexcept {
        return boost::hana::make_tuple(
            assign<letter::g>(g + lambda * w), assign<letter::m>(beta1 * m + (formula::one - beta1) * g),
            assign<letter::v>(beta2 * v + (formula::one - beta2) * formula::squared(g)),
            assign<letter::w>(w - divide(eta * (m / (formula::one - beta1_t)),
                                         formula::sqrt(v / (formula::one - beta2_t)) + epsilon)));
    }
    static constexpr std::string_view note =
        "η: learning_rate, β₁, β₂: beta1, beta2, ε: epsilon, λ: weight_decay; t counts the steps from 1";
};
template <> struct rule_formulas<adamw> : rule_letters {
    static constexpr auto steps() noexcept {
        return boost::hana::make_tuple(
            assign<letter::w>(w - eta * lambda * w), assign<letter::m>(beta1 * m + (formula::one - beta1) * g),
            assign<letter::v>(beta2 * v + (formula::one - beta2) * formula::squared(g)),
            assign<letter::w>(w - divide(eta * (m / (formula::one - beta1_t)),
                                         formula::sqrt(v / (formula::one - beta2_t)) + epsilon)));
    }
    static constexpr std::string_view note = rule_formulas<adam>::note;
};
template <> struct rule_formulas<rmsprop> : rule_letters {
    static constexpr auto steps() noexcept {
        return boost::hana::make_tuple(assign<letter::g>(g + lambda * w),
                                       assign<letter::v>(alpha * v + (formula::one - alpha) * formula::squared(g)),
                                       assign<letter::w>(w - divide(eta * g, formula::sqrt(v) + epsilon)));
    }
    static constexpr std::string_view note = "η: learning_rate, α: alpha, ε: epsilon, λ: weight_decay";
};

/// Calls use(steps) with the steps of a rule with its options.
template <class Rule> void with_steps(const Rule& rule, auto&& use) {
    if constexpr (requires { rule_formulas<Rule>::nesterov_steps(); })
        if (rule.nesterov) return void(use(rule_formulas<Rule>::nesterov_steps()));
    use(rule_formulas<Rule>::steps());
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_RULES_HPP
