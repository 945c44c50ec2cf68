#ifndef CONSTPROP_HOST_DERIVATION_WITH_NUMBERS_HPP
#define CONSTPROP_HOST_DERIVATION_WITH_NUMBERS_HPP

#include <constprop/gradient.hpp>
#include <constprop/host/derivation/compared_numbers.hpp>
#include <constprop/host/derivation/exact.hpp>
#include <constprop/host/derivation/gradients.hpp>
#include <constprop/host/derivation/short_number.hpp>
#include <constprop/host/derivation/shown_matrix.hpp>
#include <constprop/host/derivation/tables.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// A derivation for one sample: every formula with its value, and every gradient computed in three ways.
template <class Network, class Loss, class Target> class numbers_of_sample : compared_numbers<Network, Loss, 1> {
    using base = compared_numbers<Network, Loss, 1>;
    static constexpr std::size_t last = base::last;
    using typename base::exact, typename base::real, typename base::formulas, typename base::names;

 public:
    numbers_of_sample(const Network& net, const Loss& loss, const typename Network::input_type& x, const Target& y)
        : base(net, loss, converted_rows<real>(std::array<typename Network::input_type, 1>{x}),
               converted_rows<real>(std::array<Target, 1>{y}), differentiate(net, loss, x, y).gradient) {}

    template <page Page, class Rule> void write(Page& page, const Rule& rule) const {
        base::write_passes(page, "Forward", forward<Page>(), backward<Page>(), parameters<Page>());
        page.heading("Agreement");
        page.table(agreement<Page>());
        base::write_first_step(page, rule, chain_rule());
    }

    /// The largest difference over all parameters between the chain rule by Jacobian matrices and `differentiate`, and between
    /// the chain rule and central differences.
    double jacobians_against_differentiate() const { return greatest_difference(chain_rule(), this->differentiated_); }
    double jacobians_against_differences() const { return greatest_difference(chain_rule(), this->differences_); }

    /// The gradients of all parameters by explicit Jacobian matrices.
    all_gradients<exact> chain_rule() const {
        all_gradients<exact> all;
        for_each_layer<last>([&](auto k_) {
            constexpr std::size_t k = k_();
            for_each_learning_of<formulas, k>([&](auto parameter_) {
                parameter_.in(all[k - 1]) = transpose_of(value_of(parameter_.row(), this->numbers_));
            });
        });
        return all;
    }

 private:
    template <page Page> page_table forward() const {
        page_table table{{"Layer", "Formula", "Value"}, {}};
        table.rows.push_back(this->template row<Page>("", formulas::template z<0>));
        for_each_layer<last>([&](auto k_) {
            constexpr std::size_t k = k_();
            std::string name = layer_name<exact, k>::template shown<Page>();
            for_each_parameter_of<formulas, k>([&](auto parameter_) {
                table.rows.push_back(this->template row<Page>(std::exchange(name, ""), parameter_.symbol));
            });
            table.rows.push_back(
                this->template row<Page>(std::move(name), formulas::template z<k>, formulas::template forward<k>()));
        });
        table.rows.push_back(this->template row<Page>("", formulas::template y<>));
        table.rows.push_back(
            this->template row<Page>(names::template loss_name<Page>(), symbols::loss<exact>{}, formulas::loss()));
        return table;
    }

    template <page Page> page_table backward() const {
        page_table table{{"Layer", "Formula", "Value"}, {}};
        table.rows.push_back(this->template row<Page>(names::template loss_name<Page>(), formulas::template row<last>,
                                                      formulas::loss_row()));
        for_each_layer_backward<last>([&](auto k_) {
            constexpr std::size_t k = k_() - 1;
            std::string name = layer_name<exact, k + 1>::template shown<Page>();
            if constexpr (formulas::template is_own<k + 1>)
                table.rows.push_back(
                    this->template row<Page>(std::exchange(name, ""), formulas::template factor<k + 1>()));
            else if constexpr (!formulas::template is_linear<k + 1>)
                table.rows.push_back(this->template row<Page>(
                    std::exchange(name, ""), formulas::template factor<k + 1>(), formulas::template jacobian<k + 1>()));
            table.rows.push_back(this->template row<Page>(std::move(name), formulas::template row<k>,
                                                          formulas::template backward_row<k>()));
        });
        return table;
    }

    template <page Page> page_table parameters() const {
        page_table table{{"Gradient", "How", "Value"}, {}};
        const all_gradients<exact> jacobians = chain_rule();
        for_each_layer_backward<last>([&](auto k_) {
            constexpr std::size_t k = k_();
            for_each_learning_of<formulas, k>([&](auto parameter_) {
                base::template add_gradient<Page>(
                    table, shown<Page>(parameter_.symbol), shown<Page>(transpose(parameter_.row())),
                    parameter_.in(jacobians[k - 1]), parameter_.in(this->differentiated_[k - 1]),
                    parameter_.in(this->differences_[k - 1]));
            });
        });
        return table;
    }

    template <page Page> page_table agreement() const {
        page_table table{{"Gradient", "Jacobians against differentiate", "Jacobians against central differences"}, {}};
        const all_gradients<exact> jacobians = chain_rule();
        for_each_layer_backward<last>([&](auto k_) {
            constexpr std::size_t k = k_();
            for_each_learning_of<formulas, k>([&](auto parameter_) {
                const auto distance = [&](const auto& others_) {
                    return Page::words(short_number(largest_difference(in_doubles(parameter_.in(jacobians[k - 1])),
                                                                       in_doubles(parameter_.in(others_[k - 1])))));
                };
                table.add(
                    {shown<Page>(parameter_.symbol), distance(this->differentiated_), distance(this->differences_)});
            });
        });
        return table;
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_WITH_NUMBERS_HPP
