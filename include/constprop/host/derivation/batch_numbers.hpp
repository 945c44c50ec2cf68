#ifndef CONSTPROP_HOST_DERIVATION_BATCH_NUMBERS_HPP
#define CONSTPROP_HOST_DERIVATION_BATCH_NUMBERS_HPP

#include <constprop/gradient.hpp>
#include <constprop/host/derivation/exact.hpp>
#include <constprop/host/derivation/first_step.hpp>
#include <constprop/host/derivation/gradients.hpp>
#include <constprop/host/derivation/numbers.hpp>
#include <constprop/host/derivation/shown_matrix.hpp>
#include <constprop/host/derivation/tables.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <string>

namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// A derivation for a batch, a sample in each row: every formula with its value, and every gradient by the formulas, by
/// `differentiate` and by central differences.
template <class Network, class Loss, class Target, std::size_t Samples> class numbers_of_batch {
    using exact = exact_network<Network>;
    using real = typename exact::scalar;
    using formulas = chain<exact, Loss>;
    using names = tables<exact, Loss>;
    using inputs = std::array<typename Network::input_type, Samples>;
    using targets = std::array<Target, Samples>;
    static constexpr std::size_t last = Network::layer_count;

    numbers<exact, Loss, Samples> numbers_;
    Network given_, gradient_;
    all_gradients<Network> differentiated_;
    all_gradients<exact> differences_;

    static exact exact_of(const Network& net) { return exact::from_parameters(converted<real>(net.parameters())); }

 public:
    numbers_of_batch(const Network& net, const Loss& loss, const inputs& x, const targets& y)
        : numbers_(exact_of(net), loss, converted_rows<real>(x), converted_rows<real>(y)),
          given_(net),
          gradient_(differentiate(net, loss, x, y).gradient),
          differentiated_(as_matrices(gradient_)),
          differences_(
              as_matrices(central_differences(exact_of(net), loss, converted_rows<real>(x), converted_rows<real>(y),
                                              real(std::is_same_v<real, float> ? 1e-2 : 1e-5)))) {}

    template <page Page, class Rule> void write(Page& page, const Rule& rule) const {
        page.heading("Forward, a sample in each row");
        page.table(forward<Page>());
        for (const std::string& line : names::template definitions<Page>()) page.paragraph(line);
        page.heading("Backward");
        page.table(backward<Page>());
        page.heading("Gradients of the parameters");
        page.table(parameters<Page>());
        page.heading("Update, the first step of the rule");
        page.table(first_step_table<Page>(numbers_, rule, by_formulas(),
                                          as_matrices(after_first_step(given_, gradient_, rule))));
    }

    /// The gradients of all parameters by the formulas.
    all_gradients<exact> by_formulas() const {
        all_gradients<exact> all;
        for_each_layer<last>([&](auto k_) {
            constexpr std::size_t k = k_();
            if constexpr (formulas::template learns<k>) {
                all[k - 1].weights = value_of(formulas::template weight_gradient<k, of::batch>(), numbers_);
                all[k - 1].biases = value_of(formulas::template bias_gradient<k, of::batch>(), numbers_);
            }
        });
        return all;
    }
    double formulas_against_differentiate() const { return greatest_difference(by_formulas(), differentiated_); }
    double formulas_against_differences() const { return greatest_difference(by_formulas(), differences_); }

 private:
    template <page Page, class Left, class Right>
    std::vector<std::string> row(std::string name, Left left, Right right) const {
        return {std::move(name), equation<Page>(left, right), shown_matrix<Page>(value_of(right, numbers_))};
    }
    template <page Page, class Symbol> std::vector<std::string> row(Symbol symbol) const {
        return {"", shown<Page>(symbol), shown_matrix<Page>(value_of(symbol, numbers_))};
    }

    template <page Page> page_table forward() const {
        page_table table{{"Layer", "Formula", "Value"}, {}};
        table.rows.push_back(row<Page>(formulas::template z<0, of::batch>));
        for_each_layer<last>([&](auto k_) {
            constexpr std::size_t k = k_();
            if constexpr (formulas::template has_weights<k>) {
                table.rows.push_back(row<Page>(formulas::template W<k>));
                table.rows.push_back(row<Page>(formulas::template b<k>));
            }
            table.rows.push_back(row<Page>(layer_name<exact, k>::template shown<Page>(),
                                           formulas::template z<k, of::batch>,
                                           formulas::template forward<k, of::batch>()));
        });
        table.rows.push_back(row<Page>(formulas::template y<of::batch>));
        table.rows.push_back(
            row<Page>(names::template loss_name<Page>(), symbols::loss<exact>{}, formulas::template loss<of::batch>()));
        return table;
    }

    template <page Page> page_table backward() const {
        page_table table{{"Layer", "Formula", "Value"}, {}};
        for_each_layer_backward<last + 1>([&](auto k_) {
            constexpr std::size_t k = k_() - 1;
            std::string name;
            if constexpr (k == last) name = names::template loss_name<Page>();
            else name = layer_name<exact, k + 1>::template shown<Page>();
            table.rows.push_back(row<Page>(std::move(name), formulas::template delta<k, of::batch>,
                                           formulas::template backward<k, of::batch>()));
        });
        return table;
    }

    template <page Page> page_table parameters() const {
        page_table table{{"Gradient", "How", "Value"}, {}};
        for_each_layer_backward<last>([&](auto k_) {
            constexpr std::size_t k = k_();
            if constexpr (formulas::template learns<k>) {
                const auto three = [&](auto parameter_, auto formula_, const auto& own_, const auto& by_differences_) {
                    table.add({shown<Page>(parameter_), shown<Page>(formula_),
                               shown_matrix<Page>(value_of(formula_, numbers_))});
                    table.add({"", Page::words("differentiate"), shown_matrix<Page>(own_)});
                    table.add({"", Page::words("central differences"), shown_matrix<Page>(by_differences_)});
                };
                three(formulas::template W<k>, formulas::template weight_gradient<k, of::batch>(),
                      differentiated_[k - 1].weights, differences_[k - 1].weights);
                three(formulas::template b<k>, formulas::template bias_gradient<k, of::batch>(),
                      differentiated_[k - 1].biases, differences_[k - 1].biases);
            }
        });
        return table;
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_BATCH_NUMBERS_HPP
