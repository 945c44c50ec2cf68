#include <constprop/constprop.hpp>
#include <constprop/int8/quantize.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <ratio>
#include <span>
#include <type_traits>
#include <vector>

#include "catch.hpp"
#include "near_floats.hpp"

namespace cp = constprop;
using near_floats::count, near_floats::error_of, near_floats::greatest_error, near_floats::network_for,
    near_floats::samples_for;

namespace {

struct cube : cp::activation<cube> {
    template <class T> static constexpr T value(T z) noexcept { return z * z * z; }
    template <class T> static constexpr T slope(T z, T) noexcept { return T(3) * z * z; }
};

using model = cp::network<cp::linear<3, 8>, cp::relu, cp::linear<8, 4>>;
constexpr model net = network_for<model>();
constexpr auto inputs = samples_for<model>();
constexpr auto small_net = cp::quantize(net, inputs);
using small_type = std::remove_const_t<decltype(small_net)>;

/// The product in plain integers, from weights and biases that are floats: the definition.
constexpr bool first_layer_is_by_definition() {
    const auto q = small_net.quantize_input(inputs[1]);
    const auto y = small_net.trace(q).output<0>();
    bool same = true;
    for (std::size_t o = 0; o < 8; ++o) {
        float greatest = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            const float w = net.layer<0>().weight(o, i);
            greatest = w > greatest ? w : (-w > greatest ? -w : greatest);
        }
        const float scale = greatest / 127;
        const double step = static_cast<double>(small_net.takes().scale) * static_cast<double>(scale);
        std::int32_t sum = cp::int8::rounded(static_cast<double>(net.layer<0>().bias(o)) / step);
        for (std::size_t i = 0; i < 3; ++i) {
            const auto w = cp::int8::rounded(net.layer<0>().weight(o, i) / scale);
            same = same && small_net.layer<0>().weight(o, i) == w;
            sum += w * (q[i] - small_net.takes().zero_point);
        }
        const auto by = cp::int8::multiplier_of(step / static_cast<double>(small_net.gives<0>().scale));
        const auto due = cp::kernels::int8::held_between(cp::kernels::int8::requantize(sum, by) - 128, -128, 127);
        same = same && y[o] == due;
    }
    return same;
}

/// Integers in, integers out, in all forms.
constexpr bool forms_agree() {
    const auto q = small_net.quantize_input(inputs[2]);
    const auto y = small_net(q);
    std::array<std::uint8_t, 3> u{};
    for (std::size_t k = 0; k < 3; ++k) u[k] = static_cast<std::uint8_t>(q[k] + 128);
    const auto v = small_net(u);
    std::array<std::int8_t, 4> written{};
    small_net.run(q, written);
    bool same = small_net(inputs[2]) == small_net.dequantize_output(y) && written == y;
    for (std::size_t k = 0; k < 4; ++k) same = same && v[k] == y[k] + 128;
    same = same && small_net(std::array{q, q})[1] == y &&
           small_net(std::array<model::input_type, 1>{inputs[2]})[0] == small_net(inputs[2]);
    same = same && small_net.trace(q).output() == y && small_net.trace(q).output<0>() == small_net.trace(q).output<1>();
    return same && cp::classify(small_net, inputs[2]) == cp::classify(small_net, q) &&
           cp::classify(small_net, u) == cp::classify(small_net, q);
}

/// The same integers from a network of integers as they stand in a file.
constexpr bool integers_make_the_network() {
    using tensors = cp::int8_tensors<6, 2, 1>;
    using two = cp::int8_network<cp::network<cp::linear<3, 2>, cp::relu6, cp::softmax>, cp::per_tensor>;
    const tensors from{.weights = {1, 2, 3, -4, 5, -6}, .scales = {0.5F}, .biases = {10, 20}, .gives = {0.25F, -128}};
    const two one = two::from_integers({0.5F, 3}, from);
    // sums: 1 · (13 − 3) + 2 · (4 − 3) + 3 · (3 − 3) + 10 = 22 and −4 · 10 + 5 + 20 = −15; times 0.25 / 0.25
    const auto all = one.trace({13, 4, 3});
    const auto clamped = one.trace({127, 127, 127});  // 124 · 6 + 10; 6 / 0.25 is 24
    return all.output<0>() == std::array<std::int8_t, 2>{-106, -128} && clamped.output<0>()[0] == -128 + 24 &&
           one.gives() == cp::quantization{1.0F / 256, -128} && one.gives<1>() == cp::quantization{0.25F, -128};
}

/// A row of values of which few are far out.
using line = cp::network<cp::vector<1>, cp::identity>;
constexpr auto with_outliers() {
    std::array<line::input_type, 1000> all{};
    for (std::size_t n = 0; n < all.size(); ++n) all[n][0] = static_cast<float>(n % 100) / 100;
    all[3][0] = 50;
    all[5][0] = -50;
    return all;
}

template <class... Options> constexpr float scale_by(const Options&... options) {
    return cp::quantize(line{}, with_outliers(), options...).takes().scale;
}

}  // namespace

static_assert(first_layer_is_by_definition());
static_assert(forms_agree());
static_assert(integers_make_the_network());

// Braced lists are floats, as long as the input.
static_assert(small_net({0.5F, -0.25F, 0}) == small_net(std::array<float, 3>{0.5F, -0.25F, 0}));
static_assert(small_net.quantize_input({0, 0, 0})[0] == small_net.takes().zero_point);

// What a network of integers costs.
static_assert(cp::footprint<small_type>::multiply_accumulates == 24 + 32);
static_assert(cp::footprint<small_type>::parameter_bytes <= 24 + 32 + 12 * 12 + 64);
static_assert(cp::footprint<small_type>::inference_bytes <= 48);

// Scales that functions say themselves, and those that stay.
static_assert(cp::quantize(cp::network<cp::linear<2, 2>, cp::sigmoid>{}, samples_for<cp::network<cp::linear<2, 2>>>())
                  .gives() == cp::quantization{1.0F / 256, -128});
static_assert(cp::quantize(cp::network<cp::linear<2, 2>, cp::tanh>{}, samples_for<cp::network<cp::linear<2, 2>>>())
                  .gives() == cp::quantization{1.0F / 128, 0});
static_assert(cp::quantize(cp::network<cp::linear<2, 2>, cp::softmax>{}, samples_for<cp::network<cp::linear<2, 2>>>())
                  .gives() == cp::quantization{1.0F / 256, -128});
// All outputs are 0: an empty range.
static_assert(cp::quantize(cp::network<cp::linear<2, 2>>{}, samples_for<cp::network<cp::linear<2, 2>>>()).gives() ==
              cp::quantization{1, 0});

static_assert(error_of<cp::linear<4, 6>, cp::relu, cp::linear<6, 3>>() < 0.03F);
static_assert(error_of<cp::linear<4, 6>, cp::sigmoid, cp::linear<6, 3>, cp::softmax>() < 0.03F);

static_assert(scale_by() > 0.39F && scale_by(cp::min_max{}) == scale_by());
static_assert(scale_by(cp::percentile{99}) < 0.02F);

TEST_CASE("quantize is near to floats") {
    CHECK(first_layer_is_by_definition());
    CHECK(forms_agree());
    CHECK(integers_make_the_network());
    CHECK(error_of<cp::linear<4, 6>, cp::relu, cp::linear<6, 3>>() < 0.03F);
    CHECK(error_of<cp::linear<4, 6>, cp::relu6, cp::linear<6, 3>>() < 0.03F);
    CHECK(error_of<cp::linear<4, 6>, cp::clip<std::ratio<-1, 2>, std::ratio<1, 2>>, cp::linear<6, 3>>() < 0.03F);
    CHECK(error_of<cp::linear<4, 6>, cp::leaky_relu<>, cp::linear<6, 3>>() < 0.03F);
    CHECK(error_of<cp::linear<4, 6>, cp::sigmoid, cp::linear<6, 3>, cp::softmax>() < 0.03F);
    CHECK(error_of<cp::linear<4, 6>, cp::tanh, cp::linear<6, 3>, cp::tanh>() < 0.03F);
    CHECK(error_of<cp::linear<4, 6>, cp::gelu, cp::linear<6, 3>, cp::hard_swish>() < 0.04F);
    CHECK(error_of<cp::linear<4, 6>, cube, cp::identity, cp::linear<6, 3>>() < 0.06F);
    CHECK(error_of<cp::vector<5>, cp::relu, cp::linear<5, 3>, cp::relu, cp::relu6>() < 0.03F);
    CHECK(error_of<cp::vector<5>, cp::identity>() < 0.01F);
    CHECK(
        error_of<cp::image<7, 6, 2>, cp::conv2d<2, 5, cp::kernel<3>, cp::same>, cp::relu,
                 cp::conv2d<5, 3, cp::kernel<3, 2>, cp::stride<2>, cp::padding<1>>, cp::flatten, cp::linear<48, 4>>() <
        0.04F);
    CHECK(error_of<cp::image<6, 6, 4>, cp::depthwise_conv2d<4, cp::kernel<3>, cp::same>, cp::relu6,
                   cp::conv2d<4, 2, cp::kernel<1>>, cp::flatten, cp::linear<72, 3>>() < 0.04F);
    CHECK(error_of<cp::signal<12, 2>, cp::conv1d<2, 4, cp::kernel<3>, cp::stride<2>, cp::dilation<2>>, cp::relu,
                   cp::flatten, cp::linear<16, 3>>() < 0.04F);
    CHECK(error_of<cp::vector<12>, cp::unflatten<cp::image<2, 3, 2>>, cp::conv2d<2, 3, cp::kernel<2>>, cp::flatten,
                   cp::linear<6, 2>>() < 0.03F);
}

TEST_CASE("one scale for all weights of a layer") {
    const auto one = cp::quantize(net, inputs, cp::per_tensor{});
    static_assert(cp::footprint<std::remove_const_t<decltype(one)>>::parameter_bytes ==
                  cp::footprint<small_type>::parameter_bytes - 8 * 10);
    CHECK(greatest_error(net, one) < 0.03F);
    CHECK(greatest_error(net, small_net) < 0.03F);
}

TEST_CASE("a network of another scalar, and samples in other containers") {
    using wide = cp::with_scalar<double, model>;
    const auto small_wide = cp::quantize(network_for<wide>(), samples_for<wide>());
    static_assert(std::is_same_v<decltype(small_wide({0.5, 1.0, 2.0})), std::array<double, 4>>);
    CHECK(greatest_error(network_for<wide>(), small_wide) < 0.03F);

    const std::vector<model::input_type> samples(inputs.begin(), inputs.end());
    CHECK(cp::quantize(net, samples).takes() == small_net.takes());
    CHECK(cp::quantize(net, std::span(samples)).gives() == small_net.gives());
}

TEST_CASE("ranges: by percentile and by least squared error") {
    CHECK(scale_by(cp::percentile{99}) < 0.02F);
    CHECK(scale_by(cp::percentile{100}) == scale_by(cp::min_max{}));
    // Two values of a thousand, 50 times as large as the others: to cut them would cost more than to keep them.
    CHECK(scale_by(cp::least_squared_error{}) == scale_by(cp::min_max{}));
    // Many small ones, and few that are twice as large.
    std::vector<line::input_type> samples(200000, line::input_type{0.013F});
    for (std::size_t n = 0; n < samples.size(); ++n) samples[n][0] = static_cast<float>(n % 1000) / 1000;
    samples[0][0] = 1.3F;
    const auto scale = [&](const auto& by) { return cp::quantize(line{}, samples, by).takes().scale; };
    CHECK(scale(cp::least_squared_error{}) < 0.85F * scale(cp::min_max{}));
}

TEST_CASE("accuracy of integers, and a confusion matrix") {
    std::array<std::size_t, count> labels{};
    for (std::size_t n = 0; n < count; ++n) labels[n] = cp::classify(net, inputs[n]);
    CHECK(cp::accuracy(small_net, inputs, labels) >= 0.95);
    const auto counts = cp::confusion_matrix(small_net, inputs, labels);
    std::size_t right = 0;
    for (std::size_t k = 0; k < counts.size(); ++k) right += counts[k][k];
    CHECK(static_cast<double>(right) / count == cp::accuracy(small_net, inputs, labels));
    std::array<model::output_type, count> targets{};
    for (std::size_t n = 0; n < count; ++n) targets[n] = net(inputs[n]);
    CHECK(cp::evaluate(small_net, cp::mse{}, inputs, targets) < 1e-3F);
    CHECK(cp::checked(small_net, inputs[0]).output == small_net(inputs[0]));
}
