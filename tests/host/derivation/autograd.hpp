#ifndef CONSTPROP_TESTS_HOST_DERIVATION_AUTOGRAD_HPP
#define CONSTPROP_TESTS_HOST_DERIVATION_AUTOGRAD_HPP

#include <constprop/constprop.hpp>
#include <constprop/host/derivation.hpp>

#include <array>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"

/// Every formula of a derivation, evaluated, beside what PyTorch's autograd and `differentiate` give.
namespace autograd {

namespace cp = constprop;
namespace host = constprop::host;
using host::symbols::of;
using matrix = host::matrix<double>;

/// The parts of one array of homework.hpp, one after the other.
class reader {
    const double* next_;

 public:
    explicit reader(const double* first) : next_(first) {}

    matrix take(std::size_t rows, std::size_t columns) {
        matrix values(rows, columns);
        for (std::size_t r = 0; r < rows; ++r)
            for (std::size_t c = 0; c < columns; ++c) values(r, c) = *next_++;
        return values;
    }
};

inline void require_same(const std::string& what, const matrix& found, const matrix& expected) {
    INFO(what);
    const bool both_numbers = found.values().size() == 1 && expected.values().size() == 1;
    REQUIRE((both_numbers || found.same_shape(expected)));
    REQUIRE(found.values().size() == expected.values().size());
    double largest = 1;
    for (const double value : expected.values()) largest = std::max(largest, std::abs(value));
    for (std::size_t k = 0; k < found.values().size(); ++k)
        REQUIRE(std::abs(found.values()[k] - expected.values()[k]) <= 1e-12 * largest);
}

/// Compares the value of a formula, and counts it.
template <class Numbers> struct comparison {
    const Numbers& numbers;
    std::size_t formulas = 0;

    template <class Formula> void operator()(Formula formula, const matrix& expected) {
        ++formulas;
        require_same(std::string{host::formula::text_of<host::notation::unicode>(formula)},
                     host::formula::value_of(formula, numbers), expected);
    }
};

/// All formulas of `Network` with `loss` over `Samples` samples, beside autograd's results. Returns how many there are.
template <class Network, std::size_t Samples, class Loss, class Target, std::size_t Count>
std::size_t check(const Loss& loss, const std::array<typename Network::input_type, Samples>& x,
                  const std::array<Target, Samples>& y, const Network& net, const double (&expected)[Count]) {
    using formulas = host::calculus::chain<Network, Loss>;
    constexpr std::size_t last = Network::layer_count;
    constexpr bool one = Samples == 1;

    reader results(expected);
    const matrix expected_loss = results.take(1, 1);
    std::array<matrix, last + 1> values, deltas, weights, biases;
    for (std::size_t k = 1; k <= last; ++k) values[k] = results.take(Samples, Network::shape_of(k - 1).outputs);
    for (std::size_t k = 1; k <= last; ++k) deltas[k] = results.take(Samples, Network::shape_of(k - 1).outputs);
    for (std::size_t k = 1; k <= last; ++k)
        if (const cp::layer_shape shape = Network::shape_of(k - 1); shape.weights > 0) {
            weights[k] = results.take(shape.outputs, shape.inputs);
            biases[k] = results.take(shape.outputs, 1);
        }
    deltas[0] = results.take(Samples, Network::input_size);

    const host::calculus::numbers<Network, Loss, Samples> numbers(net, loss, x, y);
    comparison<std::remove_cvref_t<decltype(numbers)>> equal{numbers};
    const auto differentiated = cp::differentiate(net, loss, x, y);
    require_same("differentiate's loss", matrix(differentiated.loss), expected_loss);
    const auto own = host::calculus::as_matrices(differentiated.gradient);

    equal(formulas::template loss<of::batch>(), expected_loss);
    host::calculus::for_each_layer<last + 1>([&](auto k_) {
        constexpr std::size_t k = k_() - 1;
        if constexpr (k > 0) {
            equal(formulas::template forward<k, of::batch>(), values[k]);
            equal(formulas::template expanded<k, of::batch>(), values[k]);
        }
        equal(formulas::template backward<k, of::batch>(), deltas[k]);
        if constexpr (k > 0 && formulas::template learns<(k > 0 ? k : 1)>) {
            equal(formulas::template weight_gradient<k, of::batch>(), weights[k]);
            equal(formulas::template bias_gradient<k, of::batch>(), biases[k]);
            require_same("differentiate's weights", own[k - 1].weights, weights[k]);
            require_same("differentiate's biases", own[k - 1].biases, biases[k]);
        }
    });
    if constexpr (one) {
        equal(formulas::loss(), expected_loss);
        equal(formulas::loss_row(), deltas[last]);
        host::calculus::for_each_layer<last + 1>([&](auto k_) {
            constexpr std::size_t k = k_() - 1;
            if constexpr (k > 0) {
                equal(formulas::template forward<k>(), transpose_of(values[k]));
                equal(formulas::template expanded<k>(), transpose_of(values[k]));
                equal(formulas::template row<k - 1>, deltas[k - 1]);
            }
            if constexpr (k < last) equal(formulas::template backward_row<k>(), deltas[k]);
            equal(formulas::template expanded_row<k>(), deltas[k]);
            equal(formulas::template backward<k>(), transpose_of(deltas[k]));
            if constexpr (k > 0 && formulas::template learns<(k > 0 ? k : 1)>) {
                equal(formulas::template weight_row<k>(), transpose_of(weights[k]));
                equal(formulas::template bias_row<k>(), transpose_of(biases[k]));
                equal(formulas::template weight_gradient<k>(), weights[k]);
                equal(formulas::template bias_gradient<k>(), biases[k]);
            }
        });
        using simplified = host::calculus::fused<Network, Loss>;
        if constexpr (simplified::exists)
            boost::hana::for_each(simplified::steps(),
                                  [&](auto step_) { equal(step_, transpose_of(deltas[simplified::at])); });
    }
    return equal.formulas;
}

}  // namespace autograd

#endif  // CONSTPROP_TESTS_HOST_DERIVATION_AUTOGRAD_HPP
