// The arithmetic of integers: what TensorFlow Lite's reference kernels give. `ops_sample.hpp` has a part of the reference
// values; CONSTPROP_OPS names a file with all of them.

#include <constprop/constprop.hpp>
#include <constprop/int8/gates_form.hpp>
#include <constprop/int8/tables.hpp>
#include <constprop/kernels/int8/gate_functions.hpp>
#include <constprop/kernels/int8/gate_sums.hpp>
#include <constprop/kernels/int8/join.hpp>
#include <constprop/kernels/int8/multiplier.hpp>
#include <constprop/kernels/int8/requantize.hpp>
#include <constprop/kernels/int8/softmax.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "catch.hpp"

namespace cp = constprop;
namespace int8 = cp::int8;
namespace kernels = cp::kernels::int8;

namespace {

struct requantization {
    std::int32_t x;
    int8::multiplier by;
    std::int32_t y;
};
struct factor {
    double real;
    int8::multiplier is;
};
struct functions {
    float scale;
    std::int32_t zero_point;
    std::vector<int> tanh, logistic;
};
struct row {
    float scale;
    int8::multiplier by;
    std::int32_t least_difference;
    std::vector<std::int8_t> x, y;
};

struct mean_of_channels {
    float scale;
    std::int32_t zero_point;
    float scale_of_means;
    std::int32_t zero_point_of_means;
    std::size_t channels;
    std::vector<std::int8_t> x, y;
};

/// With 12 fractional bits, and 15.
struct gate_function {
    std::int32_t x, sigmoid, tanh;
};

#if defined(CONSTPROP_OPS)
#include CONSTPROP_OPS
#else
#include "ops_sample.hpp"
#endif

template <std::size_t Size> bool softmax_is(const row& of) {
    std::vector<std::int8_t> y(Size);
    kernels::softmax<Size>(of.x.data(), y.data(), {of.by, of.least_difference});
    return y == of.y;
}
template <std::size_t... Size> bool softmax_is(const row& of, std::index_sequence<Size...> /*sizes*/) {
    bool same = false;
    ((of.x.size() == Size + 1 ? void(same = softmax_is<Size + 1>(of)) : void()), ...);
    return same;
}

/// Means of signals as long as an image has pixels: 0 where there is no such image in the list.
template <std::size_t Length, std::size_t Channels> int mean_is(const mean_of_channels& of) {
    if (of.channels != Channels || of.x.size() != Length * Channels) return 0;
    constexpr cp::extent in{cp::rank::signal, 1, Length, Channels};
    typename int8::form_of<cp::global_average_pool, in, cp::per_channel>::type form;
    form.set({of.scale_of_means, of.zero_point_of_means}, {of.scale, of.zero_point}, {});
    std::vector<std::int8_t> y(Channels);
    form.forward(of.x.data(), y.data(), nullptr);
    return y == of.y ? 1 : -1;
}

template <class Function> bool table_is(const functions& of, const std::vector<int>& expected) {
    const int8::table values = int8::integer_function<Function>::values({of.scale, of.zero_point}, {});
    bool same = expected.size() == 256;
    for (int q = -128; q < 128; ++q) same = same && values[int8::table_index(q)] == expected[std::size_t(q + 128)];
    return same;
}

constexpr double two_to(int power) {
    double value = 1;
    for (int k = 0; k < power; ++k) value *= 2;
    for (int k = 0; k > power; --k) value /= 2;
    return value;
}

}  // namespace

// Halves away from zero, in both steps.
static_assert(kernels::requantize(1968, {1073741824, -3}) == 123 && kernels::requantize(-48, {1073741824, -8}) == 0);
static_assert(kernels::requantize(3, {1 << 30, 0}) == 2 && kernels::requantize(-3, {1 << 30, 0}) == -1);
static_assert(kernels::requantize(6, {1 << 30, -1}) == 2 && kernels::requantize(-6, {1 << 30, -1}) == -2);
static_assert(kernels::high_product(INT32_MIN, INT32_MIN) == INT32_MAX);
static_assert(kernels::divide_by_power(-3, 1) == -2 && kernels::divide_by_power(INT32_MIN, 31) == -1);

static_assert(int8::multiplier_of(1) == int8::multiplier{1 << 30, 1});
static_assert(int8::multiplier_of(0) == int8::multiplier{} && int8::multiplier_of(two_to(-33)) == int8::multiplier{});
static_assert(int8::multiplier_of(two_to(-32)) == int8::multiplier{1 << 30, -31});
static_assert(int8::multiplier_of(1 - two_to(-40)) == int8::multiplier{1 << 30, 1});  // rounded up to 2^31, halved
static_assert(int8::multiplier_of(two_to(30)) == int8::multiplier{1 << 30, 31});
static_assert(int8::multiplier_of(two_to(31)) == int8::multiplier{INT32_MAX, 31} &&
              int8::multiplier_of(two_to(1000)) == int8::multiplier{INT32_MAX, 31});
static_assert(int8::value_of({3 << 29, -2}) == 0.1875 && int8::value_of({1 << 30, 4}) == 8);

static_assert(int8::rounded(0.5F) == 1 && int8::rounded(-0.5F) == -1 && int8::rounded(-2.4F) == -2);
static_assert(int8::rounded(1e30F) == INT32_MAX && int8::rounded(-1e30, -7, 7) == -7);
static_assert(int8::rounded(0.49999997F) == 0);  // one half added in float would make 1 of it

static_assert(int8::quantization_of({0, 255}) == cp::quantization{1, -128});
static_assert(int8::quantization_of({2, 51}) == cp::quantization{0.2F, -128});  // 0 joins
static_assert(int8::quantization_of({-51, -2}) == cp::quantization{0.2F, 127});
static_assert(int8::quantization_of({0, 0}) == cp::quantization{1, 0});
static_assert(int8::quantize_value(0.25F, {0.5F, 3}) == 4 && int8::quantize_value(-0.25F, {0.5F, 3}) == 2);
static_assert(int8::quantize_value(1e9F, {0.5F, 3}) == 127 && int8::quantize_value(-1e9F, {0.5F, 3}) == -128);
static_assert(int8::dequantize_value(-5, {0.5F, 3}) == -4);

// relu6 of a range of ±8: 0 and 6 are the bounds, and a table does the same where no layer before it clamps.
static_assert(int8::clamped_by<cp::relu>({}, {0.5F, -3}).low == -3 &&
              int8::clamped_by<cp::relu>({}, {0.5F, -3}).high == 127);
static_assert(int8::clamped_by<cp::relu6>({}, {0.5F, -3}).high == 9);
static_assert(int8::integer_function<cp::relu6>::values({0.5F, 0}, {0.5F, 0})[int8::table_index(20)] == 12);
static_assert(int8::integer_function<cp::relu6>::values({0.5F, 0}, {0.5F, 0})[int8::table_index(-20)] == 0);
static_assert(int8::integer_function<cp::leaky_relu<>>::values({1, 0}, {0.1F, 5})[int8::table_index(-100)] == -5);
static_assert(int8::integer_function<cp::softsign>::values({1, 0}, {0.01F, 0})[int8::table_index(-3)] == -75);

static_assert(kernels::requantize(1, int8::multiplier_of(two_to(20))) == 1 << 20);

// The steps of what a recurrent layer gives may be as small as they like: products stay within 32 bits, and sums become gates.
static_assert(int8::multiplier_to_output(-30, 30, 0.0078125F) == int8::multiplier_of(two_to(-23)));
static_assert(int8::multiplier_to_output(-30, 30, 4e-10F) == int8::multiplier{INT32_MAX, 1});
static_assert(kernels::requantize(1 << 29, int8::multiplier_to_output(-30, 30, 4e-10F)) == 1 << 30);
static_assert(kernels::requantize(1 - (1 << 30), int8::multiplier_to_output(-30, 30, 1e-38F)) < -2147000000);
static_assert(kernels::requantize(32767, int8::multiplier_to_output(-15, 15, 1e-20F)) > 2147000000);
static_assert(int8::multiplier_to_gate(0.5F, 0.25F) == int8::multiplier_of(512));
static_assert(kernels::to_gate(1, int8::multiplier_to_gate(1e10F, 1)) == INT16_MAX &&
              kernels::to_gate(-1, int8::multiplier_to_gate(1e19F, 1e19F)) == INT16_MIN &&
              kernels::to_gate(0, int8::multiplier_to_gate(1e10F, 1)) == 0);
static_assert(kernels::sum_of<2>({cp::quantization{1, 0}, cp::quantization{1, 0}}, {1e-20F, 0})(0, 0) == 0);

// tanh of the same number in other steps, and σ(0) = 1/2.
static_assert(kernels::sigmoid_of_gate(0) == 1 << 14 && kernels::tanh_of_gate(0, -12) == 0);
static_assert(kernels::tanh_of_gate(4 * 1000, -14) == kernels::tanh_of_gate(1000, -12));
static_assert(kernels::tanh_of_gate(250, -10) == kernels::tanh_of_gate(1000, -12));

TEST_CASE("requantization rounds twice, as TensorFlow Lite does") {
    REQUIRE(!requantizations.empty());
    for (const requantization& one : requantizations) {
        CAPTURE(one.x, one.by.factor, one.by.shift);
        CHECK(kernels::requantize(one.x, one.by) == one.y);
    }
}

TEST_CASE("multiplier and shift of a real factor") {
    REQUIRE(!factors.empty());
    for (const factor& one : factors) {
        CAPTURE(one.real);
        CHECK(int8::multiplier_of(one.real) == one.is);
    }
}

TEST_CASE("tables of tanh and of the logistic sigmoid") {
    REQUIRE(!tables.empty());
    for (const functions& one : tables) {
        CAPTURE(one.scale, one.zero_point);
        CHECK(table_is<cp::tanh>(one, one.tanh));
        CHECK(table_is<cp::sigmoid>(one, one.logistic));
    }
}

TEST_CASE("the functions of gates, of 16 bits") {
    REQUIRE(!gate_functions.empty());
    for (const gate_function& one : gate_functions) {
        CAPTURE(one.x);
        CHECK(kernels::sigmoid_of_gate(one.x) == one.sigmoid);
        CHECK(kernels::tanh_of_gate(one.x, -12) == one.tanh);
    }
}

TEST_CASE("softmax of int8") {
    REQUIRE(!softmax_rows.empty());
    for (const row& one : softmax_rows) {
        CAPTURE(one.scale, one.x.size());
        CHECK(softmax_is(one, std::make_index_sequence<16>{}));
        const kernels::softmax_constants constants = kernels::constants_of_softmax(one.scale);
        CHECK(constants.by == one.by);
        CHECK(constants.least_difference == one.least_difference);
    }
}

TEST_CASE("means of channels, in another scale too") {
    REQUIRE(!means.empty());
    for (const mean_of_channels& one : means) {
        CAPTURE(one.scale, one.scale_of_means, one.x.size());
        CHECK(mean_is<25, 3>(one) + mean_is<49, 2>(one) + mean_is<64, 4>(one) + mean_is<12, 3>(one) +
                  mean_is<1, 5>(one) + mean_is<125, 2>(one) + mean_is<144, 2>(one) ==
              1);
    }
}
