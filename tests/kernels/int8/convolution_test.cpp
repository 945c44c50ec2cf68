#include <constprop/constprop.hpp>
#include <constprop/kernels/int8/by_windows.hpp>
#include <constprop/kernels/int8/byte_depthwise.hpp>
#include <constprop/kernels/int8/byte_rows.hpp>
#include <constprop/kernels/int8/convolution.hpp>
#include <constprop/kernels/int8/helium_depthwise.hpp>
#include <constprop/kernels/int8/lane_depthwise.hpp>
#include <constprop/kernels/int8/lanes_linear.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "catch.hpp"

namespace kernels = constprop::kernels::int8;
using sizes = constprop::kernels::convolution_sizes;
using constprop::kernels::axis;

namespace {

/// Numbers that reach both ends, −127 … 127 and −128 … 127.
template <std::size_t Size> constexpr std::array<std::int8_t, Size> numbers(std::uint32_t seed, std::int32_t least) {
    std::array<std::int8_t, Size> all{};
    for (std::int8_t& one : all) {
        seed = seed * 1664525U + 1013904223U;
        one = static_cast<std::int8_t>(
            least + static_cast<std::int32_t>((seed >> 16) % static_cast<std::uint32_t>(128 - least)));
    }
    return all;
}

/// The sum of one output at one place, by definition. Padding stands for the zero point.
template <sizes Sizes>
constexpr std::int32_t sum_at(const std::int8_t* x, const std::int8_t* w, std::size_t place, std::size_t output,
                              std::int32_t zero_point) {
    constexpr std::size_t inputs = Sizes.group_inputs();
    const std::size_t row = place / Sizes.columns.places, column = place % Sizes.columns.places;
    std::int32_t sum = 0;
    for (std::size_t r = 0; r < Sizes.rows.size; ++r)
        for (std::size_t c = 0; c < Sizes.columns.size; ++c)
            for (std::size_t i = 0; i < inputs; ++i, ++w) {
                const std::size_t at_row = Sizes.rows.value(row, r), at_column = Sizes.columns.value(column, c);
                const bool is_seen = at_row < Sizes.rows.length && at_column < Sizes.columns.length;
                const std::size_t at = (at_row * Sizes.columns.length + at_column) * Sizes.inputs +
                                       output / Sizes.group_outputs() * inputs + i;
                sum += *w * (is_seen ? x[at] : zero_point);
            }
    return sum;
}

/// Whether a kernel gives what a convolution is by definition; over its input, too, where it says so.
template <sizes Sizes, class Kernel, bool PerOutput> constexpr bool is_right(std::int32_t low) {
    constexpr std::size_t per_output = Kernel::weights_per_output, outputs = Sizes.outputs,
                          values = Sizes.rows.length * Sizes.columns.length * Sizes.inputs,
                          places = Sizes.rows.places * Sizes.columns.places;
    const auto w = numbers<per_output * outputs>(1, -127);
    const auto x = numbers<values>(2, -128);
    constexpr std::int32_t zero_point = -5, of_inputs = 7;
    struct room {
        alignas(64) std::array<std::int8_t, Kernel::weight_bytes> weights{};
        std::array<std::int32_t, Kernel::stored_outputs> biases{};
        std::array<typename Kernel::factor, PerOutput ? Kernel::stored_outputs : 1> by{};
        alignas(64) std::array<std::int8_t, Kernel::scratch_bytes + 1> scratch{};
    } all;
    std::array<kernels::multiplier, PerOutput ? outputs : 1> factors{};
    for (std::size_t s = 0; s < factors.size(); ++s) {
        factors[s] = {static_cast<std::int32_t>((1U << 30) + 12345683U * (s + 1)),
                      -8 - static_cast<std::int32_t>(s % 3)};
        all.by[s] = Kernel::factor_of(factors[s], zero_point);
    }
    std::array<std::int8_t, places * outputs> due{};
    std::int64_t greatest_sum = 0;
    for (std::size_t o = 0; o < outputs; ++o) {
        const std::int8_t* const row = w.data() + o * per_output;
        Kernel::put_row(all.weights.data(), o, row);
        const std::int32_t bias = static_cast<std::int32_t>(o) * 71 - 400;
        std::int32_t of_weights = 0, all_sizes = 0;
        for (std::size_t i = 0; i < per_output; ++i) of_weights += row[i], all_sizes += row[i] < 0 ? -row[i] : row[i];
        all.biases[o] = bias - Kernel::input_offset * of_weights;
        const std::int64_t most = std::int64_t{128 + Kernel::input_offset} * all_sizes + 1000;
        greatest_sum = most > greatest_sum ? most : greatest_sum;
        for (std::size_t place = 0; place < places; ++place) {
            const std::int32_t sum = bias + sum_at<Sizes>(x.data(), row, place, o, of_inputs);
            due[place * outputs + o] = static_cast<std::int8_t>(kernels::held_between(
                kernels::requantize(sum, factors[PerOutput ? o : 0]) + zero_point, low, low == -128 ? 127 : 120));
        }
    }
    for (std::size_t o = 0; o < outputs; ++o)
        for (std::size_t i = 0; i < per_output; ++i)
            if (Kernel::weight(all.weights.data(), o, i) != w[o * per_output + i]) return false;
    if (!Kernel::suits(greatest_sum, all.by.data(), factors.size())) return false;

    const kernels::to_int8<typename Kernel::factor, PerOutput> then{all.by.data(), zero_point, low,
                                                                    low == -128 ? 127 : 120};
    std::array<std::int8_t, places * outputs> y{}, defined{};
    Kernel::run(all.weights.data(), all.biases.data(), x.data(), y.data(), then, of_inputs, all.scratch.data());
    Kernel::run_as_defined(all.weights.data(), all.biases.data(), x.data(), defined.data(), then, of_inputs,
                           all.scratch.data());
    bool same = y == due && defined == due;
    if constexpr (Kernel::copies_input) {
        constexpr std::size_t most = values > due.size() ? values : due.size();
        for (const bool as_defined : {false, true}) {
            std::array<std::int8_t, most> over{};
            for (std::size_t k = 0; k < values; ++k) over[k] = x[k];
            if (as_defined)
                Kernel::run_as_defined(all.weights.data(), all.biases.data(), over.data(), over.data(), then, of_inputs,
                                       all.scratch.data());
            else
                Kernel::run(all.weights.data(), all.biases.data(), over.data(), over.data(), then, of_inputs,
                            all.scratch.data());
            for (std::size_t k = 0; k < due.size(); ++k) same = same && over[k] == due[k];
        }
    }
    return same;
}

template <sizes Sizes, class Kernel> constexpr bool is_right_in_all_forms() {
    bool right = true;
    for (const std::int32_t low : {-128, -5, -100})
        right = right && is_right<Sizes, Kernel, false>(low) && is_right<Sizes, Kernel, true>(low);
    return right;
}

template <sizes Sizes> constexpr std::size_t weights_of = Sizes.taps() * Sizes.group_inputs();

/// By the layouts of other machines.
template <sizes Sizes, class Layout>
using laid_out =
    kernels::convolution_here<Sizes, Layout, kernels::by_windows<Sizes, kernels::defined_row<Sizes, Layout>>>;

template <sizes Sizes> void check() {
    CHECK(is_right_in_all_forms<Sizes, kernels::convolution<Sizes>>());
    if constexpr (Sizes.groups == 1) {
        using lanes = kernels::lanes_linear<weights_of<Sizes>, Sizes.outputs>;
        CHECK(is_right_in_all_forms<Sizes, laid_out<Sizes, lanes>>());
        CHECK(is_right_in_all_forms<Sizes, laid_out<Sizes, kernels::bytes_of_windows<Sizes>>>());
    } else if constexpr (kernels::is_depthwise_by<1>(Sizes)) {
        CHECK(is_right_in_all_forms<Sizes, laid_out<Sizes, kernels::lanes_of_channels<Sizes>>>());
        if constexpr (kernels::is_depthwise_by<8>(Sizes))
            CHECK(is_right_in_all_forms<Sizes, laid_out<Sizes, kernels::eights_of_channels<Sizes>>>());
        CHECK(is_right_in_all_forms<Sizes, laid_out<Sizes, kernels::bytes_of_channels<Sizes>>>());
    }
}

constexpr axis three(std::size_t length) {
    return {.length = length, .places = length, .size = 3, .before = 1, .after = 1};
}
constexpr axis halving(std::size_t length) {
    return {.length = length, .places = (length + 1) / 2, .size = 3, .stride = 2, .before = length % 2};
}
constexpr axis one(std::size_t length) { return {.length = length, .places = length}; }
constexpr axis spread(std::size_t length) {
    return {.length = length, .places = length, .size = 3, .dilation = 2, .before = 2, .after = 2};
}

constexpr sizes same{.rows = three(5), .columns = three(4), .inputs = 4, .outputs = 4};
constexpr sizes narrow{.rows = three(4), .columns = three(3), .inputs = 3, .outputs = 5};
constexpr sizes half{.rows = halving(6), .columns = halving(5), .inputs = 4, .outputs = 6};
constexpr sizes pixels{.rows = one(3), .columns = one(5), .inputs = 8, .outputs = 8};
constexpr sizes more_outputs{.rows = three(6), .columns = one(1), .inputs = 2, .outputs = 7};
constexpr sizes dilated{.rows = spread(6), .columns = spread(5), .inputs = 4, .outputs = 3};
constexpr sizes each{.rows = three(5), .columns = three(5), .inputs = 8, .outputs = 8, .groups = 8};
constexpr sizes each_half{.rows = halving(7), .columns = halving(6), .inputs = 12, .outputs = 12, .groups = 12};
constexpr sizes each_tall{.rows = three(7), .columns = three(2), .inputs = 8, .outputs = 8, .groups = 8};
constexpr sizes each_line{.rows = {.length = 9, .places = 6, .size = 4}, .inputs = 5, .outputs = 5, .groups = 5};
constexpr sizes in_groups{.rows = three(4), .columns = three(4), .inputs = 6, .outputs = 4, .groups = 2};
constexpr sizes multiplied{.rows = three(4), .columns = three(4), .inputs = 2, .outputs = 6, .groups = 2};

}  // namespace

static_assert(is_right<same, kernels::convolution<same>, true>(-5));
static_assert(is_right<each, kernels::convolution<each>, false>(-128));

// After how many places outputs may be written over what was read: a row of pixels and the pixel before, or at once.
static_assert(kernels::delay_of(same) == 5 && kernels::delay_of(pixels) == 0 && kernels::delay_of(half) == 1);
static_assert(kernels::convolution<same>::copies_input && kernels::convolution<pixels>::copies_input);
static_assert(!kernels::convolution<more_outputs>::copies_input);

TEST_CASE("int8 convolutions: every layout, and the machine's kernel") {
    check<same>();
    check<narrow>();
    check<half>();
    check<pixels>();
    check<more_outputs>();
    check<dilated>();
    check<each>();
    check<each_half>();
    check<each_tall>();
    check<each_line>();
    check<in_groups>();
    check<multiplied>();
}
