#include <constprop/losses/weighted.hpp>

#include <array>
#include <cstddef>

#include "agree.hpp"
#include "catch.hpp"

namespace {

using constprop::weighted;

constexpr bool gradients() {
    const auto weigh = [](auto loss) { return weighted(loss, {0.5, 2.0, 3.0}); };
    using by_class = decltype(weigh(constprop::nll{}));
    return agree::loss_gradients(weigh(constprop::mse{})) && agree::loss_gradients(weigh(constprop::cross_entropy{})) &&
           agree::loss_gradients(weigh(constprop::cross_entropy{.label_smoothing = 0.2})) &&
           agree::loss_gradients<by_class, constprop::log_softmax>(weigh(constprop::nll{})) &&
           agree::loss_gradients<decltype(weigh(constprop::bce{})), constprop::sigmoid>(weigh(constprop::bce{}));
}

/// A batch is divided by the number of elements, or by the weights of the classes that occur.
constexpr bool means() {
    using model = constprop::network<constprop::linear<1, 2>>;
    const std::array<model::input_type, 2> inputs{{{1}, {2}}};
    const auto net = model::from_parameters({1, -1, 0, 0});  // outputs x and −x
    const float elements =
        constprop::evaluate(net, weighted(constprop::mse{}, {1.0, 3.0}), inputs, std::array<model::output_type, 2>{});
    const std::array<std::size_t, 2> classes{0, 1};
    const float of_0 = constprop::evaluate(net, constprop::cross_entropy{}, inputs[0], classes[0]);
    const float of_1 = constprop::evaluate(net, constprop::cross_entropy{}, inputs[1], classes[1]);
    const float both = constprop::evaluate(net, weighted(constprop::cross_entropy{}, {1.0, 3.0}), inputs, classes);
    return elements == (1 + 3 + 4 + 12) / 4.0F && agree::within(both, (of_0 + 3 * of_1) / 4, 1e-6);
}

}  // namespace

static_assert(constprop::loss<constprop::weighted<constprop::mse, 2>>);
static_assert(
    constprop::detail::fuses_with<weighted<constprop::bce, 1>, constprop::sigmoid, 1, float, std::array<float, 1>>);
static_assert(gradients());
static_assert(means());

TEST_CASE("weighted") {
    CHECK(gradients());
    CHECK(means());
}
