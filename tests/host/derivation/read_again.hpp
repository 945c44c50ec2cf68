#ifndef CONSTPROP_TESTS_HOST_DERIVATION_READ_AGAIN_HPP
#define CONSTPROP_TESTS_HOST_DERIVATION_READ_AGAIN_HPP

#include <constprop/constprop.hpp>
#include <constprop/host/derivation.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <string>

#include "../formula/notations.hpp"
#include "../formula/read_formula.hpp"
#include "autograd.hpp"
#include "catch.hpp"
#include "reader_symbols.hpp"

/// Holds every printed formula of a derivation to its value: it is read again as a reader would.
namespace read_again {

/// Holds every formula of a derivation to its text.
template <class Numbers> struct again_with {
    const Numbers& numbers;
    formula_reader& reader;
    std::size_t formulas = 0;

    template <class Formula> void operator()(Formula formula) {
        ++formulas;
        hold(std::string{text_of<notation::unicode>(formula)}, std::string{text_of<notation::latex>(formula)},
             std::string{text_of<notation::html>(formula)}, value_of(formula, numbers));
    }
    void hold(const std::string& text, const std::string& latex, const std::string& html, const matrix& value) {
        INFO(text);
        CHECK(notations::from_html(html) == notations::compact(text));
        CHECK(notations::from_latex(latex) == notations::compact(text));
        autograd::require_same(text, reader.read(text), value);
    }
    template <class Symbol> void learn(Symbol symbol) {
        reader.symbols[std::string{text_of<notation::unicode>(symbol)}] = value_of(symbol, numbers);
    }
};

template <class Network, class Loss, of Of, class Each> void for_each_formula(Each& each) {
    using formulas = host::calculus::chain<Network, Loss>;
    constexpr std::size_t last = Network::layer_count;
    each(formulas::template loss<Of>());
    host::calculus::for_each_layer<last + 1>([&](auto k_) {
        constexpr std::size_t k = k_() - 1;
        if constexpr (k > 0) {
            each(formulas::template forward<k, Of>());
            each(formulas::template expanded<k, Of>());
        }
        each(formulas::template backward<k, Of>());
        if constexpr (k > 0)
            host::calculus::for_each_learning_of<formulas, (k > 0 ? k : 1)>(
                [&](auto parameter_) { each(parameter_.template gradient<Of>()); });
        if constexpr (Of == of::sample) {
            if constexpr (k > 0) each(formulas::template jacobian<k>());
            if constexpr (k < last) each(formulas::template backward_row<k>());
            if constexpr (k > 0)
                host::calculus::for_each_learning_of<formulas, (k > 0 ? k : 1)>(
                    [&](auto parameter_) { each(parameter_.row()); });
            if constexpr (k > 0 && !formulas::template has_weights<(k > 0 ? k : 1)>) {
                using layer = typename formulas::template layer_type<k>;
                using known = host::calculus::activation_formulas<layer>;
                constexpr auto z = formulas::template z<k - 1>;
                if constexpr (requires { known::definition(z); }) each(known::definition(z));
                if constexpr (requires { known::slope_by_the_chain_rule(z); }) each(known::slope_by_the_chain_rule(z));
                using of_sample = host::calculus::formulas_of<Network, k>;
                if constexpr (requires { of_sample::definition(z); }) each(of_sample::definition(z));
                if constexpr (requires { of_sample::jacobian_by_the_chain_rule(z); })
                    each(of_sample::jacobian_by_the_chain_rule(z));
            }
        }
    });
    if constexpr (Of == of::sample) {
        each(formulas::loss_row());
        using simplified = host::calculus::fused<Network, Loss>;
        if constexpr (simplified::exists) {
            boost::hana::for_each(simplified::steps(), each);
            if constexpr (simplified::has_p) {
                boost::hana::for_each(simplified::jacobians_of_p(), each);
                each(simplified::slope_of_p());
            }
            const auto both = [&](auto fact_) { each(fact_.left), each(fact_.right); };
            boost::hana::for_each(simplified::template facts<0>(), both);
            boost::hana::for_each(simplified::template facts<1>(), both);
        }
    }
}
/// Formulas that are printed as equal have one value: a definition and the layer, the ways to a Jacobian matrix, and the
/// chain rule by p.
template <class Network, class Loss, class Numbers> void check_equal_ones(const Numbers& numbers) {
    using formulas = host::calculus::chain<Network, Loss>;
    constexpr std::size_t last = Network::layer_count;
    const auto same = [&](auto one_, const matrix& expected_) {
        autograd::require_same(std::string{text_of<notation::unicode>(one_)}, value_of(one_, numbers), expected_);
    };
    host::calculus::for_each_layer<last>([&](auto k_) {
        constexpr std::size_t k = k_();
        constexpr auto z = formulas::template z<k - 1>;
        using of_sample = host::calculus::formulas_of<Network, k>;
        if constexpr (requires { of_sample::definition(z); })
            same(of_sample::definition(z), value_of(formulas::template z<k>, numbers));
        if constexpr (requires { of_sample::jacobian_by_the_chain_rule(z); })
            same(of_sample::jacobian_by_the_chain_rule(z), value_of(formulas::template jacobian<k>(), numbers));
    });
    using simplified = host::calculus::fused<Network, Loss>;
    if constexpr (simplified::has_p)
        boost::hana::for_each(simplified::jacobians_of_p(), [&](auto jacobian_) {
            same(simplified::slope_of_p() * jacobian_, value_of(formulas::loss_row(), numbers));
        });
}

/// One sample, or a batch of three: every formula read again; the gradients beside `differentiate`'s.
template <class Network, std::size_t Samples, class Loss> std::size_t check(const Loss& loss, std::uint64_t seed) {
    constexpr of how = Samples == 1 ? of::sample : of::batch;
    const auto net = cp::initialized<Network>(cp::torch_default{.seed = seed});
    cp::random draw(seed);
    std::array<typename Network::input_type, Samples> x;
    for (auto& sample : x)
        for (double& value : sample) value = draw.uniform(2.0);
    const auto target = [&] { return cp::detail::random_target<Network, Loss>(draw); };
    std::array<decltype(target()), Samples> y;
    for (auto& one : y) one = target();

    const host::calculus::numbers<Network, Loss, Samples> numbers(net, loss, x, y);
    formula_reader reader = knows_functions();
    again_with<std::remove_cvref_t<decltype(numbers)>> again{numbers, reader};
    learn_symbols<Network, Loss, how>(again);
    for_each_formula<Network, Loss, how>(again);
    if constexpr (Samples == 1) check_equal_ones<Network, Loss>(numbers);

    using formulas = host::calculus::chain<Network, Loss>;
    const auto gradient = host::calculus::as_matrices(cp::differentiate(net, loss, x, y).gradient);
    host::calculus::for_each_layer<Network::layer_count>([&](auto k_) {
        constexpr std::size_t k = k_();
        host::calculus::for_each_learning_of<formulas, k>([&](auto parameter_) {
            const auto found = value_of(parameter_.template gradient<of::batch>(), numbers);
            const matrix& expected = parameter_.in(gradient[k - 1]);
            REQUIRE(found.values().size() == expected.values().size());
            for (std::size_t p = 0; p < found.values().size(); ++p)
                CHECK(std::abs(found.values()[p] - expected.values()[p]) < 1e-9);
        });
    });
    return again.formulas;
}
template <class Network, class Loss> void check(const Loss& loss) {
    CHECK(check<Network, 1>(loss, 1) >= 25);
    CHECK(check<Network, 3>(loss, 2) >= 15);
}

}  // namespace read_again

#endif  // CONSTPROP_TESTS_HOST_DERIVATION_READ_AGAIN_HPP
