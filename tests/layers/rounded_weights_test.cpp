#include <constprop/constprop.hpp>
#include <constprop/layers/rounded_weights.hpp>

#include <array>
#include <cstddef>

#include "catch.hpp"

namespace cp = constprop;

namespace {

/// A network without rounding that has the rounded weights of another.
template <class Plain, class Scales, std::size_t Outputs, class Rounded>
Plain with_rounded_weights(const Rounded& net) {
    auto p = net.parameters();
    constexpr std::size_t weights = Plain::parameter_count - Outputs, rows = Scales::per_output ? Outputs : 1,
                          per_row = weights / rows;
    for (std::size_t r = 0; r < rows; ++r) {
        float greatest = 0;
        for (std::size_t k = r * per_row; k < (r + 1) * per_row; ++k)
            greatest = p[k] > greatest ? p[k] : (-p[k] > greatest ? -p[k] : greatest);
        const float scale = greatest / static_cast<float>(Scales::largest_weight);
        for (std::size_t k = r * per_row; k < (r + 1) * per_row; ++k)
            p[k] = scale * static_cast<float>(cp::int8::rounded(p[k] / scale));
    }
    return Plain::from_parameters(p);
}

/// Outputs, and the gradient of all parameters, are those of the rounded weights.
template <class Layer, class Scales, std::size_t Outputs, class... Input> bool computes_with_rounded_weights() {
    using rounded = cp::network<Input..., cp::rounded_weights<Layer, Scales>>;
    using plain = cp::network<Input..., Layer>;
    const auto net = cp::initialized<rounded>(cp::torch_default{.seed = 4});
    const auto other = with_rounded_weights<plain, Scales, Outputs>(net);
    typename plain::input_type x{};
    for (std::size_t k = 0; k < x.size(); ++k) x[k] = static_cast<float>((k * 7) % 11) / 5 - 1;
    const auto a = cp::differentiate(net, cp::mse{}, x, typename plain::output_type{});
    const auto b = cp::differentiate(other, cp::mse{}, x, typename plain::output_type{});
    return net.parameters() != other.parameters() && net(x) == other(x) && a.loss == b.loss &&
           a.gradient.parameters() == b.gradient.parameters();
}

}  // namespace

TEST_CASE("a layer computes with rounded weights, and learns the others") {
    using cp::per_channel, cp::per_tensor, cp::int4_weights;
    CHECK(computes_with_rounded_weights<cp::linear<6, 4>, per_channel, 4>());
    CHECK(computes_with_rounded_weights<cp::linear<20, 3>, per_tensor, 3>());
    CHECK(computes_with_rounded_weights<cp::linear<6, 4>, int4_weights<>, 4>());
    CHECK(computes_with_rounded_weights<cp::conv2d<2, 3, cp::kernel<3>>, per_channel, 3, cp::image<4, 5, 2>>());
    CHECK(computes_with_rounded_weights<cp::depthwise_conv1d<3, cp::kernel<3>>, int4_weights<per_tensor>, 3,
                                        cp::signal<6, 3>>());
}

TEST_CASE("small steps add up") {
    using model = cp::network<cp::rounded_weights<cp::linear<1, 1>, cp::int4_weights<>>>;
    auto net = model::from_parameters({1, 0});
    auto optimizer = cp::make_optimizer(net, cp::plain_sgd{.learning_rate = 0.001});
    for (int n = 0; n < 100; ++n) cp::train_step(net, optimizer, cp::mse{}, {1.0F}, {3.0F});
    CHECK(net.parameters()[0] > 1.2F);
}

TEST_CASE("a pass counts the copy of the weights") {
    using rounded = cp::network<cp::rounded_weights<cp::linear<8, 8>>>;
    using plain = cp::network<cp::linear<8, 8>>;
    CHECK(cp::footprint<rounded>::inference_ram >= cp::footprint<plain>::inference_ram + 72 * sizeof(float));
}
