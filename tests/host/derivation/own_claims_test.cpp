#include <constprop/constprop.hpp>
#include <constprop/host/check_gradient.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "catch.hpp"

// check_gradient in networks with layers without formulas.
namespace {

namespace cp = constprop;
using cp::host::check_gradient;
using cp::host::claim_biases;
using cp::host::claim_parameters;
using cp::host::claim_weights;
using cp::host::mistake;

template <class... Layers> using net = cp::basic_network<double, Layers...>;
using model =
    net<cp::linear<3, 16>, cp::tanh, cp::unflatten<cp::image<4, 2, 2>>, cp::depthwise_conv2d<2, cp::kernel<3, 1>>,
        cp::sigmoid, cp::average_pool2d<2>, cp::flatten, cp::linear<2, 2>>;

/// The gradient of layer `Position` by `differentiate`, each value as `changed(k, value)`.
template <std::size_t Position, class Network> auto changed(auto change) {
    return [=](const Network& of, const auto& x, const auto& y) {
        const auto gradient = cp::differentiate(of, cp::mse{}, x, y).gradient;
        const auto& layer = gradient.template layer<Position>();
        std::vector<double> values;
        for (std::size_t k = 0; k < layer.shape.parameters(); ++k) values.push_back(change(k, layer.parameter(k)));
        return values;
    };
}
double as_it_is(std::size_t, double value) { return value; }

/// The gradient of the first layer's biases by hand, with or without the slope of tanh.
auto first_biases(bool with_slope) {
    return claim_biases<1, 3>([=](const model& of, const auto& x, const auto& y) {
        std::array<double, 16> sum{};
        for (std::size_t n = 0; n < 3; ++n) {
            const auto trace = of.trace(x[n]);
            const auto one = cp::differentiate(of, cp::mse{}, x[n], y[n]).gradient;
            for (std::size_t k = 0; k < 16; ++k) {
                const double a = trace.template output<1>()[k];
                sum[k] += one.template layer<0>().bias(k) / 3 / (with_slope ? 1 : 1 - a * a);
            }
        }
        return sum;
    });
}

}  // namespace

TEST_CASE("check_gradient: in front of layers without formulas mistakes have their names") {
    const auto right = check_gradient(model{}, cp::mse{}, first_biases(true));
    INFO(right.explanation);
    CHECK(right.right());
    const auto without = check_gradient(model{}, cp::mse{}, first_biases(false));
    INFO(without.explanation);
    CHECK(without.is(mistake::missing_slope));
    CHECK(without.explanation.find("Wrong: tanh′(z₁) is missing. ") == 0);
}

TEST_CASE("check_gradient: the parameters of a layer without formulas") {
    const auto claim = [](auto change) {
        return check_gradient(model{}, cp::mse{}, claim_parameters<2, 4>(changed<3, model>(change)));
    };
    const auto right = claim(as_it_is);
    INFO(right.explanation);
    CHECK(right.right());
    CHECK(right.explanation.find("Right: ∂ℓ/∂θ⁽²⁾, to ") == 0);
    const auto negative = claim([](std::size_t, double value) { return -value; });
    CHECK(negative.explanation.find("Wrong: it is the negative. ") == 0);
    CHECK(negative.is(mistake::sign));
    CHECK(claim([](std::size_t k, double value) { return k == 4 ? 1.01 * value : value; }).is(mistake::unknown));
    // The input of the pool in place of its output has another size, and is no reading of the claim.
    CHECK(claim([](std::size_t, double value) { return 2 * value; }).is(mistake::factor));
}

TEST_CASE("check_gradient: a slope behind a layer without formulas is forgotten") {
    const auto claim = [](bool with_slope) {
        return check_gradient(
            model{}, cp::mse{}, claim_parameters<2>([=](const model& of, const auto& x, const auto& y) {
                const auto trace = of.trace(x);
                std::array<double, 8> gradient{};  // [channel][row], then the biases
                for (std::size_t k = 0; k < 2; ++k)
                    for (std::size_t at = 0; at < 8; ++at) {
                        const std::size_t channel = at % 2;
                        const double a = trace.template output<4>()[at];
                        const double delta = (trace.output()[k] - y[k]) * of.template layer<7>().weight(k, channel) /
                                             4 * (with_slope ? a * (1 - a) : 1);
                        for (std::size_t u = 0; u < 3; ++u)
                            gradient[channel * 3 + u] += delta * trace.template output<2>()[at + 4 * u];
                        gradient[6 + channel] += delta;
                    }
                return gradient;
            }));
    };
    const auto right = claim(true);
    INFO(right.explanation);
    CHECK(right.right());
    const auto without = claim(false);
    INFO(without.explanation);
    CHECK(without.explanation.find("Wrong: σ′(z₄) is missing. ") == 0);
}

TEST_CASE("check_gradient: behind layers with a state, of a sequence") {
    using recurrent = net<cp::gru<2, 3>, cp::tanh, cp::linear<3, 2>>;
    const auto weights = check_gradient(
        recurrent{}, cp::mse{},
        claim_weights<2, 4>([](const recurrent& of, const cp::sequence<recurrent::input_type, 4>& x, const auto& y) {
            return changed<2, recurrent>([](std::size_t k, double value) { return k < 6 ? value : 0; })(of, x, y);
        }));
    CHECK(weights.explanation.find("It is 8×1, and ∂ℓ/∂W⁽²⁾ is 2×3") != std::string::npos);
    const auto all = check_gradient(recurrent{}, cp::mse{}, claim_parameters<1, 4>(changed<0, recurrent>(as_it_is)));
    INFO(all.explanation);
    CHECK(all.right());
    CHECK(check_gradient(recurrent{}, cp::mse{}, claim_parameters<1>(changed<0, recurrent>(as_it_is))).right());
}
