#include "homework.hpp"

#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>

#include "autograd.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

template <std::size_t Inputs, std::size_t Outputs, class First, class Last>
using chain = cp::basic_network<double, cp::linear<Inputs, 20>, First, cp::linear<20, Outputs>, Last>;

template <std::size_t Count, std::size_t Size>
std::array<std::array<double, Size>, Count> rows(const double (&from)[10][Size]) {
    std::array<std::array<double, Size>, Count> result{};
    for (std::size_t n = 0; n < Count; ++n)
        for (std::size_t c = 0; c < Size; ++c) result[n][c] = from[n][c];
    return result;
}

/// The first sample, then all ten.
template <class Network, class Loss, std::size_t Inputs, std::size_t Outputs, std::size_t One, std::size_t Ten>
std::size_t check(const Loss& loss, const double (&x)[10][Inputs], const double (&y)[10][Outputs],
                  const double (&parameters)[Network::parameter_count], const double (&one)[One],
                  const double (&ten)[Ten]) {
    const auto net = Network::from_parameters(parameters);
    return autograd::check<Network, 1>(loss, rows<1>(x), rows<1>(y), net, one) +
           autograd::check<Network, 10>(loss, rows<10>(x), rows<10>(y), net, ten);
}

}  // namespace

// Each chain has 5 samplewise formulas of each of its 4 layers, and more: a count that is too low means that some are left
// out.
TEST_CASE("Derivations: the homework's chains, every formula beside autograd's value") {
    using namespace homework;
    using relu_identity = chain<2, 5, cp::relu, cp::identity>;
    using sigmoid_sigmoid = chain<2, 5, cp::sigmoid, cp::sigmoid>;
    using relu_sigmoid = chain<2, 5, cp::relu, cp::sigmoid>;
    using relu_relu = chain<2, 22, cp::relu, cp::relu>;
    const cp::weighted weighted_bce(cp::bce{}, {0.3, 2.0, 1.0, 1.7, 0.9});

    CHECK(check<relu_identity>(cp::mse{}, x_2_20_5, y_2_20_5, parameters_2_20_5, relu_identity_mse_2_20_5_one,
                               relu_identity_mse_2_20_5_ten) == 72);
    CHECK(check<relu_identity>(cp::squared_error{}, x_2_20_5, y_2_20_5, parameters_2_20_5,
                               relu_identity_squared_error_2_20_5_one, relu_identity_squared_error_2_20_5_ten) == 72);
    CHECK(check<sigmoid_sigmoid>(cp::mse{}, x_2_20_5, y_2_20_5, parameters_2_20_5, sigmoid_sigmoid_mse_2_20_5_one,
                                 sigmoid_sigmoid_mse_2_20_5_ten) == 72);
    CHECK(check<sigmoid_sigmoid>(cp::bce{}, x_2_20_5, y_2_20_5, parameters_2_20_5, sigmoid_sigmoid_bce_2_20_5_one,
                                 sigmoid_sigmoid_bce_2_20_5_ten) == 74);
    CHECK(check<relu_sigmoid>(cp::bce{}, x_2_20_5, y_2_20_5, parameters_2_20_5, relu_sigmoid_bce_2_20_5_one,
                              relu_sigmoid_bce_2_20_5_ten) == 74);
    CHECK(check<relu_sigmoid>(weighted_bce, x_2_20_5, y_2_20_5, parameters_2_20_5, relu_sigmoid_weighted_bce_2_20_5_one,
                              relu_sigmoid_weighted_bce_2_20_5_ten) == 74);
    CHECK(check<relu_relu>(cp::mse{}, x_2_20_22, y_2_20_22, parameters_2_20_22, relu_relu_mse_2_20_22_one,
                           relu_relu_mse_2_20_22_ten) == 72);
}
