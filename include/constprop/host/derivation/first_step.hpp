#ifndef CONSTPROP_HOST_DERIVATION_FIRST_STEP_HPP
#define CONSTPROP_HOST_DERIVATION_FIRST_STEP_HPP

#include <constprop/host/derivation/chain.hpp>
#include <constprop/host/derivation/gradients.hpp>
#include <constprop/host/derivation/numbers.hpp>
#include <constprop/host/derivation/rules.hpp>
#include <constprop/host/derivation/short_number.hpp>
#include <constprop/host/derivation/shown_matrix.hpp>
#include <constprop/host/derivation/tables.hpp>
#include <constprop/host/formula/matrix.hpp>
#include <constprop/kernels/target.hpp>

#include <boost/hana/for_each.hpp>
#include <boost/hana/length.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// The letters of a rule with its numbers, at the first step: what it remembers is still 0, t is 1.
template <class T> struct first_letters {
    using scalar = T;
    std::array<T, static_cast<std::size_t>(letter::count)> letters{};

    T& operator[](letter which) { return letters[static_cast<std::size_t>(which)]; }

    template <class Rule> explicit first_letters(const Rule& rule) {
        auto& self = *this;
        self[letter::eta] = static_cast<T>(rule.learning_rate);
        if constexpr (requires { rule.weight_decay; }) self[letter::lambda] = static_cast<T>(rule.weight_decay);
        // As the note of sgd says: in the first step v ← g, whatever the dampening.
        if constexpr (requires { rule.momentum; }) self[letter::mu] = static_cast<T>(rule.momentum);
        if constexpr (requires { rule.alpha; }) self[letter::alpha] = static_cast<T>(rule.alpha);
        if constexpr (requires { rule.epsilon; }) self[letter::epsilon] = static_cast<T>(rule.epsilon);
        if constexpr (requires { rule.beta1; }) {
            self[letter::beta1] = self[letter::beta1_t] = static_cast<T>(rule.beta1);
            self[letter::beta2] = self[letter::beta2_t] = static_cast<T>(rule.beta2);
        }
    }
};

/// A rule's first step by its formulas.
template <class Rule, class T> class first_step {
    Rule rule_;

 public:
    /// Whether the rule's formulas are known here.
    static constexpr bool is_known = decltype(boost::hana::length(rule_formulas<Rule>::steps()))::value > 0;

    explicit first_step(const Rule& rule) : rule_(rule) {}

    /// w after the step, of every parameter w with gradient g.
    matrix<T> operator()(const matrix<T>& w, const matrix<T>& g) const {
        return map(w, g, [&](T w_, T g_) {
            first_letters<T> now(rule_);
            now[letter::w] = w_;
            now[letter::g] = g_;
            boost::hana::for_each(rule_formulas<Rule>::steps(), [&](auto step_) {
                constexpr letter to = std::remove_cvref_t<decltype(step_.left)>::which;
                if constexpr (requires { rule_.nesterov; })
                    if (to == letter::w && rule_.nesterov)
                        now[letter::v] = now[letter::g] + now[letter::mu] * now[letter::v];
                now[to] = value_of(step_.right, now)(0, 0);
            });
            return now[letter::w];
        });
    }

    /// "η = 0.1, λ = 0": the numbers that are given to it.
    std::string numbers() const {
        const first_letters<T> now(rule_);
        std::string text;
        const auto add = [&](letter which_, bool is_given_) {
            const auto at = static_cast<std::size_t>(which_);
            if (is_given_)
                text += (text.empty() ? "" : ", ") + std::string{letter_signs[at].unicode} + " = " +
                        short_number(static_cast<double>(now.letters[at]));
        };
        add(letter::eta, true);
        add(
            letter::mu, requires { rule_.momentum; });
        add(
            letter::alpha, requires { rule_.alpha; });
        add(
            letter::beta1, requires { rule_.beta1; });
        add(
            letter::beta2, requires { rule_.beta1; });
        add(
            letter::epsilon, requires { rule_.epsilon; });
        add(
            letter::lambda, requires { rule_.weight_decay; });
        return text;
    }
};

/// A table of the first step: the rule, then every parameter after it, by its formulas with the gradients in `by`.
template <page Page, class Network, class Loss, class Rule>
page_table first_step_table(const numbers<Network, Loss, 1>& now, const Rule& rule, const all_gradients<Network>& by) {
    using formulas = chain<Network, Loss>;
    using T = typename Network::scalar;
    const first_step<Rule, T> step(rule);
    page_table table{{"Parameter", "How", "After the first step"}, {}};
    std::string lines;
    for (const std::string& line : rule_lines<Page, Rule>()) lines += (lines.empty() ? "" : ";  ") + line;
    table.rows.push_back({"", lines, Page::words(step.numbers())});
    for_each_layer<Network::layer_count>([&](auto k_) {
        constexpr std::size_t k = k_();
        if constexpr (formulas::template learns<k>) {
            table.rows.push_back(
                {shown<Page>(formulas::template W<k>), "", shown_matrix<Page>(step(now.weight(k), by[k - 1].weights))});
            table.rows.push_back(
                {shown<Page>(formulas::template b<k>), "", shown_matrix<Page>(step(now.bias(k), by[k - 1].biases))});
        }
    });
    return table;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_FIRST_STEP_HPP
