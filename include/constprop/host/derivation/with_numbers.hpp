#ifndef CONSTPROP_HOST_DERIVATION_WITH_NUMBERS_HPP
#define CONSTPROP_HOST_DERIVATION_WITH_NUMBERS_HPP

#include <constprop/gradient.hpp>
#include <constprop/host/derivation/gradients.hpp>
#include <constprop/host/derivation/numbers.hpp>
#include <constprop/host/derivation/short_number.hpp>
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

template <page Page, class T> std::string shown_matrix(const matrix<T>& m) {
    std::vector<std::vector<std::string>> rows;
    for (std::size_t r = 0; r < std::max<std::size_t>(1, m.rows()); ++r) {
        rows.emplace_back();
        for (std::size_t c = 0; c < std::max<std::size_t>(1, m.columns()); ++c)
            rows.back().push_back(Page::words(short_number(static_cast<double>(m(r, c)))));
    }
    if (m.is_number()) return rows[0][0];
    return Page::matrix_of(rows);
}

template <class Network> constexpr bool any_layer_frozen() noexcept {
    return []<std::size_t... K>(std::index_sequence<K...>) {
        return (false || ... || !thawed<typename Network::template layer_type<K>>::learns);
    }
    (std::make_index_sequence<Network::layer_count>{});
}

/// A derivation for one sample: every formula with its value, and every gradient computed in three ways.
///
/// All but `differentiate` is in double; that is in the network's own scalar, and so is all where a layer is frozen, whose
/// constants have the scalar that they have.
template <class Network, class Loss, class Target> class numbers_of_sample {
    static constexpr bool in_own_scalar = any_layer_frozen<Network>();
    using exact = typename std::conditional_t<in_own_scalar, std::type_identity<Network>,
                                              constprop::detail::rescaled<double, Network>>::type;
    using real = typename exact::scalar;
    using formulas = chain<exact, Loss>;
    using names = tables<exact, Loss>;
    static constexpr std::size_t last = Network::layer_count;

    exact net_;
    numbers<exact, Loss, 1> numbers_;
    all_gradients<Network> differentiated_;
    all_gradients<exact> differences_;

    template <class T, std::size_t Size> static std::array<real, Size> in_reals(const std::array<T, Size>& values) {
        std::array<real, Size> result{};
        for (std::size_t k = 0; k < Size; ++k) result[k] = static_cast<real>(values[k]);
        return result;
    }
    static auto exact_target_of(const Target& y) {
        if constexpr (class_index<Target>) return y;
        else return in_reals(y);
    }
    using exact_target = decltype(exact_target_of(std::declval<const Target&>()));

 public:
    numbers_of_sample(const Network& net, const Loss& loss, const typename Network::input_type& x, const Target& y)
        : net_(exact::from_parameters(in_reals(net.parameters()))),
          numbers_(net_, loss, std::array<typename exact::input_type, 1>{in_reals(x)},
                   std::array<exact_target, 1>{exact_target_of(y)}),
          differentiated_(as_matrices(differentiate(net, loss, x, y).gradient)),
          differences_(as_matrices(central_differences(
              net_, loss, std::array<typename exact::input_type, 1>{in_reals(x)},
              std::array<exact_target, 1>{exact_target_of(y)}, real(std::is_same_v<real, float> ? 1e-2 : 1e-5)))) {}

    template <page Page> void write(Page& page) const {
        page.heading("Forward");
        page.table(forward<Page>());
        page.heading("Backward");
        page.table(backward<Page>());
        page.heading("Gradients of the parameters");
        page.table(parameters<Page>());
        page.heading("Agreement");
        page.table(agreement<Page>());
    }

    /// The greatest difference between the chain rule by Jacobian matrices and `differentiate`, and between it and
    /// central differences, over all parameters.
    double jacobians_against_differentiate() const { return worst(&numbers_of_sample::chain_rule, differentiated_); }
    double jacobians_against_differences() const { return worst(&numbers_of_sample::chain_rule, differences_); }

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
        table.rows.push_back({"", shown<Page>(formulas::template z<0>),
                              shown_matrix<Page>(value_of(formulas::template z<0>, numbers_))});
        for_each_layer<last>([&](auto k_) {
            constexpr std::size_t k = k_();
            const std::string name = layer_name<exact, k>::template shown<Page>();
            if constexpr (formulas::template has_weights<k>) {
                table.rows.push_back(
                    {name, shown<Page>(formulas::template W<k>), shown_matrix<Page>(numbers_.weight(k))});
                table.rows.push_back({"", shown<Page>(formulas::template b<k>), shown_matrix<Page>(numbers_.bias(k))});
            }
            table.rows.push_back(row<Page>(formulas::template has_weights<k> ? "" : name, formulas::template z<k>,
                                           formulas::template forward<k>()));
        });
        table.rows.push_back(
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
                    table.rows.push_back({shown<Page>(parameter_), shown<Page>(transpose(numerator_)),
                                          shown_matrix<Page>(by_jacobians_)});
                    table.rows.push_back({"", Page::words("differentiate"), shown_matrix<Page>(differentiated_now_)});
                    table.rows.push_back(
                        {"", Page::words("central differences"), shown_matrix<Page>(differences_now_)});
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
                    table.rows.push_back(
                        {shown<Page>(parameter_),
                         Page::words(short_number(largest_difference(doubles(exact_), doubles(own_)))),
                         Page::words(short_number(largest_difference(doubles(exact_), doubles(differences_now_))))});
                };
                both(formulas::template W<k>, jacobians[k - 1].weights, differentiated_[k - 1].weights,
                     differences_[k - 1].weights);
                both(formulas::template b<k>, jacobians[k - 1].biases, differentiated_[k - 1].biases,
                     differences_[k - 1].biases);
            }
        });
        return table;
    }

    template <class T> static matrix<double> doubles(const matrix<T>& m) {
        matrix<double> result(m.rows(), m.columns());
        for (std::size_t r = 0; r < m.rows(); ++r)
            for (std::size_t c = 0; c < m.columns(); ++c) result(r, c) = static_cast<double>(m(r, c));
        return result;
    }
    template <class Way, class Others> double worst(Way way, const Others& others) const {
        const all_gradients<exact> mine = (this->*way)();
        double largest = 0;
        for (std::size_t k = 0; k < last; ++k)
            for (const double of : {largest_difference(doubles(mine[k].weights), doubles(others[k].weights)),
                                    largest_difference(doubles(mine[k].biases), doubles(others[k].biases))})
                if (of > largest || (std::isnan)(of)) largest = of;
        return largest;
    }
};

}  // namespace calculus
}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_DERIVATION_WITH_NUMBERS_HPP
