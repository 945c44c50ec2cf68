#include <constprop/constprop.hpp>
#include <constprop/host/check_gradient.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "catch.hpp"

// check_gradient of a convolution's weights and biases, by hand, and in front of it.
namespace {

namespace cp = constprop;
using cp::host::check_gradient;
using cp::host::claim_biases;
using cp::host::claim_weights;
using cp::host::gradient_verdict;
using cp::host::mistake;

template <class... Layers> using net = cp::basic_network<double, Layers...>;
using model = net<cp::image<4, 4, 2>, cp::conv2d<2, 3, cp::kernel<3>, cp::padding<1>, cp::stride<2>>, cp::tanh,
                  cp::flatten, cp::linear<12, 2>>;

/// [output channel][input channel][row][column], as PyTorch has it.
using kernel = std::array<std::array<std::array<std::array<double, 3>, 3>, 2>, 3>;

/// δ of the convolution's output, at (i, j, o).
double delta(const model& of, const auto& x, const auto& y, bool with_slope, std::size_t at) {
    const auto trace = of.trace(x);
    const double a = trace.template output<1>()[at];
    double sum = 0;
    for (std::size_t k = 0; k < 2; ++k) sum += (trace.output()[k] - y[k]) * of.layer<3>().weight(k, at);
    return sum * (with_slope ? 1 - a * a : 1);
}
gradient_verdict verdict_of_weights(bool with_slope, double factor) {
    return check_gradient(model{}, cp::mse{}, claim_weights<1>([=](const model& of, const auto& x, const auto& y) {
                              kernel gradient{};
                              for (std::size_t i = 0; i < 2; ++i)
                                  for (std::size_t j = 0; j < 2; ++j)
                                      for (std::size_t o = 0; o < 3; ++o)
                                          for (std::size_t c = 0; c < 2; ++c)
                                              for (std::size_t u = 0; u < 3; ++u)
                                                  for (std::size_t v = 0; v < 3; ++v) {
                                                      const std::size_t h = 2 * i + u, k = 2 * j + v;
                                                      if (h < 1 || h > 4 || k < 1 || k > 4) continue;  // on the padding
                                                      gradient[o][c][u][v] +=
                                                          factor * x[((h - 1) * 4 + k - 1) * 2 + c] *
                                                          delta(of, x, y, with_slope, (i * 2 + j) * 3 + o);
                                                  }
                              return gradient;
                          }));
}

}  // namespace

TEST_CASE("check_gradient: the weights and biases of a convolution") {
    const auto right = verdict_of_weights(true, 1);
    INFO(right.explanation);
    CHECK(right.right());
    CHECK(right.explanation.find("Right: ∂ℓ/∂W⁽¹⁾, to ") == 0);
    CHECK(verdict_of_weights(true, -1).is(mistake::sign));
    const auto without = verdict_of_weights(false, 1);
    CHECK(without.is(mistake::missing_slope));
    CHECK(without.explanation.find("Wrong: tanh′(z₁) is missing. ") == 0);
    const auto biases = [](std::size_t places) {
        return check_gradient(model{}, cp::mse{},
                              claim_biases<1, 2>([=](const model& of, const auto& x, const auto& y) {
                                  std::array<double, 3> gradient{};
                                  for (std::size_t n = 0; n < 2; ++n)
                                      for (std::size_t at = 0; at < 3 * places; ++at)
                                          gradient[at % 3] += delta(of, x[n], y[n], true, at) / 2;
                                  return gradient;
                              }));
    };
    CHECK(biases(4).right());
    CHECK(biases(3).is(mistake::unknown));
}

TEST_CASE("check_gradient: in front of a convolution") {
    using behind = net<cp::linear<3, 8>, cp::sigmoid, cp::unflatten<cp::signal<4, 2>>, cp::conv1d<2, 2, cp::kernel<3>>,
                       cp::flatten, cp::linear<4, 1>>;
    const auto claim = [](bool with_slope) {
        return check_gradient(behind{}, cp::mse{}, claim_biases<1>([=](const behind& of, const auto& x, const auto& y) {
                                  const auto gradient = cp::differentiate(of, cp::mse{}, x, y).gradient;
                                  const auto trace = of.trace(x);
                                  std::array<double, 8> biases{};
                                  for (std::size_t k = 0; k < 8; ++k) {
                                      const double a = trace.template output<1>()[k];
                                      biases[k] = gradient.template layer<0>().bias(k) / (with_slope ? 1 : a * (1 - a));
                                  }
                                  return biases;
                              }));
    };
    CHECK(claim(true).right());
    CHECK(claim(false).is(mistake::missing_slope));
}

namespace {

constexpr auto learned = [] {
    using first = cp::network<cp::linear<3, 8>, cp::unflatten<cp::signal<4, 2>>, cp::conv1d<2, 2, cp::kernel<3>>>;
    return cp::initialized<first>(cp::kaiming_uniform{});
}();

}  // namespace

TEST_CASE("check_gradient: in front of a frozen convolution") {
    using tuned = cp::network<cp::linear<2, 3>, cp::tanh, cp::linear<3, 8>, cp::unflatten<cp::signal<4, 2>>,
                              cp::frozen<learned, 2>, cp::flatten, cp::linear<4, 1>>;
    const auto claim = [](float factor) {
        return check_gradient(tuned{}, cp::mse{}, claim_weights<2>([=](const tuned& of, const auto& x, const auto& y) {
                                  const auto gradient = cp::differentiate(of, cp::mse{}, x, y).gradient;
                                  std::array<std::array<float, 3>, 8> weights{};
                                  for (std::size_t o = 0; o < 8; ++o)
                                      for (std::size_t i = 0; i < 3; ++i)
                                          weights[o][i] = factor * gradient.template layer<2>().weight(o, i);
                                  return weights;
                              }));
    };
    CHECK(claim(1).right());
    CHECK(claim(-1).is(mistake::sign));
}
