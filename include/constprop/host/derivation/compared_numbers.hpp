#ifndef CONSTPROP_HOST_DERIVATION_COMPARED_NUMBERS_HPP
#define CONSTPROP_HOST_DERIVATION_COMPARED_NUMBERS_HPP

#include <constprop/host/derivation/exact.hpp>
#include <constprop/host/derivation/first_step.hpp>
#include <constprop/host/derivation/gradients.hpp>
#include <constprop/host/derivation/numbers.hpp>
#include <constprop/host/derivation/shown_matrix.hpp>
#include <constprop/host/derivation/tables.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// The common part of derivations with numbers, for one sample and for a batch: the values of all formulas, and every gradient
/// by `differentiate` and by central differences, to compare with the gradient by the formulas.
///
/// All but `differentiate` computes in double; `differentiate` computes in the network's scalar. With a frozen layer, all
/// compute in the network's scalar, because its constants have it.
template <class Network, class Loss, std::size_t Samples> class compared_numbers {
 protected:
    using exact = exact_network<Network>;
    using real = typename exact::scalar;
    using formulas = chain<exact, Loss>;
    using names = tables<exact, Loss>;
    static constexpr std::size_t last = Network::layer_count;

    numbers<exact, Loss, Samples> numbers_;
    Network given_;
    typename Network::gradient_type gradient_;
    all_gradients<Network> differentiated_;
    all_gradients<exact> differences_;

    /// `gradient` comes from `differentiate`; the samples are arrays of `Samples` in the scalar of `exact`.
    template <class Inputs, class Targets>
    compared_numbers(const Network& net, const Loss& loss, const Inputs& x, const Targets& y,
                     const typename Network::gradient_type& gradient)
        : numbers_(exact_of(net), loss, x, y),
          given_(net),
          gradient_(gradient),
          differentiated_(as_matrices(gradient)),
          differences_(as_matrices(
              central_differences(exact_of(net), loss, x, y, real(std::is_same_v<real, float> ? 1e-2 : 1e-5)))) {}

    static exact exact_of(const Network& net) {
        return exact::from_parameters(converted<real>(net.parameters()), converted<real>(net.statistics()));
    }

    template <page Page, class Left, class Right>
    std::vector<std::string> row(std::string name, Left left, Right right) const {
        return {std::move(name), equation<Page>(left, right), shown_matrix<Page>(value_of(right, numbers_))};
    }
    template <page Page, class Symbol> std::vector<std::string> row(std::string name, Symbol symbol) const {
        return {std::move(name), shown<Page>(symbol), shown_matrix<Page>(value_of(symbol, numbers_))};
    }

    /// The rows of one parameter: its gradient by the formulas, by `differentiate` and by central differences.
    template <page Page, class Own, class Exact>
    static void add_gradient(page_table& table, std::string parameter, std::string formula, const Exact& by_formulas,
                             const Own& differentiated, const Exact& differences) {
        table.add({std::move(parameter), std::move(formula), shown_matrix<Page>(by_formulas)});
        table.add({"", Page::words("differentiate"), shown_matrix<Page>(differentiated)});
        table.add({"", Page::words("central differences"), shown_matrix<Page>(differences)});
    }

    template <page Page>
    static void write_passes(Page& page, const std::string& title, const page_table& forward,
                             const page_table& backward, const page_table& parameters) {
        page.heading(title);
        page.table(forward);
        for (const std::string& line : names::template definitions<Page>()) page.paragraph(line);
        if (const page_table sums = names::template convolutions<Page>(); !sums.rows.empty()) page.table(sums);
        page.heading("Backward");
        page.table(backward);
        page.heading("Gradients of the parameters");
        page.table(parameters);
    }
    template <page Page, class Rule>
    void write_first_step(Page& page, const Rule& rule, const all_gradients<exact>& by_formulas) const {
        page.heading("Update, the first step of the rule");
        page.table(first_step_table<Page>(numbers_, rule, by_formulas,
                                          as_matrices(after_first_step(given_, gradient_, rule))));
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_COMPARED_NUMBERS_HPP
