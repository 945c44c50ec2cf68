#include <constprop/constprop.hpp>
#include <constprop/host/check_gradient.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <type_traits>
#include <vector>

#include "catch.hpp"

// The same slip in one layer, and in every layer: backpropagation as somebody writes it by hand, with loops.
namespace {

namespace cp = constprop;
using cp::host::check_gradient;
using cp::host::claim_biases;
using cp::host::claim_weights;
using cp::host::gradient_verdict;
using cp::host::mistake;

using row = std::vector<double>;

/// What is done wrong, and in which layers of the chain, counted from 1; 0 is all of them.
struct slip {
    mistake what = mistake::none;
    std::size_t layer = 0;

    bool in(mistake one, std::size_t k) const { return what == one && (layer == 0 || layer == k); }
};

template <class Network, class Loss, std::size_t Samples> class student {
    static constexpr std::size_t last = Network::layer_count, outputs = Network::output_size;
    template <std::size_t K> using layer = typename Network::template layer_type<K - 1>;

    slip wrong_;

    row loss_slope(const row& prediction, const row& y) const {
        row delta(outputs);
        if constexpr (std::is_same_v<Loss, cp::mse>) {
            for (std::size_t k = 0; k < outputs; ++k) delta[k] = 2 * (prediction[k] - y[k]) / outputs / Samples;
        } else {
            double sum = 0;
            for (const double z : prediction) sum += std::exp(z);
            for (std::size_t k = 0; k < outputs; ++k) {
                const double p = wrong_.in(mistake::logits_for_probabilities, last + 1) ? prediction[k]
                                                                                        : std::exp(prediction[k]) / sum;
                delta[k] = (p - y[k]) / Samples;
            }
        }
        return delta;
    }

    /// δ of layer K − 1 by that of layer K; z and a are what it takes and gives.
    template <std::size_t K> row through(const Network& net, const row& dy, const row& z, const row& a) const {
        row dx(z.size());
        if constexpr (Network::shape_of(K - 1).parameters() > 0) {
            const auto& stage = net.template layer<K - 1>();
            for (std::size_t i = 0; i < z.size(); ++i)
                for (std::size_t o = 0; o < dy.size(); ++o) {
                    const bool exchanged = z.size() == dy.size() && wrong_.in(mistake::weight_transposed, K);
                    dx[i] += (exchanged ? stage.weight(i, o) : stage.weight(o, i)) * dy[o];
                }
        } else {
            for (std::size_t i = 0; i < z.size(); ++i) {
                double slope = layer<K>::slope(z[i], a[i]);
                if (wrong_.in(mistake::missing_slope, K)) slope = 1;
                if (wrong_.in(mistake::value_for_slope, K)) slope = a[i];
                if (wrong_.in(mistake::slope_at_value, K)) slope = layer<K>::slope(a[i], layer<K>::value(a[i]));
                dx[i] = slope * dy[i];
            }
        }
        return dx;
    }

    /// δ of layer 1.
    template <std::size_t K> row first_delta(const Network& net, const std::vector<row>& values, row dy) const {
        if constexpr (K == 1) {
            return dy;
        } else {
            if (wrong_.what == mistake::stopped_early && wrong_.layer == K) return dy;
            return first_delta<K - 1>(net, values, through<K>(net, dy, values[K - 1], values[K]));
        }
    }

 public:
    explicit student(slip wrong) : wrong_(wrong) {}

    /// ∂ℓ/∂W of the first layer.
    std::vector<row> operator()(const Network& net, const std::array<typename Network::input_type, Samples>& x,
                                const std::array<typename Network::output_type, Samples>& y) const {
        constexpr std::size_t rows = Network::shape_of(0).outputs, columns = Network::input_size;
        std::vector<row> gradient(rows, row(columns));
        row delta_sum(rows), x_sum(columns);
        for (std::size_t n = 0; n < Samples; ++n) {
            const auto trace = net.trace(x[n]);
            std::vector<row> values{{x[n].begin(), x[n].end()}};
            [&]<std::size_t... K>(std::index_sequence<K...>) {
                (values.emplace_back(trace.template output<K>().begin(), trace.template output<K>().end()), ...);
            }
            (std::make_index_sequence<last>{});
            const row delta = first_delta<last>(net, values, loss_slope(values[last], row(y[n].begin(), y[n].end())));
            for (std::size_t o = 0; o < rows; ++o) {
                delta_sum[o] += delta[o];
                for (std::size_t i = 0; i < columns; ++i) gradient[o][i] += delta[o] * x[n][i];
            }
            for (std::size_t i = 0; i < columns; ++i) x_sum[i] += x[n][i];
        }
        if (wrong_.what == mistake::product_of_means)
            for (std::size_t o = 0; o < rows; ++o)
                for (std::size_t i = 0; i < columns; ++i) gradient[o][i] = delta_sum[o] * x_sum[i] / Samples;
        return gradient;
    }
};

constexpr std::size_t samples = 4;

template <class Network, class Loss> gradient_verdict verdict(slip wrong) {
    const student<Network, Loss, samples> code(wrong);
    return check_gradient(Network{}, Loss{}, claim_weights<1, samples>(code));
}

template <class Network, class Loss> void named(slip wrong, const std::string& says) {
    const auto found = verdict<Network, Loss>(wrong);
    CAPTURE(found.explanation);
    CHECK(found.is(wrong.what));
    CHECK(found.explanation.find("Wrong: " + says + ". At") == 0);
}

template <class Activation> using two = cp::basic_network<double, cp::linear<4, 8>, Activation, cp::linear<8, 3>>;
template <class Activation> using square = cp::basic_network<double, cp::linear<8, 8>, Activation, cp::linear<8, 8>>;
template <class Activation>
using three = cp::basic_network<double, cp::linear<5, 5>, Activation, cp::linear<5, 5>, cp::tanh, cp::linear<5, 5>>;

template <class Network, class Loss> void check_two(const std::string& f, bool curved) {
    CHECK(verdict<Network, Loss>({}).right());
    named<Network, Loss>({mistake::missing_slope}, f + "′(z₁) is missing");
    named<Network, Loss>({mistake::value_for_slope}, f + "(z₁) in place of " + f + "′(z₁)");
    if (curved) named<Network, Loss>({mistake::slope_at_value}, f + "′(z₂) in place of " + f + "′(z₁)");
    else CHECK(verdict<Network, Loss>({mistake::slope_at_value}).right());
    named<Network, Loss>({mistake::product_of_means},
                         "the product of the means of δ₁ and x in place of the mean of their products");
    if constexpr (!std::is_same_v<Loss, cp::mse>)
        named<Network, Loss>({mistake::logits_for_probabilities}, "ŷ in place of softmax(ŷ)");
}

template <class Loss> void check_three(const std::string& f) {
    using net = three<cp::sigmoid>;
    CHECK(verdict<net, Loss>({}).right());
    const std::string first = f + "′(z₁)", second = "tanh′(z₃)";
    named<net, Loss>({mistake::missing_slope, 2}, first + " is missing");
    named<net, Loss>({mistake::missing_slope, 4}, second + " is missing");
    named<net, Loss>({mistake::missing_slope}, first + " is missing, and " + second + " is missing");
    const std::string value_1 = f + "(z₁) in place of " + first, value_2 = "tanh(z₃) in place of " + second;
    named<net, Loss>({mistake::value_for_slope, 2}, value_1);
    named<net, Loss>({mistake::value_for_slope, 4}, value_2);
    named<net, Loss>({mistake::value_for_slope}, value_1 + ", and " + value_2);
    const std::string at_1 = f + "′(z₂) in place of " + first, at_2 = "tanh′(z₄) in place of " + second;
    named<net, Loss>({mistake::slope_at_value, 2}, at_1);
    named<net, Loss>({mistake::slope_at_value, 4}, at_2);
    named<net, Loss>({mistake::slope_at_value}, at_1 + ", and " + at_2);
    const std::string w_2 = "W⁽²⁾ and its transpose exchanged", w_3 = "W⁽³⁾ and its transpose exchanged";
    named<net, Loss>({mistake::weight_transposed, 3}, w_2);
    named<net, Loss>({mistake::weight_transposed, 5}, w_3);
    named<net, Loss>({mistake::weight_transposed}, w_2 + ", and " + w_3);
    // δ that stops before layer 3: only the first activation's slope is left out where it stops at layer 2.
    named<net, Loss>({mistake::stopped_early, 3}, "∂ℓ/∂z₃ in place of ∂ℓ/∂z₁");
    named<net, Loss>({mistake::stopped_early, 4}, "∂ℓ/∂z₄ in place of ∂ℓ/∂z₁");
    named<net, Loss>({mistake::stopped_early, 5}, "∂ℓ/∂ŷ in place of ∂ℓ/∂z₁");
}

}  // namespace

TEST_CASE("check_gradient: a slip in one layer is named") {
    check_two<two<cp::tanh>, cp::mse>("tanh", true);
    check_two<two<cp::sigmoid>, cp::cross_entropy>("σ", true);
    check_two<two<cp::relu>, cp::cross_entropy>("relu", false);
    check_two<square<cp::sigmoid>, cp::mse>("σ", true);
}

TEST_CASE("check_gradient: the same slip in every layer is named, and in each alone") {
    check_three<cp::mse>("σ");
    check_three<cp::cross_entropy>("σ");
}

TEST_CASE("check_gradient: several claims are judged one by one") {
    using net = two<cp::tanh>;
    const auto biases = [](const net& net_, const auto& x_, const auto& y_) {
        const auto p = cp::differentiate(net_, cp::mse{}, x_, y_).gradient.parameters();
        return std::vector<double>(p.begin() + 32, p.begin() + 40);
    };
    const auto verdicts = check_gradient(
        net{}, cp::mse{}, claim_weights<1, samples>(student<net, cp::mse, samples>({})), claim_biases<1>(biases),
        claim_weights<1, samples>(student<net, cp::mse, samples>({mistake::missing_slope})));
    REQUIRE(verdicts.size() == 3);
    CHECK(verdicts[0].right());
    CHECK(verdicts[1].right());
    CHECK(verdicts[2].is(mistake::missing_slope));
}
