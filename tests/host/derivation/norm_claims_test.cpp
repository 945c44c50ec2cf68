#include <constprop/constprop.hpp>
#include <constprop/host/check_gradient.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "catch.hpp"

// What people get wrong in the gradient of a normalization, each mistake on its own.
namespace {

namespace cp = constprop;
using cp::host::check_gradient;
using cp::host::claim_biases;
using cp::host::claim_weights;
using cp::host::gradient_verdict;
using cp::host::mistake;

constexpr std::size_t samples = 5, inputs = 4, hidden = 6, outputs = 3;
template <class Scalar, class Norm>
using net = cp::basic_network<Scalar, cp::linear<inputs, hidden>, Norm, cp::tanh, cp::linear<hidden, outputs>>;
using rows = std::vector<std::vector<double>>;

/// Backpropagation through Linear → norm → tanh → Linear → mse as somebody writes it, with loops.
template <class Network, bool OverBatch> class student {
    mistake wrong_;
    const Network& net_;
    rows x_, centered_, normalized_, values_, delta_;
    rows deviation_;

    template <std::size_t Layer> rows through(const rows& from) const {
        const auto& layer = net_.template layer<Layer>();
        rows to(samples, std::vector<double>(layer.shape.outputs));
        for (std::size_t n = 0; n < samples; ++n)
            for (std::size_t o = 0; o < to[n].size(); ++o) {
                to[n][o] = double(layer.bias(o));
                for (std::size_t i = 0; i < from[n].size(); ++i) to[n][o] += double(layer.weight(o, i)) * from[n][i];
            }
        return to;
    }
    /// The mean over the batch or over the sample, at (n, k); `less` is taken from the number of values.
    double mean(const rows& of, std::size_t n, std::size_t k, double less = 0) const {
        double sum = 0;
        for (std::size_t j = 0; j < (OverBatch ? samples : hidden); ++j) sum += OverBatch ? of[j][k] : of[n][j];
        return sum / (double(OverBatch ? samples : hidden) - less);
    }
    double gain(std::size_t k) const { return double(net_.template layer<1>().parameter(k)); }
    template <class Function> static rows each(Function function) {
        rows all(samples, std::vector<double>(hidden));
        for (std::size_t n = 0; n < samples; ++n)
            for (std::size_t k = 0; k < hidden; ++k) all[n][k] = function(n, k);
        return all;
    }
    /// √(σ² + ε) of the network's own pass, or of somebody who is wrong.
    rows deviations(const rows& squares, mistake what) const {
        return each([&](std::size_t n, std::size_t k) {
            const double variance = mean(squares, n, k, what == mistake::unbiased_variance ? 1 : 0);
            return what == mistake::epsilon_outside_root ? std::sqrt(variance) + 1e-5 : std::sqrt(variance + 1e-5);
        });
    }

 public:
    student(const Network& net, const auto& x, const auto& y, mistake wrong) : wrong_(wrong), net_(net) {
        for (const auto& sample : x) x_.emplace_back(sample.begin(), sample.end());
        const rows z = through<0>(x_);
        centered_ = each([&](std::size_t n, std::size_t k) { return z[n][k] - mean(z, n, k); });
        const rows squares = each([&](std::size_t n, std::size_t k) { return centered_[n][k] * centered_[n][k]; });
        const rows right = deviations(squares, mistake::none);
        deviation_ = deviations(squares, wrong_);
        const auto bias = [&](std::size_t k) { return double(net_.template layer<1>().parameter(hidden + k)); };
        values_ = each(
            [&](std::size_t n, std::size_t k) { return std::tanh(gain(k) * centered_[n][k] / right[n][k] + bias(k)); });
        normalized_ = each([&](std::size_t n, std::size_t k) {
            return wrong_ == mistake::input_for_hidden ? z[n][k] : centered_[n][k] / deviation_[n][k];
        });
        const rows prediction = through<3>(values_);
        delta_ = each([&](std::size_t n, std::size_t k) {
            double sum = 0;
            for (std::size_t o = 0; o < outputs; ++o)
                sum += 2 * (prediction[n][o] - double(y[n][o])) / outputs / samples *
                       double(net_.template layer<3>().weight(o, k));
            return sum * (1 - values_[n][k] * values_[n][k]);
        });
    }

    /// δ of the first layer's outputs.
    rows before() const {
        const rows scaled = each([&](std::size_t n, std::size_t k) {
            return delta_[n][k] * (wrong_ == mistake::missing_gain ? 1 : gain(k));
        });
        const rows products = each([&](std::size_t n, std::size_t k) { return scaled[n][k] * normalized_[n][k]; });
        const bool constant = wrong_ == mistake::constant_statistics;
        return each([&](std::size_t n, std::size_t k) {
            double sum = scaled[n][k];
            if (!constant && wrong_ != mistake::missing_mean_term) sum -= mean(scaled, n, k);
            if (!constant && wrong_ != mistake::missing_variance_term) sum -= normalized_[n][k] * mean(products, n, k);
            return sum / deviation_[n][k];
        });
    }
    rows weights() const {
        const rows delta = before();
        rows gradient(hidden, std::vector<double>(inputs));
        for (std::size_t n = 0; n < samples; ++n)
            for (std::size_t k = 0; k < hidden; ++k)
                for (std::size_t i = 0; i < inputs; ++i) gradient[k][i] += delta[n][k] * x_[n][i];
        return gradient;
    }
    static std::vector<double> summed(const rows& values) {
        std::vector<double> sums(hidden);
        for (std::size_t n = 0; n < samples; ++n)
            for (std::size_t k = 0; k < hidden; ++k) sums[k] += values[n][k];
        return sums;
    }
    std::vector<double> biases() const { return summed(before()); }
    std::vector<double> gains() const {
        return summed(each([&](std::size_t n, std::size_t k) { return delta_[n][k] * normalized_[n][k]; }));
    }
    std::vector<double> shifts() const { return summed(delta_); }
};

template <class Network, bool OverBatch> struct claims {
    template <class Claim> static auto with(mistake wrong, Claim claim) {
        return [=](const Network& of, const auto& x, const auto& y) {
            return claim(student<Network, OverBatch>(of, x, y, wrong));
        };
    }
    static gradient_verdict weights(mistake wrong) {
        return check_gradient(Network{}, cp::mse{},
                              claim_weights<1, samples>(with(wrong, [](const auto& code) { return code.weights(); })));
    }
    static gradient_verdict biases(mistake wrong) {
        return check_gradient(Network{}, cp::mse{},
                              claim_biases<1, samples>(with(wrong, [](const auto& code) { return code.biases(); })));
    }
    static gradient_verdict gains(mistake wrong) {
        return check_gradient(Network{}, cp::mse{},
                              claim_weights<2, samples>(with(wrong, [](const auto& code) { return code.gains(); })));
    }
    static gradient_verdict shifts() {
        return check_gradient(
            Network{}, cp::mse{},
            claim_biases<2, samples>(with(mistake::none, [](const auto& code) { return code.shifts(); })));
    }
};

void named(const gradient_verdict& found, mistake what, const std::string& says) {
    INFO(says);
    CAPTURE(found.explanation);
    CHECK(found.is(what));
    CHECK(found.explanation.find("Wrong: " + says + ". At [") == 0);
}
void right(const gradient_verdict& found) {
    CAPTURE(found.explanation);
    CHECK(found.right());
}

/// All that may go wrong in the weights before a normalization and in its gains.
template <class Scalar, class Norm, bool OverBatch> void check_norm(const std::string& name) {
    using all = claims<net<Scalar, Norm>, OverBatch>;
    right(all::weights(mistake::none));
    right(all::biases(mistake::none));
    right(all::gains(mistake::none));
    right(all::shifts());
    named(all::weights(mistake::missing_mean_term), mistake::missing_mean_term,
          "the mean's term of " + name + " is missing");
    named(all::weights(mistake::missing_variance_term), mistake::missing_variance_term,
          "the variance's term of " + name + " is missing");
    named(all::weights(mistake::constant_statistics), mistake::constant_statistics,
          "mean and variance of " + name + " are taken for constants");
    const std::string unbiased = "n − 1 in place of n in the variance of " + name;
    named(all::weights(mistake::unbiased_variance), mistake::unbiased_variance, unbiased);
    named(all::gains(mistake::unbiased_variance), mistake::unbiased_variance, unbiased);
    const std::string outside = "ε outside of the root in " + name;
    named(all::weights(mistake::epsilon_outside_root), mistake::epsilon_outside_root, outside);
    named(all::gains(mistake::epsilon_outside_root), mistake::epsilon_outside_root, outside);
    named(all::weights(mistake::missing_gain), mistake::missing_gain, "g⁽²⁾ is missing on the way back");
    named(all::gains(mistake::input_for_hidden), mistake::input_for_hidden, "z₁ in place of its normalized value");
}

}  // namespace

TEST_CASE("check_gradient: each mistake in the gradient of layer_norm") {
    check_norm<double, cp::layer_norm, false>("layer_norm₂");
}
TEST_CASE("check_gradient: each mistake in the gradient of batch_norm") {
    check_norm<double, cp::batch_norm, true>("batch_norm₂");
}
TEST_CASE("check_gradient: mistakes in the gradient of a normalization show in float, too") {
    check_norm<float, cp::layer_norm, false>("layer_norm₂");
    check_norm<float, cp::batch_norm, true>("batch_norm₂");
}

TEST_CASE("check_gradient: biases before batch normalization have a gradient of 0") {
    using all = claims<net<double, cp::batch_norm>, true>;
    const auto found = all::biases(mistake::none);
    CHECK(found.explanation == "Right: ∂ℓ/∂b⁽¹⁾ is 0, up to rounding.");
    named(all::biases(mistake::missing_mean_term), mistake::missing_mean_term,
          "the mean's term of batch_norm₂ is missing");
    // The variance's term has the mean 0 over the batch: the sum is 0 without it, too.
    CHECK(all::biases(mistake::missing_variance_term).right());
}

TEST_CASE("check_gradient: gains of an image's channels") {
    using model = cp::basic_network<double, cp::image<2, 2, 3>, cp::batch_norm, cp::flatten, cp::linear<12, 2>>;
    const auto claim = [](double factor) {
        return check_gradient(model{}, cp::mse{}, claim_weights<1>([=](const model& of, const auto& x, const auto& y) {
                                  const auto gradient = cp::differentiate(of, cp::mse{}, x, y).gradient;
                                  std::array<double, 3> gains{};
                                  for (std::size_t c = 0; c < 3; ++c)
                                      gains[c] = factor * gradient.template layer<0>().parameter(c);
                                  return gains;
                              }));
    };
    right(claim(1));
    CHECK(claim(-1).is(mistake::sign));
}
