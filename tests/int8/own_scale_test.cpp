#include <constprop/constprop.hpp>

#include <array>
#include <cstdint>
#include <type_traits>

#include "catch.hpp"

namespace cp = constprop;

namespace {

using both = cp::network<cp::vector<2>, cp::own_scale<cp::sigmoid>, cp::own_scale<cp::identity>>;
using small = cp::int8_network<both, cp::per_tensor>;

constexpr cp::quantization takes{0.5F, 0}, of_sigmoid{1.0F / 200, -100}, gives{0.25F, 3};
constexpr small net = small::from_integers(takes, of_sigmoid, gives);

}  // namespace

TEST_CASE("a function with a scale of its own is rounded once, in that scale") {
    // 1 / (1 + exp(-1)) = 0.73106 is 146.2 steps of 1/200; 0.73 is 2.92 steps of 1/4.
    static_assert(net.trace({2, 0}).output<0>() == std::array<std::int8_t, 2>{46, 0});
    static_assert(net(std::array<std::int8_t, 2>{2, 0}) == std::array<std::int8_t, 2>{6, 5});
    static_assert(net.gives<0>() == of_sigmoid && net.gives() == gives);
}

TEST_CASE("in floats it is the function itself, with its gradient") {
    constexpr both floats{};
    static_assert(floats({1, -2}) == cp::network<cp::vector<2>, cp::sigmoid>{}({1, -2}));
    static_assert(cp::gradient_error<cp::with_scalar<double, cp::network<cp::linear<3, 2>, cp::own_scale<cp::tanh>>>>(
                      cp::mse{}, 1) < 1e-7);
    static_assert(cp::gradient_error<cp::with_scalar<double, cp::network<cp::linear<3, 2>, cp::own_scale<cp::relu>>>>(
                      cp::mse{}, 1) < 1e-7);
}

TEST_CASE("samples give it its scale") {
    using model = cp::network<cp::linear<1, 1>, cp::own_scale<cp::sigmoid>>;
    constexpr model from = cp::initialized<model>(cp::kaiming_uniform{.seed = 1});
    constexpr std::array<model::input_type, 2> x{{{-0.5F}, {0.5F}}};
    constexpr auto quantized = cp::quantize(from, x);
    static_assert(quantized.gives().scale < 1.0F / 256);  // the greatest value is below 1
    CHECK(quantized({0.25F})[0] == Approx(from({0.25F})[0]).margin(0.01));
}

TEST_CASE("an image that comes channels first is put in the network's order") {
    using image = cp::int8_network<cp::network<cp::image<1, 2, 2>, cp::from_channels_first>>;
    constexpr image turned = image::from_integers({1, 0});
    constexpr std::array<std::int8_t, 4> x{1, 2, 3, 4}, y{1, 3, 2, 4};
    static_assert(turned(x) == y);
    CHECK(turned(x) == y);
}
