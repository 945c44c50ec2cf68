#include <constprop/constprop.hpp>
#include <constprop/host/check_gradient.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
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

TEST_CASE("check_gradient: the target is a class where the code takes one") {
    using model = cp::network<cp::linear<4, 8>, cp::tanh, cp::linear<8, 3>>;
    const auto by_class = [](const model& net, const model::input_type& x, std::size_t c) {
        const auto logits = net(x);
        std::array<float, 3> slope{};
        float sum = 0;
        for (std::size_t k = 0; k < 3; ++k) sum += slope[k] = std::exp(logits[k]);
        for (std::size_t k = 0; k < 3; ++k) slope[k] = slope[k] / sum - (k == c ? 1.0F : 0.0F);
        return slope;
    };
    const auto verdict = check_gradient(model{}, cp::cross_entropy{}, claim_biases<2>(by_class));
    INFO(verdict.explanation);
    CHECK(verdict.right());
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

namespace {

/// ∂ℓ/∂W⁽¹⁾ by `differentiate`, each value as `changed(row, column, value)`.
template <class Network, class Loss> gradient_verdict verdict_of_changed(const Loss& loss, auto changed) {
    using T = typename Network::scalar;
    return check_gradient(Network{}, loss, claim_weights<1>([=](const Network& net, const auto& x, const auto& y) {
                              const Network right = cp::differentiate(net, loss, x, y).gradient;
                              constexpr cp::layer_shape shape = Network::shape_of(0);
                              std::array<std::array<T, shape.inputs>, shape.outputs> gradient;
                              for (std::size_t r = 0; r < shape.outputs; ++r)
                                  for (std::size_t c = 0; c < shape.inputs; ++c)
                                      gradient[r][c] = changed(r, c, right.template layer<0>().weight(r, c));
                              return gradient;
                          }));
}

/// 1 or 0, with slope 0.
struct step : cp::activation<step> {
    template <class T> static constexpr T value(T z) noexcept { return T(z > T(0) ? 1 : 0); }
    template <class T> static constexpr T slope(T /*z*/, T /*a*/) noexcept { return T(0); }
};

/// The claim that the slope of `Activation` is the same everywhere.
template <class Activation> gradient_verdict verdict_of_constant_slope(double slope) {
    using model = cp::basic_network<double, cp::linear<4, 8>, Activation>;
    return check_gradient(model{}, cp::mse{}, claim_biases<1>([=](const model& net, const auto& x, const auto& y) {
                              auto gradient = net(x);
                              for (std::size_t k = 0; k < 8; ++k) gradient[k] = 2 * (gradient[k] - y[k]) / 8 * slope;
                              return gradient;
                          }));
}

}  // namespace

TEST_CASE("check_gradient: what is no number, or small, is not taken for right") {
    using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 3>>;
    const auto one_is_nan = verdict_of_changed<model>(cp::mse{}, [](std::size_t r, std::size_t c, float value) {
        return r == 0 && c == 1 ? std::numeric_limits<float>::quiet_NaN() : value;
    });
    CHECK(one_is_nan.is(mistake::unknown));
    CHECK(one_is_nan.explanation.find("At [0][1] it is nan") != std::string::npos);

    // Nor what is infinite: it is no measure of what rounding loses.
    for (const float infinite : {std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity()}) {
        const auto one_is_infinite = verdict_of_changed<model>(
            cp::mse{}, [=](std::size_t r, std::size_t c, float value) { return r == 0 && c == 1 ? infinite : value; });
        CHECK(one_is_infinite.is(mistake::unknown));
        CHECK(one_is_infinite.largest_difference == std::numeric_limits<double>::infinity());
    }

    using deep = cp::network<cp::linear<4, 8>, cp::sigmoid, cp::linear<8, 8>, cp::sigmoid, cp::linear<8, 8>,
                             cp::sigmoid, cp::linear<8, 8>, cp::sigmoid, cp::linear<8, 8>, cp::sigmoid,
                             cp::linear<8, 8>, cp::sigmoid, cp::linear<8, 8>, cp::sigmoid, cp::linear<8, 3>>;
    const auto as_it_is = [](std::size_t, std::size_t, float value) { return value; };
    CHECK(verdict_of_changed<deep>(cp::mse{}, as_it_is).right());
    CHECK_FALSE(verdict_of_changed<deep>(cp::mse{}, [](std::size_t, std::size_t, float) { return 0.0f; }).right());
    CHECK(verdict_of_changed<deep>(cp::mse{}, [](std::size_t, std::size_t, float value) {
              return -value;
          }).is(mistake::sign));
}

TEST_CASE("check_gradient: a right claim of softmax that saturates, in float, is right") {
    using model = cp::network<cp::linear<256, 64>, cp::softmax, cp::linear<64, 2>>;
    const auto claim = claim_biases<1>([](const model& net, const auto& x, const auto& y) {
        const auto all = net.trace(x);
        std::array<double, 64> delta{}, gradient;
        double sum = 0;
        for (std::size_t h = 0; h < 64; ++h) {
            for (std::size_t k = 0; k < 2; ++k)
                delta[h] += double(all.output()[k] - y[k]) * double(net.template layer<2>().weight(k, h));
            sum += delta[h] * double(all.template output<1>()[h]);
        }
        for (std::size_t h = 0; h < 64; ++h) gradient[h] = double(all.template output<1>()[h]) * (delta[h] - sum);
        return gradient;
    });
    const auto found = check_gradient(model{}, cp::mse{}, claim);
    INFO(found.explanation);
    CHECK(found.right());
}

TEST_CASE("check_gradient: what is right only near 0 is wrong") {
    CHECK_FALSE(verdict_of_constant_slope<cp::hard_sigmoid>(1.0 / 6).right());
    CHECK_FALSE(verdict_of_constant_slope<cp::tanh>(1).right());
    CHECK(verdict_of_constant_slope<cp::identity>(1).right());

    using model = cp::basic_network<double, cp::linear<4, 3>>;
    const auto unlimited = check_gradient(model{}, cp::huber{}, claim_biases<1>([](const model& net, auto& x, auto& y) {
                                              auto gradient = net(x);
                                              for (std::size_t k = 0; k < 3; ++k)
                                                  gradient[k] = (gradient[k] - y[k]) / 3;
                                              return gradient;
                                          }));
    CHECK_FALSE(unlimited.right());
}

TEST_CASE("check_gradient: rows that are missing or short, a gradient that is always 0") {
    using model = cp::basic_network<double, cp::linear<2, 3>>;
    const auto claimed = [](rows values) {
        return check_gradient(model{}, cp::mse{}, claim_weights<1>([=](const model&, auto&, auto&) { return values; }));
    };
    CHECK(claimed({}).explanation.find("It is 0×0, and ∂ℓ/∂W⁽¹⁾ is 3×2") != std::string::npos);
    CHECK(claimed({{1, 2}, {3}, {5, 6}}).explanation.find("At [1][1] it is nan") != std::string::npos);
    CHECK(claimed({{}, {}, {}}).is(mistake::unknown));

    using flat = cp::basic_network<double, cp::linear<2, 3>, step>;
    const auto nothing = check_gradient(
        flat{}, cp::mse{}, claim_biases<1>([](const flat&, auto&, auto&) { return std::array<double, 3>{}; }));
    CHECK_FALSE(nothing.right());
    CHECK(nothing.explanation.find("Undecided: ∂ℓ/∂b⁽¹⁾ is 0") == 0);
}

TEST_CASE("check_gradient: a factor that the loss does not have is not missing; two that are equal are both named") {
    const auto scaled = [](float by) { return [=](std::size_t, std::size_t, float value) { return by * value; }; };
    const auto says = [](const gradient_verdict& found, const std::string& what) {
        INFO(found.explanation);
        CHECK(found.is(mistake::factor));
        CHECK(found.explanation.find("Wrong: " + what + ". ") == 0);
    };
    using three = cp::network<cp::linear<4, 3>>;
    says(verdict_of_changed<three>(cp::mse{}, scaled(3)), "1/K, K = 3 outputs, is missing");
    says(verdict_of_changed<three>(cp::squared_error{}, scaled(3)), "K, K = 3 outputs, is there once too often");
    says(verdict_of_changed<three>(cp::cross_entropy{}, scaled(3)), "K, K = 3 outputs, is there once too often");
    says(verdict_of_changed<three>(cp::squared_error{}, scaled(1.0f / 3)),
         "1/K, K = 3 outputs, is there once too often");
    using two = cp::network<cp::linear<4, 2>>;
    says(verdict_of_changed<two>(cp::mse{}, scaled(2)),
         "1/K, K = 2 outputs, is missing, or a factor of 2 is there once too often");
}

TEST_CASE("check_gradient: without rows, row by row is right and column by column the transpose") {
    using model = cp::basic_network<double, cp::linear<4, 3>>;
    const auto flat = [](bool by_columns) {
        return check_gradient(model{}, cp::mse{}, claim_weights<1>([=](const model& net, const auto& x, const auto& y) {
                                  const model right = cp::differentiate(net, cp::mse{}, x, y).gradient;
                                  std::vector<double> gradient;
                                  for (std::size_t k = 0; k < 12; ++k)
                                      gradient.push_back(by_columns ? right.layer<0>().weight(k % 3, k / 3)
                                                                    : right.layer<0>().weight(k / 4, k % 4));
                                  return gradient;
                              }));
    };
    CHECK(flat(false).right());
    CHECK(flat(true).is(mistake::transposed));
}
