#ifndef CONSTPROP_HOST_DERIVATION_WITH_NUMBERS_HPP
#define CONSTPROP_HOST_DERIVATION_WITH_NUMBERS_HPP

#include <constprop/gradient.hpp>
#include <constprop/host/derivation/exact.hpp>
#include <constprop/host/derivation/first_step.hpp>
#include <constprop/host/derivation/gradients.hpp>
#include <constprop/host/derivation/numbers.hpp>
#include <constprop/host/derivation/short_number.hpp>
#include <constprop/host/derivation/shown_matrix.hpp>
#include <constprop/host/derivation/tables.hpp>
#include <constprop/kernels/target.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <type_traits>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

namespace calculus {

/// A derivation for one sample: every formula with its value, and every gradient computed in three ways.
///
/// All but `differentiate` is in double; that is in the network's own scalar, and so is all where a layer is frozen, whose
/// constants have the scalar that they have.
template <class Network, class Loss, class Target> class numbers_of_sample {
    using exact = exact_network<Network>;
    using real = typename exact::scalar;
    using formulas = chain<exact, Loss>;
    using names = tables<exact, Loss>;
    static constexpr std::size_t last = Network::layer_count;

    exact net_;
    Network given_, gradient_;
    numbers<exact, Loss, 1> numbers_;
    all_gradients<Network> differentiated_;
    all_gradients<exact> differences_;

    using exact_target = decltype(converted_target<real>(std::declval<const Target&>()));

 public:
    numbers_of_sample(const Network& net, const Loss& loss, const typename Network::input_type& x, const Target& y)
        : net_(exact::from_parameters(converted<real>(net.parameters()))),
          given_(net),
          gradient_(differentiate(net, loss, x, y).gradient),
          numbers_(net_, loss, std::array<typename exact::input_type, 1>{converted<real>(x)},
                   std::array<exact_target, 1>{converted_target<real>(y)}),
          differentiated_(as_matrices(gradient_)),
          differences_(
              as_matrices(central_differences(net_, loss, std::array<typename exact::input_type, 1>{converted<real>(x)},
                                              std::array<exact_target, 1>{converted_target<real>(y)},
                                              real(std::is_same_v<real, float> ? 1e-2 : 1e-5)))) {}

    template <page Page, class Rule> void write(Page& page, const Rule& rule) const {
        page.heading("Forward");
        page.table(forward<Page>());
        for (const std::string& line : names::template definitions<Page>()) page.paragraph(line);
        page.heading("Backward");
        page.table(backward<Page>());
        page.heading("Gradients of the parameters");
        page.table(parameters<Page>());
        page.heading("Agreement");
        page.table(agreement<Page>());
        page.heading("Update, the first step of the rule");
        page.table(first_step_table<Page>(numbers_, rule, chain_rule(),
                                          as_matrices(after_first_step(given_, gradient_, rule))));
    }

    /// The greatest difference between the chain rule by Jacobian matrices and `differentiate`, and between it and
    /// central differences, over all parameters.
    double jacobians_against_differentiate() const { return greatest_difference(chain_rule(), differentiated_); }
    double jacobians_against_differences() const { return greatest_difference(chain_rule(), differences_); }

    /// The gradients of all parameters by explicit Jacobian matrices.
    all_gradients<exact> chain_rule() const {
        all_gradients<exact> all;
        for_each_layer<last>([&](auto k_) {
            constexpr std::size_t k = k_();
            if constexpr (formulas::template learns<k>) {
                all[k - 1].weights = transpose_of(value_of(formulas::template weight_row<k>(), numbers_));
                all[k - 1].biases = transpose_of(value_of(formulas::template bias_row<k>(), numbers_));
            }
        });
        return all;
    }

 private:
    template <page Page, class Left, class Right>
    std::vector<std::string> row(std::string name, Left left, Right right) const {
        return {std::move(name), equation<Page>(left, right), shown_matrix<Page>(value_of(right, numbers_))};
    }

    template <page Page> page_table forward() const {
        page_table table{{"Layer", "Formula", "Value"}, {}};
        table.add({"", shown<Page>(formulas::template z<0>),
                   shown_matrix<Page>(value_of(formulas::template z<0>, numbers_))});
        for_each_layer<last>([&](auto k_) {
            constexpr std::size_t k = k_();
            const std::string name = layer_name<exact, k>::template shown<Page>();
            if constexpr (formulas::template has_weights<k>) {
                table.add({name, shown<Page>(formulas::template W<k>), shown_matrix<Page>(numbers_.weight(k))});
                table.add({"", shown<Page>(formulas::template b<k>), shown_matrix<Page>(numbers_.bias(k))});
            }
            table.rows.push_back(row<Page>(formulas::template has_weights<k> ? "" : name, formulas::template z<k>,
                                           formulas::template forward<k>()));
        });
        table.add(
            {"", shown<Page>(formulas::template y<>), shown_matrix<Page>(value_of(formulas::template y<>, numbers_))});
        table.rows.push_back(row<Page>(names::template loss_name<Page>(), symbols::loss<exact>{}, formulas::loss()));
        return table;
    }

    template <page Page> page_table backward() const {
        page_table table{{"Layer", "Formula", "Value"}, {}};
        table.rows.push_back(
            row<Page>(names::template loss_name<Page>(), formulas::template row<last>, formulas::loss_row()));
        for_each_layer_backward<last>([&](auto k_) {
            constexpr std::size_t k = k_() - 1;
            std::string name = layer_name<exact, k + 1>::template shown<Page>();
            if constexpr (!formulas::template is_linear<k + 1>) {
                table.rows.push_back(row<Page>(std::move(name), formulas::template factor<k + 1>(),
                                               formulas::template jacobian<k + 1>()));
                name.clear();
            }
            table.rows.push_back(
                row<Page>(std::move(name), formulas::template row<k>, formulas::template backward_row<k>()));
        });
        return table;
    }

    template <page Page> page_table parameters() const {
        page_table table{{"Gradient", "How", "Value"}, {}};
        const all_gradients<exact> jacobians = chain_rule();
        for_each_layer_backward<last>([&](auto k_) {
            constexpr std::size_t k = k_();
            if constexpr (formulas::template learns<k>) {
                const auto three = [&](auto parameter_, auto numerator_, const auto& by_jacobians_,
                                       const auto& differentiated_now_, const auto& differences_now_) {
                    table.add({shown<Page>(parameter_), shown<Page>(transpose(numerator_)),
                               shown_matrix<Page>(by_jacobians_)});
                    table.add({"", Page::words("differentiate"), shown_matrix<Page>(differentiated_now_)});
                    table.add({"", Page::words("central differences"), shown_matrix<Page>(differences_now_)});
                };
                three(formulas::template W<k>, formulas::template weight_row<k>(), jacobians[k - 1].weights,
                      differentiated_[k - 1].weights, differences_[k - 1].weights);
                three(formulas::template b<k>, formulas::template bias_row<k>(), jacobians[k - 1].biases,
                      differentiated_[k - 1].biases, differences_[k - 1].biases);
            }
        });
        return table;
    }

    template <page Page> page_table agreement() const {
        page_table table{{"Gradient", "Jacobians against differentiate", "Jacobians against central differences"}, {}};
        const all_gradients<exact> jacobians = chain_rule();
        for_each_layer_backward<last>([&](auto k_) {
            constexpr std::size_t k = k_();
            if constexpr (formulas::template learns<k>) {
                const auto both = [&](auto parameter_, const auto& exact_, const auto& own_,
                                      const auto& differences_now_) {
                    table.add({shown<Page>(parameter_),
                               Page::words(short_number(largest_difference(in_doubles(exact_), in_doubles(own_)))),
                               Page::words(short_number(
                                   largest_difference(in_doubles(exact_), in_doubles(differences_now_))))});
                };
                both(formulas::template W<k>, jacobians[k - 1].weights, differentiated_[k - 1].weights,
                     differences_[k - 1].weights);
                both(formulas::template b<k>, jacobians[k - 1].biases, differentiated_[k - 1].biases,
                     differences_[k - 1].biases);
            }
        });
        return table;
    }
};

}  // namespace calculus
}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_DERIVATION_WITH_NUMBERS_HPP
