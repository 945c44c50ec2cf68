#include <constprop/constprop.hpp>
#include <constprop/host/check_gradient.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "catch.hpp"

namespace {

namespace cp = constprop;
using cp::host::check_gradient;
using cp::host::claim_biases;
using cp::host::claim_weights;
using cp::host::gradient_verdict;
using cp::host::mistake;

/// What somebody may do wrong in a gradient of Linear → f → Linear → mse, written with loops.
enum class slip {
    none,
    transposed,
    sign,
    no_mean,
    mean_twice,
    x_for_hidden,
    value_for_slope,
    no_slope,
    summed,
    nonsense
};

using rows = std::vector<std::vector<double>>;

rows transpose(const rows& a) {
    rows result(a[0].size(), std::vector<double>(a.size()));
    for (std::size_t r = 0; r < a.size(); ++r)
        for (std::size_t c = 0; c < a[0].size(); ++c) result[c][r] = a[r][c];
    return result;
}

template <class Network, std::size_t Samples> struct student {
    static constexpr std::size_t inputs = Network::input_size, outputs = Network::output_size;
    static constexpr std::size_t hidden = Network::shape_of(0).outputs;
    using batch = std::array<typename Network::input_type, Samples>;
    using targets = std::array<typename Network::output_type, Samples>;
    using activation = typename Network::template layer_type<1>;

    slip wrong;

    double loss_slope(const typename Network::output_type& prediction, const typename Network::output_type& y,
                      std::size_t k) const {
        double sum = 0;
        for (std::size_t j = 0; j < outputs; ++j)
            if (wrong == slip::summed || j == k) sum += 2 * (prediction[j] - y[j]);
        return sum / (wrong == slip::no_mean ? 1 : outputs) / Samples / (wrong == slip::mean_twice ? Samples : 1);
    }
    rows finished(rows gradient) const {
        if (wrong == slip::sign || wrong == slip::nonsense)
            for (auto& row : gradient)
                for (double& value : row) value = wrong == slip::sign ? -value : value * value + 1;
        return wrong == slip::transposed ? transpose(gradient) : gradient;
    }

    rows of_second(const Network& net, const batch& x, const targets& y) const {
        const bool by_x = wrong == slip::x_for_hidden;
        rows gradient(outputs, std::vector<double>(by_x ? inputs : hidden));
        for (std::size_t n = 0; n < Samples; ++n) {
            const auto all = net.trace(x[n]);
            for (std::size_t k = 0; k < outputs; ++k)
                for (std::size_t i = 0; i < gradient[0].size(); ++i)
                    gradient[k][i] +=
                        loss_slope(all.output(), y[n], k) * (by_x ? x[n][i % inputs] : all.template output<1>()[i]);
        }
        return finished(gradient);
    }
    rows of_first(const Network& net, const batch& x, const targets& y) const {
        rows gradient(hidden, std::vector<double>(inputs));
        for (std::size_t n = 0; n < Samples; ++n) {
            const auto all = net.trace(x[n]);
            for (std::size_t h = 0; h < hidden; ++h) {
                const double z = all.template output<0>()[h], a = all.template output<1>()[h];
                const double slope = wrong == slip::value_for_slope ? a
                                     : wrong == slip::no_slope      ? 1
                                                                    : activation::slope(z, a);
                double delta = 0;
                for (std::size_t k = 0; k < outputs; ++k)
                    delta += loss_slope(all.output(), y[n], k) * net.template layer<2>().weight(k, h) * slope;
                for (std::size_t i = 0; i < inputs; ++i) gradient[h][i] += delta * x[n][i];
            }
        }
        return finished(gradient);
    }
};

template <class Network, std::size_t Ordinal> gradient_verdict verdict(slip wrong) {
    constexpr std::size_t samples = 5;
    const student<Network, samples> code{wrong};
    return check_gradient(Network{}, cp::mse{},
                          claim_weights<Ordinal, samples>([&](const Network& net_, const auto& x_, const auto& y_) {
                              if constexpr (Ordinal == 1) return code.of_first(net_, x_, y_);
                              else return code.of_second(net_, x_, y_);
                          }));
}

/// The seven wrong forms, each named, in the weights of either layer where it is possible.
template <class Network> void check_all_slips() {
    const auto named = [](const gradient_verdict& found_, mistake what_, const std::string& says_) {
        INFO(found_.explanation);
        CHECK(found_.is(what_));
        CHECK(found_.explanation.find("Wrong: ") == 0);
        CHECK(found_.explanation.find(says_) != std::string::npos);
        CHECK(found_.largest_difference > 1e-3);
    };
    const std::string outputs = "K = " + std::to_string(Network::output_size) + " outputs";
    CHECK(verdict<Network, 1>(slip::none).right());
    CHECK(verdict<Network, 2>(slip::none).right());
    CHECK(verdict<Network, 1>(slip::none).largest_difference < 1e-12);
    named(verdict<Network, 1>(slip::transposed), mistake::transposed, "it is the transpose");
    named(verdict<Network, 2>(slip::transposed), mistake::transposed, "it is the transpose");
    named(verdict<Network, 1>(slip::sign), mistake::sign, "it is the negative");
    named(verdict<Network, 2>(slip::sign), mistake::sign, "it is the negative");
    named(verdict<Network, 1>(slip::no_mean), mistake::factor, "1/K, " + outputs + ", is missing");
    named(verdict<Network, 2>(slip::no_mean), mistake::factor, "1/K, " + outputs + ", is missing");
    named(verdict<Network, 1>(slip::mean_twice), mistake::factor, "1/N, N = 5 samples, is there once too often");
    named(verdict<Network, 2>(slip::mean_twice), mistake::factor, "1/N, N = 5 samples, is there once too often");
    named(verdict<Network, 2>(slip::x_for_hidden), mistake::input_for_hidden, "x in place of z₂");
    named(verdict<Network, 1>(slip::value_for_slope), mistake::value_for_slope, "(z₁) in place of ");
    named(verdict<Network, 1>(slip::no_slope), mistake::missing_slope, "′(z₁) is missing");
    named(verdict<Network, 1>(slip::summed), mistake::summed,
          "is summed over its " + std::to_string(Network::output_size));
    named(verdict<Network, 2>(slip::summed), mistake::summed,
          "is summed over its " + std::to_string(Network::output_size));
    named(verdict<Network, 1>(slip::nonsense), mistake::unknown, "none of the usual mistakes");
}

template <class Activation, std::size_t Inputs, std::size_t Outputs>
using net = cp::basic_network<double, cp::linear<Inputs, 8>, Activation, cp::linear<8, Outputs>>;

}  // namespace

TEST_CASE("check_gradient: each mistake by its name, where shapes tell and where they do not") {
    check_all_slips<net<cp::relu, 4, 3>>();
    check_all_slips<net<cp::relu, 8, 8>>();
    check_all_slips<net<cp::sigmoid, 4, 3>>();
    check_all_slips<net<cp::sigmoid, 8, 8>>();
}

TEST_CASE("check_gradient: the weights of a scale") {
    using scaled = cp::basic_network<double, cp::linear<4, 8>, cp::relu, cp::scale<8>, cp::linear<8, 3>>;
    const auto claim = [](double factor, std::size_t of) {
        return claim_weights<2>([=](const scaled& net, const auto& x, const auto& y) {
            const auto all = net.trace(x);
            std::array<double, 8> gradient{};
            for (std::size_t k = 0; k < 3; ++k)
                for (std::size_t h = 0; h < 8; ++h)
                    gradient[h] += factor * (all.output()[k] - y[k]) * net.template layer<3>().weight(k, h) *
                                   (of == 1 ? all.template output<1>()[h] : all.template output<0>()[h]);
            return gradient;
        });
    };
    const auto right = check_gradient(scaled{}, cp::mse{}, claim(2.0 / 3, 1));
    INFO(right.explanation);
    CHECK(right.right());
    CHECK(right.explanation.find("∂ℓ/∂w⁽²⁾") != std::string::npos);
    CHECK(check_gradient(scaled{}, cp::mse{}, claim(-2.0 / 3, 1)).is(mistake::sign));
    const auto before = check_gradient(scaled{}, cp::mse{}, claim(2.0 / 3, 0));
    CHECK(before.is(mistake::input_for_hidden));
    CHECK(before.explanation.find("z₁ in place of z₂") != std::string::npos);
}

TEST_CASE("check_gradient: biases, one sample, two mistakes at once, in float") {
    using model = cp::network<cp::linear<4, 8>, cp::tanh, cp::linear<8, 3>>;
    const auto gradient = [](const model& net, const auto& x, const auto& y) {
        const auto prediction = net(x);
        std::array<float, 3> slope;
        for (std::size_t k = 0; k < 3; ++k) slope[k] = 2 * (prediction[k] - y[k]) / 3;
        return slope;
    };
    const auto right = check_gradient(model{}, cp::mse{}, claim_biases<2>(gradient));
    INFO(right.explanation);
    CHECK(right.right());
    CHECK(right.explanation.find("Right: ∂ℓ/∂b⁽²⁾") == 0);
    const auto twice =
        check_gradient(model{}, cp::mse{}, claim_biases<2>([&](const model& net, const auto& x, const auto& y) {
                           auto slope = gradient(net, x, y);
                           for (float& value : slope) value *= -3;
                           return slope;
                       }));
    CHECK(twice.mistakes == std::vector{mistake::sign, mistake::factor});
    const auto shape =
        check_gradient(model{}, cp::mse{},
                       claim_biases<2>([](const model&, const auto&, const auto&) { return std::array<float, 2>{}; }));
    CHECK(shape.is(mistake::unknown));
    CHECK(shape.explanation == "Wrong: none of the usual mistakes. It is 2×1, and ∂ℓ/∂b⁽²⁾ is 3×1 like b⁽²⁾.");
}
