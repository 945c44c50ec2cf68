#include <constprop/constprop.hpp>
#include <constprop/int8/quantize.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

#include "catch.hpp"
#include "near_floats.hpp"

namespace cp = constprop;
using near_floats::network_for, near_floats::samples_for;

namespace {

struct cube : cp::activation<cube> {
    template <class T> static constexpr T value(T z) noexcept { return z * z * z; }
    template <class T> static constexpr T slope(T z, T) noexcept { return T(3) * z * z; }
};

/// A user's own function: each of its 256 integers is the one next to the function's value.
constexpr bool own_function_is_a_table() {
    using model = cp::network<cp::vector<1>, cube>;
    constexpr std::array<model::input_type, 2> samples{{{-2}, {1.5F}}};
    const auto net = cp::quantize(model{}, samples);
    bool same =
        net.takes() == cp::int8::quantization_of({-2, 1.5F}) && net.gives() == cp::int8::quantization_of({-8, 3.375F});
    for (int q = -128; q < 128; ++q) {
        const auto x = static_cast<std::int8_t>(q);
        const float exact = cube::value(cp::int8::dequantize_value(x, net.takes()));
        same = same && net(std::array{x})[0] == cp::int8::quantize_value(exact, net.gives());
    }
    return same;
}

/// What is concatenated has one scale, so that it is copied. A branch whose scale is fixed is rescaled.
using branches =
    cp::network<cp::vector<3>,
                cp::concatenate<cp::linear<3, 2>, cp::identity, cp::sequential<cp::linear<3, 2>, cp::sigmoid>>>;
constexpr bool branches_are_joined() {
    const branches net = [] {
        branches one = network_for<branches>();
        for (std::size_t k = 0; k < 8; ++k) one.layer<0>().parameter(k) *= 3;  // beyond the range of the input
        return one;
    }();
    const auto samples = samples_for<branches>();
    const auto small = cp::quantize(net, samples);
    const auto q = small.quantize_input(samples[4]);
    const auto all = small.trace(q);
    const auto& y = all.output<0>();
    const auto& of_linear = all.inner<0, 0>();
    const auto& of_sigmoid = all.inner<0, 2>();
    const auto in_scale = [&](std::int8_t value_, const cp::quantization& of_) {
        return cp::int8::quantize_value(cp::int8::dequantize_value(value_, of_), small.gives());
    };
    bool same = !(small.takes() == small.gives());
    for (std::size_t k = 0; k < 2; ++k) {
        same = same && y[k] == of_linear[k];
        same = same && y[5 + k] == in_scale(of_sigmoid[k], {1.0F / 256, -128});
    }
    for (std::size_t k = 0; k < 3; ++k) same = same && y[2 + k] == in_scale(q[k], small.takes());
    return same;
}

/// The quantization of what layer K gives.
template <std::size_t K, class... Layers> constexpr cp::quantization given_by_layer() {
    using model = cp::network<Layers...>;
    return cp::quantize(network_for<model>(), samples_for<model>()).template gives<K>();
}
template <class... Layers> constexpr bool keeps_its_scale() {
    return given_by_layer<1, cp::image<4, 4, 2>, cp::conv2d<2, 2, cp::kernel<1>>, Layers...>() ==
           given_by_layer<0, cp::image<4, 4, 2>, cp::conv2d<2, 2, cp::kernel<1>>>();
}

/// An empty range, however ranges are found.
template <class Range> constexpr bool empty_is_one(const Range& by) {
    using model = cp::network<cp::linear<2, 2>>;
    constexpr std::array<model::input_type, 3> zeros{};
    const auto net = cp::quantize(model{}, zeros, by);
    return net.takes() == cp::quantization{1, 0} && net.gives() == cp::quantization{1, 0};
}
/// A range of one value is extended to 0.
template <class Range> constexpr bool one_value_reaches_zero(const Range& by) {
    using model = cp::network<cp::vector<1>, cp::identity>;
    constexpr std::array<model::input_type, 2> samples{{{51}, {51}}};
    return cp::quantize(model{}, samples, by).takes() == cp::quantization{0.2F, -128};
}

/// A class at the end of a sequence, in integers too.
constexpr bool classifies_sequences() {
    using model = cp::network<cp::lstm<1, 3>, cp::linear<3, 2>>;
    const auto net = cp::initialized<model>(cp::torch_default{.seed = 6});
    const std::array<cp::sequence<model::input_type, 4>, 2> x{
        {{{{{1}, {-1}, {0.5F}, {1}}}}, {{{{-1}, {-1}, {0}, {1}}}}}};
    const auto small = cp::quantize(net, x);
    bool same = true;
    for (const auto& one : x)
        same = same && cp::classify(small, one) == cp::predicted_class<model>(small(one)[3]) &&
               cp::classify(small, one) == cp::classify(net, one);
    return same;
}

}  // namespace

static_assert(own_function_is_a_table());
static_assert(branches_are_joined());
static_assert(keeps_its_scale<cp::max_pool2d<2>>() && keeps_its_scale<cp::average_pool2d<2>>());
static_assert(keeps_its_scale<cp::global_max_pool>() && keeps_its_scale<cp::flatten>());
static_assert(keeps_its_scale<cp::pad<1>>() && keeps_its_scale<cp::upsample<2>>());
static_assert(!keeps_its_scale<cp::global_average_pool>());
static_assert(empty_is_one(cp::min_max{}) && empty_is_one(cp::percentile{99}) &&
              empty_is_one(cp::least_squared_error{}));
static_assert(one_value_reaches_zero(cp::min_max{}) && one_value_reaches_zero(cp::percentile{99}) &&
              one_value_reaches_zero(cp::least_squared_error{}));
static_assert(classifies_sequences());

// Halves go away from zero.
static_assert(cp::int8::quantize_value(0.5F, {1, 0}) == 1 && cp::int8::quantize_value(-0.5F, {1, 0}) == -1);
static_assert(cp::int8::quantize_value(2.5F, {1, 0}) == 3 && cp::int8::quantize_value(-2.5F, {1, 0}) == -3);
static_assert(cp::int8::quantize_value(2.4375F, {1, 0}) == 2);

TEST_CASE("scales that integers have in common, and those that they do not") {
    CHECK(own_function_is_a_table());
    CHECK(branches_are_joined());
    CHECK(classifies_sequences());
    CHECK(empty_is_one(cp::percentile{50}));
    CHECK(one_value_reaches_zero(cp::least_squared_error{}));
}
