#ifndef CONSTPROP_HOST_DERIVATION_BATCH_NUMBERS_HPP
#define CONSTPROP_HOST_DERIVATION_BATCH_NUMBERS_HPP

#include <constprop/gradient.hpp>
#include <constprop/host/derivation/compared_numbers.hpp>
#include <constprop/host/derivation/exact.hpp>
#include <constprop/host/derivation/gradients.hpp>
#include <constprop/host/derivation/shown_matrix.hpp>
#include <constprop/host/derivation/tables.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// A derivation for a batch, a sample in each row: every formula with its value, and every gradient by the formulas, by
/// `differentiate` and by central differences.
template <class Network, class Loss, std::size_t Samples>
class numbers_of_batch : compared_numbers<Network, Loss, Samples> {
    using base = compared_numbers<Network, Loss, Samples>;
    static constexpr std::size_t last = base::last;
    using typename base::exact, typename base::real, typename base::formulas, typename base::names;

 public:
    /// The samples of a batch, or the steps of a sequence.
    template <class Inputs, class Targets>
    numbers_of_batch(const Network& net, const Loss& loss, const Inputs& x, const Targets& y)
        : base(net, loss, converted_rows<real>(rows_in(x)), converted_rows<real>(rows_in(y)),
               differentiate(net, loss, x, y).gradient) {}

    template <page Page, class Rule> void write(Page& page, const Rule& rule) const {
        base::write_passes(page, "Forward, a sample in each row", forward<Page>(), backward<Page>(),
                           parameters<Page>());
        base::write_first_step(page, rule, by_formulas());
    }

    /// The gradients of all parameters by the formulas.
    all_gradients<exact> by_formulas() const {
        all_gradients<exact> all;
        for_each_layer<last>([&](auto k_) {
            constexpr std::size_t k = k_();
            for_each_learning_of<formulas, k>([&](auto parameter_) {
                parameter_.in(all[k - 1]) = value_of(parameter_.template gradient<of::batch>(), this->numbers_);
            });
        });
        return all;
    }
    double formulas_against_differentiate() const { return greatest_difference(by_formulas(), this->differentiated_); }
    double formulas_against_differences() const { return greatest_difference(by_formulas(), this->differences_); }

 private:
    template <page Page> page_table forward() const {
        page_table table{{"Layer", "Formula", "Value"}, {}};
        table.rows.push_back(this->template row<Page>("", formulas::template z<0, of::batch>));
        for_each_layer<last>([&](auto k_) {
            constexpr std::size_t k = k_();
            for_each_parameter_of<formulas, k>(
                [&](auto parameter_) { table.rows.push_back(this->template row<Page>("", parameter_.symbol)); });
            table.rows.push_back(this->template row<Page>(layer_name<exact, k>::template shown<Page>(),
                                                          formulas::template z<k, of::batch>,
                                                          formulas::template forward<k, of::batch>()));
        });
        table.rows.push_back(this->template row<Page>("", formulas::template y<of::batch>));
        table.rows.push_back(this->template row<Page>(names::template loss_name<Page>(), symbols::loss<exact>{},
                                                      formulas::template loss<of::batch>()));
        return table;
    }

    template <page Page> page_table backward() const {
        page_table table{{"Layer", "Formula", "Value"}, {}};
        for_each_layer_backward<last + 1>([&](auto k_) {
            constexpr std::size_t k = k_() - 1;
            std::string name;
            if constexpr (k == last) name = names::template loss_name<Page>();
            else name = layer_name<exact, k + 1>::template shown<Page>();
            table.rows.push_back(this->template row<Page>(std::move(name), formulas::template delta<k, of::batch>,
                                                          formulas::template backward<k, of::batch>()));
        });
        return table;
    }

    template <page Page> page_table parameters() const {
        page_table table{{"Gradient", "How", "Value"}, {}};
        for_each_layer_backward<last>([&](auto k_) {
            constexpr std::size_t k = k_();
            for_each_learning_of<formulas, k>([&](auto parameter_) {
                const auto formula = parameter_.template gradient<of::batch>();
                base::template add_gradient<Page>(
                    table, shown<Page>(parameter_.symbol), shown<Page>(formula), value_of(formula, this->numbers_),
                    parameter_.in(this->differentiated_[k - 1]), parameter_.in(this->differences_[k - 1]));
            });
        });
        return table;
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_BATCH_NUMBERS_HPP
