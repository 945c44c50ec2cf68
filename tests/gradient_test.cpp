#include <constprop/gradient.hpp>

#include <array>
#include <cstddef>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

using model = cp::basic_network<double, cp::linear<2, 3>, cp::tanh, cp::linear<3, 2>>;
constexpr model net = cp::initialized<model>(cp::xavier_uniform{.seed = 3});
constexpr model::input_type x{0.5, -1.25};
constexpr model::output_type y{1, 0.25};

constexpr bool every_form_of_sample() {
    constexpr double c_x[2]{0.5, -1.25}, c_y[2]{1, 0.25};
    const auto reference = cp::differentiate(net, cp::mse{}, x, y);
    const auto same = [&](const auto& other) {
        return other.loss == reference.loss && other.gradient == reference.gradient;
    };
    return same(cp::differentiate(net, cp::mse{}, c_x, c_y)) &&
           same(cp::differentiate(net, cp::mse{}, {0.5, -1.25}, {1, 0.25})) &&
           same(cp::differentiate(net, cp::mse{}, x, {1, 0.25})) &&
           same(cp::differentiate(net, cp::mse{}, {0.5, -1.25}, y)) &&
           cp::differentiate_input(net, cp::mse{}, {0.5, -1.25}, {1, 0.25}).gradient ==
               cp::differentiate_input(net, cp::mse{}, x, y).gradient;
}

/// The gradient of a batch is the mean of its samples' gradients; inputs are shaped like the batch.
constexpr bool batch_is_the_mean() {
    constexpr std::array<model::input_type, 3> inputs{{{0.5, -1.25}, {2, 1}, {-1, 0}}};
    constexpr std::array<model::output_type, 3> targets{{{1, 0.25}, {0, 0}, {-2, 1}}};
    const auto batch = cp::differentiate(net, cp::mse{}, inputs, targets);
    const auto by_input = cp::differentiate_input(net, cp::mse{}, inputs, targets);
    double loss = 0;
    model::parameter_type mean{};
    bool inputs_agree = true;
    for (std::size_t n = 0; n < 3; ++n) {
        const auto one = cp::differentiate(net, cp::mse{}, inputs[n], targets[n]);
        loss += one.loss / 3;
        const auto parameters = one.gradient.parameters();
        for (std::size_t k = 0; k < mean.size(); ++k) mean[k] += parameters[k] / 3;
        const auto alone = cp::differentiate_input(net, cp::mse{}, inputs[n], targets[n]).gradient;
        for (std::size_t i = 0; i < 2; ++i)
            inputs_agree = inputs_agree && agree::within(by_input.gradient[n][i], alone[i] / 3, 1e-14);
    }
    return inputs_agree && by_input.loss == batch.loss && agree::within(batch.loss, loss, 1e-14) &&
           agree::all_within(batch.gradient.parameters(), mean, 1e-14);
}

constexpr bool class_targets() {
    const auto by_index = cp::differentiate(net, cp::cross_entropy{}, x, std::size_t{1});
    const auto by_probability = cp::differentiate(net, cp::cross_entropy{}, x, {0, 1});
    const auto batch = cp::differentiate(net, cp::cross_entropy{}, std::array{x, x}, std::array{1, 1});
    return by_index.loss == by_probability.loss && by_index.gradient == by_probability.gradient &&
           agree::within(batch.loss, by_index.loss, 1e-15) &&
           agree::all_within(batch.gradient.parameters(), by_index.gradient.parameters(), 1e-15);
}

/// Differentiating as one with the last activation gives what the chain rule gives.
template <class Loss, class Last> constexpr bool fusion_changes_nothing(auto target) {
    using chain = cp::basic_network<double, cp::linear<2, 3>, Last>;
    const chain random = cp::initialized<chain>(cp::torch_default{.seed = 2});
    const auto fused = cp::differentiate(random, Loss{}, x, target),
               plain = cp::differentiate(random, cp::unfused<Loss>{}, x, target);
    return fused.loss == plain.loss &&
           agree::all_within(fused.gradient.parameters(), plain.gradient.parameters(), 1e-14);
}
constexpr bool all_fusions() {
    return fusion_changes_nothing<cp::bce, cp::sigmoid>(std::array{1.0, 0.0, 0.5}) &&
           fusion_changes_nothing<cp::nll, cp::log_softmax>(2);
}

/// A chain that starts without parameters, or has none at all.
constexpr bool chains_without_parameters() {
    struct halves : cp::activation<halves> {
        static constexpr cp::layer_shape shape(std::size_t /*offered*/) noexcept { return {.inputs = 2, .outputs = 2}; }
        static constexpr double value(double z) { return z / 2; }
        static constexpr double slope(double /*z*/, double /*a*/) { return 0.5; }
    };
    using first = cp::basic_network<double, halves, cp::tanh, cp::linear<2, 1>>;
    using none = cp::basic_network<double, halves, cp::tanh>;
    return cp::gradient_error<first>(cp::mse{}, 1) < 1e-9 && cp::gradient_error<none>(cp::mse{}, 1) < 1e-9;
}

}  // namespace

static_assert(every_form_of_sample());
static_assert(batch_is_the_mean());
static_assert(class_targets());
static_assert(all_fusions());
static_assert(cp::gradient_error<model>(cp::mse{}, 1) < 1e-9);

TEST_CASE("differentiate is the chain rule") {
    CHECK(every_form_of_sample());
    CHECK(batch_is_the_mean());
    CHECK(class_targets());
    CHECK(all_fusions());
    CHECK(chains_without_parameters());
    CHECK(cp::gradient_error<model>(cp::mse{}, 1) < 1e-9);
}
