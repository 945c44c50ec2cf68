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
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// The symbols of a rule with their values at the first step: its buffers are still 0, t is 1.
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
    /// True if the rule's formulas are known here.
    static constexpr bool is_known = decltype(boost::hana::length(rule_formulas<Rule>::steps()))::value > 0;

    explicit first_step(const Rule& rule) : rule_(rule) {}

    /// Calls each(formula, value) for every assignment of the step, for every parameter w with gradient g.
    void for_each(const matrix<T>& w, const matrix<T>& g, auto&& each) const {
        const std::size_t size = w.values().size();
        std::vector<first_letters<T>> now(size, first_letters<T>(rule_));
        for (std::size_t k = 0; k < size; ++k) now[k][letter::w] = w.values()[k], now[k][letter::g] = g.values()[k];
        with_steps(rule_, [&](auto steps_) {
            boost::hana::for_each(steps_, [&](auto step_) {
                matrix<T> value = w;
                for (std::size_t k = 0; k < size; ++k)
                    value(k / w.columns(), k % w.columns()) = now[k][step_.left.which] =
                        value_of(step_.right, now[k])(0, 0);
                each(step_, value);
            });
        });
    }
    /// w after the step.
    matrix<T> operator()(const matrix<T>& w, const matrix<T>& g) const {
        matrix<T> last = w;
        for_each(w, g, [&](auto, const matrix<T>& value_) { last = value_; });
        return last;
    }

    /// The numbers of the rule: "η = 0.1, λ = 0".
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
        add(letter::mu, requires { rule_.momentum; });
        add(letter::tau, requires { rule_.dampening; });
        add(letter::alpha, requires { rule_.alpha; });
        add(letter::beta1, requires { rule_.beta1; });
        add(letter::beta2, requires { rule_.beta1; });
        add(letter::epsilon, requires { rule_.epsilon; });
        add(letter::lambda, requires { rule_.weight_decay; });
        return text;
    }
};

/// A network after the first step of a rule, by the optimizer's own code.
template <class Network, class Rule>
Network after_first_step(const Network& net, const typename Network::gradient_type& gradient, const Rule& rule) {
    Network after = net;
    auto optimizer = make_optimizer(after, rule);
    optimizer.step(after, gradient);
    return after;
}

/// A table of the first step: every parameter with its gradient, each assignment of the rule with its value, and the
/// parameter after the step by the optimizer's own code.
template <page Page, class Network, class Loss, std::size_t Samples, class Rule>
page_table first_step_table(const numbers<Network, Loss, Samples>& now, const Rule& rule,
                            const all_gradients<Network>& by, const auto& after) {
    using formulas = chain<Network, Loss>;
    using T = typename Network::scalar;
    const first_step<Rule, T> step(rule);
    page_table table{{"Parameter", "Formula", "Value"}, {}};
    constexpr bool is_known = first_step<Rule, T>::is_known;
    if constexpr (is_known) table.add({"", Page::words(step.numbers()), ""});
    const auto add = [&](auto parameter_, const matrix<T>& w_, const matrix<T>& g_, const auto& own_) {
        const std::string name = shown<Page>(parameter_);
        if constexpr (is_known) {
            table.add({name, shown<Page>(rule_letters::w), shown_matrix<Page>(w_)});
            table.add({"", shown<Page>(rule_letters::g), shown_matrix<Page>(g_)});
            step.for_each(w_, g_, [&](auto step_, const matrix<T>& value_) {
                table.add({"", equation<Page>(step_.left, step_.right, signs::becomes), shown_matrix<Page>(value_)});
            });
        }
        table.add({is_known ? std::string{} : name, Page::words("optimizer.step"), shown_matrix<Page>(own_)});
    };
    for_each_layer<Network::layer_count>([&](auto k_) {
        constexpr std::size_t k = k_();
        for_each_learning_of<formulas, k>([&](auto parameter_) {
            add(parameter_.symbol, value_of(parameter_.symbol, now), parameter_.in(by[k - 1]),
                parameter_.in(after[k - 1]));
        });
    });
    return table;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_FIRST_STEP_HPP
