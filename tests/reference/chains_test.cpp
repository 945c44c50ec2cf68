#include "chains.hpp"

#include <algorithm>
#include <iterator>

#include "chain.hpp"

namespace {

namespace cp = constprop;
namespace expected = reference::chains;

using agreement::as;
using agreement::chain;
using agreement::of_sums;
using agreement::results;

constexpr chain<2, 20, 5> of_2_20_5{expected::x_2_20_5, expected::parameters_2_20_5};
constexpr chain<2, 20, 22> of_2_20_22{expected::x_2_20_22, expected::parameters_2_20_22};
constexpr chain<4, 8, 3> of_4_8_3{expected::x_4_8_3, expected::parameters_4_8_3};

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

TEST_CASE("PyTorch: sigmoid and bce where all outputs are saturated and wrong") {
    constexpr chain<4, 8, 3> saturated{expected::x_4_8_3, expected::saturated_parameters};
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
static_assert(agreement::close(results(of_4_8_3.network<float, cp::relu, cp::identity>(), cp::cross_entropy{},
                                       as<float>(expected::x_4_8_3), as<int>(expected::classes_4_8_3)),
                               expected::relu_identity_cross_entropy_4_8_3_five, of_sums<float>));
