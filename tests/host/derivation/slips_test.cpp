#include <constprop/constprop.hpp>
#include <constprop/host/check_gradient.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "catch.hpp"
#include "slip_words.hpp"
#include "student.hpp"

// Every mistake, in each layer alone, in every run of layers and in all of them, of one sample and of a batch.
namespace {

namespace cp = constprop;
using cp::host::check_gradient;
using cp::host::claim_biases;
using cp::host::claim_weights;
using cp::host::gradient_verdict;

/// The verdict on a student's ∂ℓ/∂W⁽ⁱ⁾.
template <class Network, class Loss, std::size_t Ordinal, std::size_t Samples>
gradient_verdict verdict(const student_slip& wrong, const Loss& loss = {}) {
    const student<Network, Loss, Ordinal, Samples> code(wrong);
    const auto weights = [&](const Network& net_, const auto& x_, const auto& y_) {
        return code.weights(net_, x_, y_);
    };
    if constexpr (Samples == 1) return check_gradient(Network{}, loss, claim_weights<Ordinal>(weights));
    else return check_gradient(Network{}, loss, claim_weights<Ordinal, Samples>(weights));
}

void named(const gradient_verdict& found, mistake what, const std::string& says) {
    INFO(says);
    CAPTURE(found.explanation);
    CHECK(found.is(what));
    CHECK(found.explanation.find("Wrong: " + says + ". ") == 0);
}

/// Every run of activations on the way to the first layer's weights: each alone, all, from each down and from each up.
template <class Network, class Loss, std::size_t Samples>
void check_runs(mistake what, const std::string& f, bool differs = true) {
    constexpr std::size_t activations = Network::layer_count / 2;
    const bool of_weights = what == mistake::weight_transposed || what == mistake::missing_weight;
    for (std::size_t first = 1; first <= activations; ++first)
        for (std::size_t last = first; last <= activations; ++last) {
            const std::size_t add = of_weights ? 1 : 0;
            const auto found = verdict<Network, Loss, 1, Samples>({what, 2 * first + add, 2 * last + add});
            if (differs) named(found, what, words(what, f, first, last).text());
            else CHECK(found.right());
        }
}

enum class shapes { differ, equal };

/// All that may go wrong in a chain of linear layers with one kind of activation.
template <class Network, class Loss, std::size_t Samples> void check_chain(const std::string& f, shapes shape) {
    constexpr std::size_t last = Network::layer_count;
    const bool curved = f != "relu";
    CHECK(verdict<Network, Loss, 1, Samples>({}).right());
    CHECK(verdict<Network, Loss, 2, Samples>({}).right());
    check_runs<Network, Loss, Samples>(mistake::missing_slope, f);
    check_runs<Network, Loss, Samples>(mistake::value_for_slope, f);
    check_runs<Network, Loss, Samples>(mistake::slope_at_value, f, curved);
    check_runs<Network, Loss, Samples>(mistake::input_for_value, f, curved);
    if (shape == shapes::equal) {
        check_runs<Network, Loss, Samples>(mistake::weight_transposed, f);
        check_runs<Network, Loss, Samples>(mistake::missing_weight, f);
    }
    // What stops right behind the activation is what leaves its slope out.
    for (std::size_t k = 3; k <= last; ++k)
        named(verdict<Network, Loss, 1, Samples>({mistake::stopped_early, k, k}), mistake::stopped_early,
              "∂ℓ/∂" + (k == last ? "ŷ" : "z" + low(k)) + " in place of ∂ℓ/∂z₁");
    named(verdict<Network, Loss, 2, Samples>({mistake::input_for_hidden, 0, 0}), mistake::input_for_hidden,
          "x in place of z₂");
    named(verdict<Network, Loss, 2, Samples>({mistake::input_for_hidden, 1, 1}), mistake::input_for_hidden,
          "z₁ in place of z₂");
    if constexpr (std::is_same_v<Loss, cp::cross_entropy>)
        named(verdict<Network, Loss, 1, Samples>({mistake::logits_for_probabilities, last + 1, last + 1}),
              mistake::logits_for_probabilities, "ŷ in place of softmax(ŷ)");
    if constexpr (Samples > 1) {
        const std::string means = " in place of the mean of their products";
        named(verdict<Network, Loss, 1, Samples>({mistake::product_of_means}), mistake::product_of_means,
              "the product of the means of δ₁ and x" + means);
        named(verdict<Network, Loss, 2, Samples>({mistake::product_of_means}), mistake::product_of_means,
              "the product of the means of δ₃ and z₂" + means);
        named(verdict<Network, Loss, 1, Samples>({mistake::averaged_before}), mistake::averaged_before,
              "the batch is averaged before the backward pass");
        named(verdict<Network, Loss, 1, Samples>({mistake::one_sample, Samples - 1, Samples - 1}), mistake::one_sample,
              "the last sample alone, not the whole batch");
    }
    // A wrong gradient that no mistake explains.
    const auto nonsense = verdict<Network, Loss, 1, Samples>({mistake::unknown});
    CHECK(nonsense.is(mistake::unknown));
    CHECK(nonsense.explanation.find("Wrong: none of the usual mistakes. At [") == 0);
    const auto one_element = verdict<Network, Loss, 1, Samples>({mistake::none, 1, 1});
    CHECK(one_element.is(mistake::unknown));
    CHECK(one_element.explanation.find("Wrong: none of the usual mistakes. At [1][2] it is ") == 0);
}

template <class F> using two = cp::basic_network<double, cp::linear<4, 8>, F, cp::linear<8, 3>>;
template <class F> using square = cp::basic_network<double, cp::linear<8, 8>, F, cp::linear<8, 8>>;
template <class F>
using three =
    cp::basic_network<double, cp::linear<5, 5>, F, cp::linear<5, 5>, F, cp::linear<5, 5>, F, cp::linear<5, 5>>;

template <class F> void check_activation(const std::string& f) {
    check_chain<two<F>, cp::mse, 1>(f, shapes::differ);
    check_chain<two<F>, cp::mse, 4>(f, shapes::differ);
    check_chain<two<F>, cp::cross_entropy, 1>(f, shapes::differ);
    check_chain<two<F>, cp::cross_entropy, 4>(f, shapes::differ);
    check_chain<square<F>, cp::mse, 4>(f, shapes::equal);
    check_chain<square<F>, cp::cross_entropy, 1>(f, shapes::equal);
    check_chain<three<F>, cp::mse, 1>(f, shapes::equal);
    check_chain<three<F>, cp::cross_entropy, 4>(f, shapes::equal);
}

}  // namespace

TEST_CASE("check_gradient: every slip, in each layer and in every run of layers, of relu") {
    check_activation<cp::relu>("relu");
}
TEST_CASE("check_gradient: every slip, in each layer and in every run of layers, of sigmoid") {
    check_activation<cp::sigmoid>("σ");
}
TEST_CASE("check_gradient: every slip, in each layer and in every run of layers, of tanh") {
    check_activation<cp::tanh>("tanh");
}

namespace {

/// A claim of ∂ℓ/∂b of the only linear layer: whatever δ somebody takes.
template <class Network, class Loss, std::size_t Size = Network::output_size>
gradient_verdict verdict_of_delta(const Loss& loss, auto delta) {
    return check_gradient(Network{}, loss, claim_biases<1>([=](const Network& net, const auto& x, const auto& y) {
                              const auto all = net.trace(x);
                              const auto &z = all.template output<0>(), &a = all.output();
                              std::array<double, Size> result{};
                              for (std::size_t k = 0; k < Size; ++k) result[k] = delta(z, a, y, k);
                              return result;
                          }));
}

}  // namespace

TEST_CASE("check_gradient: slips at the loss are named: logits for probabilities, the difference for the slope") {
    constexpr auto logits = mistake::logits_for_probabilities;
    using sigmoid = cp::basic_network<double, cp::linear<4, 3>, cp::sigmoid>;
    const auto z_for_a = [](auto& z_, auto&, auto& y_, std::size_t k_) { return (z_[k_] - y_[k_]) / 3; };
    named(verdict_of_delta<sigmoid>(cp::bce{}, z_for_a), logits, "z₁ in place of ŷ");
    named(verdict_of_delta<sigmoid>(cp::weighted(cp::bce{}, {1.0, 2.0, 0.5}),
                                    [](auto& z_, auto&, auto& y_, std::size_t k_) {
                                        return std::array{1.0, 2.0, 0.5}[k_] * (z_[k_] - y_[k_]) / 3;
                                    }),
          logits, "z₁ in place of ŷ");
    named(verdict_of_delta<sigmoid>(
              cp::bce{},
              [](auto&, auto& a_, auto& y_, std::size_t k_) { return (a_[k_] - y_[k_]) / 3 * a_[k_] * (1 - a_[k_]); }),
          mistake::difference_for_slope, "ŷ − y in place of the slope of bce");
    named(verdict_of_delta<sigmoid>(cp::mse{},
                                    [](auto& z_, auto& a_, auto& y_, std::size_t k_) {
                                        return 2 * (z_[k_] - y_[k_]) / 3 * a_[k_] * (1 - a_[k_]);
                                    }),
          logits, "z₁ in place of ŷ in the loss");
    using log_softmax = cp::basic_network<double, cp::linear<4, 3>, cp::log_softmax>;
    const auto is_class = [](auto& y_, std::size_t k_) { return y_ == k_ ? 1.0 : 0.0; };
    named(verdict_of_delta<log_softmax>(
              cp::nll{}, [=](auto& z_, auto&, auto& y_, std::size_t k_) { return z_[k_] - is_class(y_, k_); }),
          logits, "z₁ in place of exp(ŷ)");
    named(verdict_of_delta<log_softmax>(
              cp::nll{}, [=](auto&, auto& a_, auto& y_, std::size_t k_) { return a_[k_] - is_class(y_, k_); }),
          logits, "ŷ in place of exp(ŷ)");
    using line = cp::basic_network<double, cp::linear<4, 3>>;
    const auto difference = [](auto&, auto& a_, auto& y_, std::size_t k_) { return (a_[k_] - y_[k_]) / 3; };
    named(verdict_of_delta<line>(cp::bce_with_logits{}, difference), logits, "ŷ in place of σ(ŷ)");
    named(verdict_of_delta<line>(cp::huber{}, difference), mistake::difference_for_slope,
          "ŷ − y in place of the slope of huber");
    named(verdict_of_delta<line>(cp::l1{}, difference), mistake::difference_for_slope,
          "ŷ − y in place of the slope of l1");
    using softmax = cp::basic_network<double, cp::linear<4, 3>, cp::softmax>;
    named(verdict_of_delta<softmax>(cp::mse{},
                                    [](auto&, auto& a_, auto& y_, std::size_t k_) {
                                        return 2 * (a_[k_] - y_[k_]) / 3 * a_[k_] * (1 - a_[k_]);
                                    }),
          mistake::diagonal_slope, "softmax′(z₁) is taken for its diagonal");
    const auto by_logits = [](auto& z_, auto& a_, auto& y_, std::size_t k_) {
        double sum = 0;
        for (std::size_t j = 0; j < 3; ++j) sum += z_[j] * 2 * (a_[j] - y_[j]) / 3;
        return z_[k_] * (2 * (a_[k_] - y_[k_]) / 3 - sum);
    };
    named(verdict_of_delta<softmax>(cp::mse{}, by_logits), logits, "z₁ in place of softmax(z₁) in softmax′(z₁)");
}

TEST_CASE("check_gradient: two slips at once, each named") {
    using net = two<cp::tanh>;
    const auto found = verdict<net, cp::cross_entropy, 1, 4>({mistake::missing_slope, 2, 2, true});
    CAPTURE(found.explanation);
    CHECK(found.mistakes == std::vector{mistake::logits_for_probabilities, mistake::missing_slope});
    CHECK(found.explanation.find("Wrong: ŷ in place of softmax(ŷ); tanh′(z₁) is missing. At") == 0);
}

TEST_CASE("check_gradient: identity and relu are not blamed where another layer explains the gradient") {
    using net = cp::basic_network<double, cp::linear<4, 8>, cp::relu, cp::linear<8, 8>, cp::sigmoid, cp::linear<8, 3>,
                                  cp::identity>;
    named(verdict<net, cp::mse, 1, 1>({mistake::missing_slope, 1, 6}), mistake::missing_slope,
          "relu′(z₁) and σ′(z₃) are missing");
    named(verdict<net, cp::mse, 1, 1>({mistake::slope_at_value, 1, 6}), mistake::slope_at_value,
          "σ′(z₄) in place of σ′(z₃)");
}

TEST_CASE("check_gradient: several claims are judged one by one") {
    using net = two<cp::tanh>;
    const auto claimed = [](student_slip wrong_) {
        return claim_weights<1, 4>([=](const net& net_, const auto& x_, const auto& y_) {
            return student<net, cp::mse, 1, 4>(wrong_).weights(net_, x_, y_);
        });
    };
    const auto biases = [](const net& net_, const auto& x_, const auto& y_) {
        const auto p = cp::differentiate(net_, cp::mse{}, x_, y_).gradient.parameters();
        return std::vector<double>(p.begin() + 32, p.begin() + 40);
    };
    const auto verdicts =
        check_gradient(net{}, cp::mse{}, claimed({}), claim_biases<1>(biases), claimed({mistake::missing_slope, 2, 2}));
    REQUIRE(verdicts.size() == 3);
    CHECK(verdicts[0].right());
    CHECK(verdicts[1].right());
    CHECK(verdicts[2].is(mistake::missing_slope));
}
