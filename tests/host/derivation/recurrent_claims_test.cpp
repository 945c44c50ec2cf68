#include <constprop/constprop.hpp>
#include <constprop/host/check_gradient.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "catch.hpp"

// What people get wrong in the gradient of a recurrent layer through time, each mistake on its own.
namespace {

namespace cp = constprop;
using cp::host::check_gradient;
using cp::host::claim_parameters;
using cp::host::claim_weights;
using cp::host::gradient_verdict;
using cp::host::mistake;
using row = std::vector<double>;

constexpr std::size_t steps = 4, inputs = 3, hidden = 2;

enum class kind { rnn, gru, lstm };

/// Backpropagation through time of one recurrent layer and mse, as somebody writes it, step by step: θ and the steps' inputs
/// and targets in, ∂ℓ/∂θ and ∂ℓ/∂x out.
class student {
    const kind kind_;
    const mistake wrong_;
    const std::size_t gates_ = kind_ == kind::rnn ? 1 : kind_ == kind::gru ? 3 : 4;
    const row theta_;

    double w(std::size_t gate, std::size_t k, std::size_t i) const { return theta_[(gate * hidden + k) * inputs + i]; }
    double u(std::size_t gate, std::size_t k, std::size_t j) const {
        return theta_[gates_ * hidden * inputs + (gate * hidden + k) * hidden + j];
    }
    double bias(std::size_t part, std::size_t gate, std::size_t k) const {
        return theta_[gates_ * hidden * (inputs + hidden + part) + gate * hidden + k];
    }
    static double sigmoid(double a) { return 1 / (1 + std::exp(-a)); }

 public:
    row of_parameters;
    std::vector<row> of_inputs;

    student(kind of, mistake wrong, const row& theta, const auto& x, const auto& y)
        : kind_(of), wrong_(wrong), theta_(theta), of_parameters(theta.size()), of_inputs(steps, row(inputs)) {
        std::vector<row> h(steps + 1, row(hidden)), c = h, m = h;
        std::vector<std::array<row, 4>> gate(steps);  // their values
        for (std::size_t t = 0; t < steps; ++t) {
            for (row& one : gate[t]) one.resize(hidden);
            for (std::size_t g = 0; g < gates_; ++g)
                for (std::size_t k = 0; k < hidden; ++k) {
                    double a = bias(0, g, k), b = bias(1, g, k);
                    for (std::size_t i = 0; i < inputs; ++i) a += w(g, k, i) * x[t][i];
                    for (std::size_t j = 0; j < hidden; ++j) b += u(g, k, j) * h[t][j];
                    const bool is_tanh = kind_ == kind::rnn || g == 2;
                    const double reset = kind_ == kind::gru && g == 2 ? gate[t][0][k] : 1;
                    if (g == 2) m[t][k] = b;
                    gate[t][g][k] = is_tanh ? std::tanh(a + reset * b) : sigmoid(a + b);
                }
            for (std::size_t k = 0; k < hidden; ++k) {
                const auto& [i, f, n, o] = gate[t];
                c[t + 1][k] = f[k] * c[t][k] + i[k] * n[k];
                h[t + 1][k] = kind_ == kind::rnn   ? i[k]
                              : kind_ == kind::gru ? (1 - f[k]) * n[k] + f[k] * h[t][k]
                                                   : o[k] * std::tanh(c[t + 1][k]);
            }
        }
        row dh(hidden), dc(hidden);
        for (std::size_t t = steps; t-- > 0;) {
            for (std::size_t k = 0; k < hidden; ++k) dh[k] += 2 * (h[t + 1][k] - y[t][k]) / double(hidden * steps);
            const auto& [i, f, n, o] = gate[t];
            std::array<row, 4> a{row(hidden), row(hidden), row(hidden), row(hidden)}, b = a;
            row before(hidden), c_before(hidden);
            for (std::size_t k = 0; k < hidden; ++k) {
                if (kind_ == kind::rnn) {
                    a[0][k] = b[0][k] = dh[k] * (1 - i[k] * i[k]);
                } else if (kind_ == kind::gru) {
                    a[2][k] = dh[k] * (1 - f[k]) * (1 - n[k] * n[k]);
                    b[2][k] = a[2][k] * i[k];
                    a[0][k] = b[0][k] = a[2][k] * m[t][k] * i[k] * (1 - i[k]);
                    a[1][k] = b[1][k] = dh[k] * (h[t][k] - n[k]) * f[k] * (1 - f[k]);
                    if (wrong_ != mistake::missing_carry) before[k] = dh[k] * f[k];
                } else {
                    const double of_c = std::tanh(c[t + 1][k]), d = dc[k] + dh[k] * o[k] * (1 - of_c * of_c);
                    a[0][k] = d * n[k] * i[k] * (1 - i[k]);
                    a[1][k] = d * c[t][k] * f[k] * (1 - f[k]);
                    a[2][k] = d * i[k] * (1 - n[k] * n[k]);
                    a[3][k] = dh[k] * of_c * o[k] * (1 - o[k]);
                    for (std::size_t g = 0; g < 4; ++g) b[g][k] = a[g][k];
                    if (wrong_ != mistake::missing_carry) c_before[k] = d * f[k];
                }
            }
            const row& state = h[wrong_ == mistake::state_after_step ? t + 1 : t];
            for (std::size_t g = 0; g < gates_; ++g)
                for (std::size_t k = 0; k < hidden; ++k) {
                    const std::size_t r = g * hidden + k, all = gates_ * hidden;
                    for (std::size_t j = 0; j < inputs; ++j) {
                        of_parameters[r * inputs + j] += a[g][k] * x[t][j];
                        of_inputs[t][j] += w(g, k, j) * a[g][k];
                    }
                    for (std::size_t j = 0; j < hidden; ++j) {
                        of_parameters[all * inputs + r * hidden + j] += b[g][k] * state[j];
                        if (wrong_ != mistake::missing_recurrence)
                            before[j] +=
                                (wrong_ == mistake::recurrent_weight_transposed ? u(g, j, k) : u(g, k, j)) * b[g][k];
                    }
                    of_parameters[all * (inputs + hidden) + r] += a[g][k];
                    of_parameters[all * (inputs + hidden + 1) + r] += b[g][k];
                }
            dh = wrong_ == mistake::stopped_at_step ? row(hidden) : before;
            dc = wrong_ == mistake::stopped_at_step ? row(hidden) : c_before;
        }
    }
};

template <class Layer> gradient_verdict claim(kind of, mistake wrong) {
    using network = cp::basic_network<double, Layer>;
    return check_gradient(network{}, cp::mse{},
                          claim_parameters<1, steps>([=](const network& net, const auto& x, const auto& y) {
                              const auto p = net.parameters();
                              return student(of, wrong, {p.begin(), p.end()}, x, y).of_parameters;
                          }));
}
/// The weights of a linear layer before the recurrent one, whose gradient goes through time, too.
template <class Layer> gradient_verdict claim_before(kind of, mistake wrong) {
    using network = cp::basic_network<double, cp::linear<2, inputs>, Layer>;
    return check_gradient(
        network{}, cp::mse{}, claim_weights<1, steps>([=](const network& net, const auto& x, const auto& y) {
            const auto p = net.parameters();
            const auto& linear = net.template layer<0>();
            std::vector<row> z(steps, row(inputs));
            for (std::size_t t = 0; t < steps; ++t)
                for (std::size_t k = 0; k < inputs; ++k)
                    z[t][k] = linear.bias(k) + linear.weight(k, 0) * x[t][0] + linear.weight(k, 1) * x[t][1];
            const student by(of, wrong, {p.begin() + 3 * inputs, p.end()}, z, y);
            std::vector<row> gradient(inputs, row(2));
            for (std::size_t t = 0; t < steps; ++t)
                for (std::size_t k = 0; k < inputs; ++k)
                    for (std::size_t i = 0; i < 2; ++i) gradient[k][i] += by.of_inputs[t][k] * x[t][i];
            return gradient;
        }));
}

using simple = cp::rnn<inputs, hidden>;
using gated = cp::gru<inputs, hidden>;
using with_cell = cp::lstm<inputs, hidden>;

/// `how` tells the mistake; LAYER in it stands for the layer's name, without its number.
template <class Layer> void check_named(kind of, mistake wrong, const std::string& how, const std::string& layer) {
    const std::string placeholder = "LAYER";
    const auto named = [&](const std::string& number) {
        std::string text = "Wrong: " + how + ".";
        return text.replace(text.find(placeholder), placeholder.size(), layer + number);
    };
    const gradient_verdict verdict = claim<Layer>(of, wrong), before = claim_before<Layer>(of, wrong);
    CAPTURE(verdict.explanation, before.explanation);
    CHECK(verdict.is(wrong));
    CHECK(verdict.explanation.starts_with(named("₁")));
    CHECK(before.is(wrong));
    CHECK(before.explanation.starts_with(named("₂")));
}

}  // namespace

TEST_CASE("recurrent claims: the right gradient through time is right") {
    CHECK(claim<simple>(kind::rnn, mistake::none).right());
    CHECK(claim<gated>(kind::gru, mistake::none).right());
    CHECK(claim<with_cell>(kind::lstm, mistake::none).right());
    CHECK(claim_before<gated>(kind::gru, mistake::none).right());
}

TEST_CASE("recurrent claims: a gradient that stops at each step") {
    check_named<simple>(kind::rnn, mistake::stopped_at_step, "the way to the step before in LAYER is missing", "rnn");
    check_named<gated>(kind::gru, mistake::stopped_at_step, "the way to the step before in LAYER is missing", "gru");
    check_named<with_cell>(kind::lstm, mistake::stopped_at_step, "the way to the step before in LAYER is missing",
                           "lstm");
}

TEST_CASE("recurrent claims: one of the two ways to the step before is missing") {
    check_named<gated>(kind::gru, mistake::missing_carry, "z[t + 1] ⊙ δ_h[t + 1] in LAYER is missing", "gru");
    check_named<with_cell>(kind::lstm, mistake::missing_carry, "f[t + 1] ⊙ δ_c[t + 1] in LAYER is missing", "lstm");
    check_named<gated>(kind::gru, mistake::missing_recurrence,
                       "the way to the step before through W_hh in LAYER is missing", "gru");
    check_named<with_cell>(kind::lstm, mistake::missing_recurrence,
                           "the way to the step before through W_hh in LAYER is missing", "lstm");
}

TEST_CASE("recurrent claims: W_hh and its transpose exchanged") {
    check_named<simple>(kind::rnn, mistake::recurrent_weight_transposed, "W_hh of LAYER and its transpose exchanged",
                        "rnn");
    check_named<with_cell>(kind::lstm, mistake::recurrent_weight_transposed,
                           "W_hh of LAYER and its transpose exchanged", "lstm");
}

TEST_CASE("recurrent claims: the state after the step in place of that before it") {
    for (const gradient_verdict& verdict : {claim<simple>(kind::rnn, mistake::state_after_step),
                                            claim<with_cell>(kind::lstm, mistake::state_after_step)}) {
        CAPTURE(verdict.explanation);
        CHECK(verdict.is(mistake::state_after_step));
        CHECK(verdict.explanation.starts_with("Wrong: ŷ[t] in place of ŷ[t − 1] in ∂ℓ/∂W_hh."));
    }
}
