#include <array>

#include "chain.hpp"
#include "chains.hpp"

namespace {

namespace cp = constprop;
namespace expected = reference::chains;

using agreement::as;
using agreement::chain;
using agreement::of_sums;
using agreement::results;

constexpr chain<4, 8, 3> of_4_8_3{expected::x_4_8_3, expected::parameters_4_8_3};

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

// Constant expressions compute the same.
static_assert(agreement::close(results(of_4_8_3.network<double, cp::tanh, cp::sigmoid>(), cp::mse{},
                                       as<double>(expected::x_4_8_3), as<double>(expected::values_4_8_3)),
                               expected::tanh_sigmoid_mse_4_8_3_five, of_sums<double>));
