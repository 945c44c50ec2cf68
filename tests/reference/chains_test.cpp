#include "chains.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

#include "agreement.hpp"

namespace {

namespace cp = constprop;
namespace expected = reference::chains;

using agreement::as;
using agreement::of_sums;

/// The loss, then its gradients with respect to the parameters and to the input.
template <class Network, class Loss, class Inputs, class Targets>
constexpr auto results(const Network& net, const Loss& loss, const Inputs& x, const Targets& y) noexcept {
    const auto by_parameters = cp::differentiate(net, loss, x, y);
    const auto by_input = cp::differentiate_input(net, loss, x, y);
    return agreement::joined(agreement::joined(std::array{by_parameters.loss}, by_parameters.gradient.parameters()),
                             agreement::flat(by_input.gradient));
}

template <std::size_t Count, class Row, std::size_t Rows>
constexpr auto first(const std::array<Row, Rows>& rows) noexcept {
    std::array<Row, Count> few{};
    for (std::size_t n = 0; n < Count; ++n) few[n] = rows[n];
    return few;
}

template <class T> constexpr auto targets_as(const int (&classes)[5]) noexcept { return as<int>(classes); }
template <class T, std::size_t Size> constexpr auto targets_as(const double (&targets)[5][Size]) noexcept {
    return as<T>(targets);
}

/// A chain with its data: what each row of a table shares.
template <std::size_t Inputs, std::size_t Hidden, std::size_t Outputs> struct sizes {
    static constexpr std::size_t count = Inputs * Hidden + Hidden + Hidden * Outputs + Outputs;

    const double (&x)[5][Inputs];
    const double (&parameters)[count];

    template <class T, class First, class Last> constexpr auto network() const noexcept {
        return cp::basic_network<T, cp::linear<Inputs, Hidden>, First, cp::linear<Hidden, Outputs>,
                                 Last>::from_parameters(as<T>(parameters));
    }

    template <class First, class Last, class Loss, class Targets>
    void check(const char* name, const Loss& loss, const Targets& targets, const double (&one)[1 + count + Inputs],
               const double (&five)[1 + count + 5 * Inputs]) const {
        CAPTURE(name);
        check_in<double, First, Last>(loss, targets, one, five);
        check_in<float, First, Last>(loss, targets, one, five);
    }

    template <class T, class First, class Last, class Loss, class Targets>
    void check_in(const Loss& loss, const Targets& targets, const double (&one)[1 + count + Inputs],
                  const double (&five)[1 + count + 5 * Inputs]) const {
        const auto net = network<T, First, Last>();
        const auto inputs = as<T>(x);
        const auto y = targets_as<T>(targets);
        CHECK(agreement::difference(results(net, loss, first<1>(inputs), first<1>(y)), one, of_sums<T>) == "");
        CHECK(agreement::difference(results(net, loss, inputs, y), five, of_sums<T>) == "");
    }
};

constexpr sizes<2, 20, 5> of_2_20_5{expected::x_2_20_5, expected::parameters_2_20_5};
constexpr sizes<2, 20, 22> of_2_20_22{expected::x_2_20_22, expected::parameters_2_20_22};
constexpr sizes<4, 8, 3> of_4_8_3{expected::x_4_8_3, expected::parameters_4_8_3};

template <class First, class Last> void check_mse(const char* name, const double (&one)[72], const double (&five)[88]) {
    of_4_8_3.check<First, Last>(name, cp::mse{}, expected::values_4_8_3, one, five);
}

/// A single sample is a batch of one.
template <class T> void check_single_sample() {
    const auto net = of_4_8_3.network<T, cp::tanh, cp::sigmoid>();
    const auto x = as<T>(expected::x_4_8_3[0]);
    const auto y = as<T>(expected::values_4_8_3[0]);
    const auto by_parameters = cp::differentiate(net, cp::mse{}, x, y);
    const auto by_input = cp::differentiate_input(net, cp::mse{}, x, y);
    CHECK(agreement::difference(
              agreement::joined(agreement::joined(std::array{by_parameters.loss}, by_parameters.gradient.parameters()),
                                by_input.gradient),
              expected::tanh_sigmoid_mse_4_8_3_one, of_sums<T>) == "");
}

}  // namespace

TEST_CASE("PyTorch: 2-20-5 and 2-20-22") {
    of_2_20_5.check<cp::relu, cp::identity>("relu, identity, mse", cp::mse{}, expected::values_2_20_5,
                                            expected::relu_identity_mse_2_20_5_one,
                                            expected::relu_identity_mse_2_20_5_five);
    of_2_20_5.check<cp::sigmoid, cp::sigmoid>("sigmoid, sigmoid, bce", cp::bce{}, expected::answers_2_20_5,
                                              expected::sigmoid_sigmoid_bce_2_20_5_one,
                                              expected::sigmoid_sigmoid_bce_2_20_5_five);
    of_2_20_5.check<cp::sigmoid, cp::sigmoid>("sigmoid, sigmoid, unfused bce", cp::unfused<cp::bce>{},
                                              expected::answers_2_20_5, expected::sigmoid_sigmoid_bce_2_20_5_one,
                                              expected::sigmoid_sigmoid_bce_2_20_5_five);
    of_2_20_5.check<cp::sigmoid, cp::sigmoid>(
        "sigmoid, sigmoid, weighted bce", cp::weighted(cp::bce{}, {0.3, 2.0, 1.0, 1.7, 0.9}), expected::answers_2_20_5,
        expected::sigmoid_sigmoid_weighted_bce_2_20_5_one, expected::sigmoid_sigmoid_weighted_bce_2_20_5_five);
    of_2_20_22.check<cp::relu, cp::relu>("relu, relu, mse", cp::mse{}, expected::values_2_20_22,
                                         expected::relu_relu_mse_2_20_22_one, expected::relu_relu_mse_2_20_22_five);
}

TEST_CASE("PyTorch: 4-8-3 for classes") {
    of_4_8_3.check<cp::relu, cp::identity>("relu, cross_entropy", cp::cross_entropy{}, expected::classes_4_8_3,
                                           expected::relu_identity_cross_entropy_4_8_3_one,
                                           expected::relu_identity_cross_entropy_4_8_3_five);
    of_4_8_3.check<cp::relu, cp::log_softmax>("relu, log_softmax, nll", cp::nll{}, expected::classes_4_8_3,
                                              expected::relu_log_softmax_nll_4_8_3_one,
                                              expected::relu_log_softmax_nll_4_8_3_five);
    of_4_8_3.check<cp::relu, cp::log_softmax>("relu, log_softmax, unfused nll", cp::unfused<cp::nll>{},
                                              expected::classes_4_8_3, expected::relu_log_softmax_nll_4_8_3_one,
                                              expected::relu_log_softmax_nll_4_8_3_five);
    of_4_8_3.check<cp::relu, cp::log_softmax>(
        "relu, log_softmax, weighted nll", cp::weighted(cp::nll{}, {0.3, 2.0, 1.0}), expected::classes_4_8_3,
        expected::relu_log_softmax_weighted_nll_4_8_3_one, expected::relu_log_softmax_weighted_nll_4_8_3_five);
    of_4_8_3.check<cp::relu, cp::softmax>("relu, softmax, bce", cp::bce{}, expected::answers_4_8_3,
                                          expected::relu_softmax_bce_4_8_3_one, expected::relu_softmax_bce_4_8_3_five);
}

TEST_CASE("PyTorch: 4-8-3 with each pair of activations, mse") {
    check_mse<cp::identity, cp::identity>("identity, identity", expected::identity_identity_mse_4_8_3_one,
                                          expected::identity_identity_mse_4_8_3_five);
    check_mse<cp::identity, cp::relu>("identity, relu", expected::identity_relu_mse_4_8_3_one,
                                      expected::identity_relu_mse_4_8_3_five);
    check_mse<cp::identity, cp::sigmoid>("identity, sigmoid", expected::identity_sigmoid_mse_4_8_3_one,
                                         expected::identity_sigmoid_mse_4_8_3_five);
    check_mse<cp::identity, cp::tanh>("identity, tanh", expected::identity_tanh_mse_4_8_3_one,
                                      expected::identity_tanh_mse_4_8_3_five);
    check_mse<cp::relu, cp::identity>("relu, identity", expected::relu_identity_mse_4_8_3_one,
                                      expected::relu_identity_mse_4_8_3_five);
    check_mse<cp::relu, cp::relu>("relu, relu", expected::relu_relu_mse_4_8_3_one, expected::relu_relu_mse_4_8_3_five);
    check_mse<cp::relu, cp::sigmoid>("relu, sigmoid", expected::relu_sigmoid_mse_4_8_3_one,
                                     expected::relu_sigmoid_mse_4_8_3_five);
    check_mse<cp::relu, cp::tanh>("relu, tanh", expected::relu_tanh_mse_4_8_3_one, expected::relu_tanh_mse_4_8_3_five);
    check_mse<cp::sigmoid, cp::identity>("sigmoid, identity", expected::sigmoid_identity_mse_4_8_3_one,
                                         expected::sigmoid_identity_mse_4_8_3_five);
    check_mse<cp::sigmoid, cp::relu>("sigmoid, relu", expected::sigmoid_relu_mse_4_8_3_one,
                                     expected::sigmoid_relu_mse_4_8_3_five);
    check_mse<cp::sigmoid, cp::sigmoid>("sigmoid, sigmoid", expected::sigmoid_sigmoid_mse_4_8_3_one,
                                        expected::sigmoid_sigmoid_mse_4_8_3_five);
    check_mse<cp::sigmoid, cp::tanh>("sigmoid, tanh", expected::sigmoid_tanh_mse_4_8_3_one,
                                     expected::sigmoid_tanh_mse_4_8_3_five);
    check_mse<cp::tanh, cp::identity>("tanh, identity", expected::tanh_identity_mse_4_8_3_one,
                                      expected::tanh_identity_mse_4_8_3_five);
    check_mse<cp::tanh, cp::relu>("tanh, relu", expected::tanh_relu_mse_4_8_3_one, expected::tanh_relu_mse_4_8_3_five);
    check_mse<cp::tanh, cp::sigmoid>("tanh, sigmoid", expected::tanh_sigmoid_mse_4_8_3_one,
                                     expected::tanh_sigmoid_mse_4_8_3_five);
    check_mse<cp::tanh, cp::tanh>("tanh, tanh", expected::tanh_tanh_mse_4_8_3_one, expected::tanh_tanh_mse_4_8_3_five);
    check_single_sample<double>();
    check_single_sample<float>();
}

TEST_CASE("PyTorch: sigmoid and bce where all outputs are saturated and wrong") {
    constexpr sizes<4, 8, 3> saturated{expected::x_4_8_3, expected::saturated_parameters};
    const auto in_double = saturated.network<double, cp::tanh, cp::sigmoid>();
    const auto x = as<double>(expected::x_4_8_3);
    const auto y = as<double>(expected::saturated_answers);

    // As one with sigmoid, the gradient is that of BCEWithLogitsLoss; as a product of two, it vanishes as PyTorch's.
    CHECK(agreement::difference(results(in_double, cp::bce{}, x, y), expected::saturated, of_sums<double>) == "");
    CHECK(agreement::difference(results(in_double, cp::unfused<cp::bce>{}, x, y), expected::saturated_unfused,
                                of_sums<double>) == "");

    // In float other outputs round to 0 or 1, where the loss is 100: its value is compared with PyTorch's in float.
    const auto in_float = results(saturated.network<float, cp::tanh, cp::sigmoid>(), cp::bce{},
                                  as<float>(expected::x_4_8_3), as<float>(expected::saturated_answers));
    double with_loss_in_float[std::size(expected::saturated)];
    std::copy(std::begin(expected::saturated), std::end(expected::saturated), with_loss_in_float);
    with_loss_in_float[0] = expected::saturated_loss_in_float[0];
    CHECK(agreement::difference(in_float, with_loss_in_float, of_sums<float>) == "");
}

// Constant expressions compute the same.
static_assert(agreement::close(results(of_4_8_3.network<double, cp::tanh, cp::sigmoid>(), cp::mse{},
                                       as<double>(expected::x_4_8_3), as<double>(expected::values_4_8_3)),
                               expected::tanh_sigmoid_mse_4_8_3_five, of_sums<double>));
static_assert(agreement::close(results(of_4_8_3.network<float, cp::relu, cp::identity>(), cp::cross_entropy{},
                                       as<float>(expected::x_4_8_3), as<int>(expected::classes_4_8_3)),
                               expected::relu_identity_cross_entropy_4_8_3_five, of_sums<float>));
