#include <constprop/constprop.hpp>
#include <constprop/kernels/int8/byte_linear.hpp>
#include <constprop/kernels/int8/helium_linear.hpp>
#include <constprop/kernels/int8/lanes_linear.hpp>
#include <constprop/kernels/int8/linear.hpp>
#include <constprop/kernels/int8/short_factor.hpp>
#include <constprop/kernels/int8/vector_linear.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

#include "catch.hpp"

namespace kernels = constprop::kernels::int8;

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

/// Whether a kernel gives what the product is by definition, and its weights back.
template <class Kernel, bool PerOutput> constexpr bool is_right(std::int32_t shift, std::int32_t low) {
    constexpr std::size_t inputs = Kernel::weights_per_output, outputs = Kernel::outputs;
    const auto w = numbers<inputs * outputs>(1, -127);
    const auto x = numbers<inputs>(2, -128);
    alignas(64) std::array<std::int8_t, Kernel::weight_bytes> weights{};
    std::array<std::int32_t, Kernel::stored_outputs> biases{};
    std::array<typename Kernel::factor, PerOutput ? Kernel::stored_outputs : 1> by{};
    constexpr std::int32_t zero_point = -5;
    std::array<std::int8_t, outputs> due{};
    bool same = true;
    for (std::size_t s = 0; s < (PerOutput ? outputs : 1); ++s)
        by[s] = Kernel::factor_of(
            {static_cast<std::int32_t>((1U << 30) + 12345677U * (s + 1)), shift - static_cast<std::int32_t>(s % 3)},
            zero_point);
    std::int64_t greatest_sum = 0;
    for (std::size_t o = 0; o < outputs; ++o) {
        Kernel::put_row(weights.data(), o, w.data() + o * inputs);
        std::int32_t sum = static_cast<std::int32_t>(o) * 71 - 400, of_weights = 0, sizes = 0;
        biases[o] = sum;
        for (std::size_t i = 0; i < inputs; ++i) {
            const std::int32_t weight = w[o * inputs + i];
            sum += weight * x[i], of_weights += weight, sizes += weight < 0 ? -weight : weight;
        }
        biases[o] -= Kernel::input_offset * of_weights;
        const std::int64_t most =
            std::int64_t{128 + Kernel::input_offset} * sizes + (biases[o] < 0 ? -biases[o] : biases[o]);
        greatest_sum = most > greatest_sum ? most : greatest_sum;
        due[o] = static_cast<std::int8_t>(
            kernels::held_between(kernels::requantize(sum, by[PerOutput ? o : 0]) + zero_point, low, 120));
    }
    for (std::size_t o = 0; o < outputs; ++o)
        for (std::size_t i = 0; i < inputs; ++i)
            same = same && Kernel::weight(weights.data(), o, i) == w[o * inputs + i];
    if (!Kernel::suits(greatest_sum, by.data(), by.size() > outputs ? outputs : by.size())) return false;

    const kernels::to_int8<typename Kernel::factor, PerOutput> then{by.data(), zero_point, low, 120};
    alignas(64) std::array<std::int8_t, Kernel::scratch_bytes + 1> scratch{};
    std::array<std::int8_t, outputs> y{}, defined{};
    Kernel::run(weights.data(), biases.data(), x.data(), y.data(), then, scratch.data());
    kernels::run_as_defined<Kernel>(weights.data(), biases.data(), x.data(), defined.data(), then, scratch.data());
    if constexpr (Kernel::copies_input && inputs >= outputs) {  // over its input
        auto over = x;
        Kernel::run(weights.data(), biases.data(), over.data(), over.data(), then, scratch.data());
        for (std::size_t o = 0; o < outputs; ++o) same = same && over[o] == due[o];
    }
    return same && y == due && defined == due;
}

template <template <std::size_t, std::size_t> class Kernel, std::size_t Inputs, std::size_t Outputs>
constexpr bool is_right_in_all_forms(std::int32_t shift = -6) {
    bool right = true;
    for (const std::int32_t low : {-128, -5, -100})
        right = right && is_right<Kernel<Inputs, Outputs>, false>(shift - 3, low) &&
                is_right<Kernel<Inputs, Outputs>, true>(shift, low);
    return right;
}

/// No constant: a compiler would evaluate what has only constants, for minutes, and find that it takes too many steps.
std::int32_t run_time_shift = -6;

template <std::size_t Inputs, std::size_t Outputs> using in_fours = kernels::vector_linear<Inputs, Outputs, 16, 4>;
template <std::size_t Inputs, std::size_t Outputs> using in_twos = kernels::vector_linear<Inputs, Outputs, 8, 2>;

template <template <std::size_t, std::size_t> class Kernel> void check_sizes() {
    CHECK(is_right_in_all_forms<Kernel, 1, 1>(run_time_shift));
    CHECK(is_right_in_all_forms<Kernel, 1, 16>(run_time_shift));
    CHECK(is_right_in_all_forms<Kernel, 5, 7>(run_time_shift));
    CHECK(is_right_in_all_forms<Kernel, 16, 4>(run_time_shift));
    CHECK(is_right_in_all_forms<Kernel, 16, 3>(run_time_shift));
    CHECK(is_right_in_all_forms<Kernel, 23, 2>(run_time_shift));
    CHECK(is_right_in_all_forms<Kernel, 64, 32>(run_time_shift));
    CHECK(is_right_in_all_forms<Kernel, 67, 33>(run_time_shift));
    CHECK(is_right_in_all_forms<Kernel, 128, 40>(run_time_shift));
    CHECK(is_right_in_all_forms<Kernel, 320, 18>(run_time_shift));
}

constexpr kernels::multiplier usual{1518500250, -7};

}  // namespace

static_assert(is_right_in_all_forms<kernels::plain_linear, 5, 7>());
static_assert(is_right_in_all_forms<kernels::lanes_linear, 5, 7>());
static_assert(is_right_in_all_forms<kernels::helium_linear, 5, 7>());
static_assert(is_right_in_all_forms<kernels::byte_linear, 5, 7>());
static_assert(is_right_in_all_forms<in_fours, 5, 7>());
static_assert(is_right_in_all_forms<in_twos, 5, 7>());
static_assert(is_right_in_all_forms<kernels::linear, 5, 7>());
static_assert(is_right_in_all_forms<kernels::linear, 16, 12>());
static_assert(is_right_in_all_forms<kernels::lanes_linear, 16, 7>());
static_assert(is_right_in_all_forms<kernels::helium_linear, 16, 7>());
static_assert(is_right_in_all_forms<kernels::byte_linear, 16, 7>());

TEST_CASE("int8 products: every layout, and the machine's kernel") {
    check_sizes<kernels::plain_linear>();
    check_sizes<kernels::lanes_linear>();
    check_sizes<kernels::helium_linear>();
    check_sizes<kernels::byte_linear>();
    check_sizes<in_fours>();
    check_sizes<in_twos>();
    check_sizes<kernels::linear>();
}

// What lanes cannot hold: sums of 24 bits, multipliers of 1 or more.
static_assert(kernels::lanes_linear<4, 4>::suits((1 << 23) - 1, &usual, 1));
static_assert(!kernels::lanes_linear<4, 4>::suits(1 << 23, &usual, 1));
static_assert([] {
    constexpr kernels::multiplier one{1 << 30, 1};
    return !kernels::lanes_linear<4, 4>::suits(0, &one, 1) && !kernels::helium_linear<4, 4>::suits(0, &one, 1);
}());

// Halves in the first rounding, which is not symmetric: no factor of 32 bits gives them.
static_assert(kernels::short_factor_of({1 << 30, -1}).greatest == 0);
static_assert(kernels::short_factor_of(usual).greatest > 0);

TEST_CASE("a factor of 32 bits is exact, for every sum") {
    std::uint32_t state = 5;
    int found = 0;
    for (int n = 0; n < 40; ++n) {
        state = state * 1664525U + 1013904223U;
        const kernels::multiplier by{static_cast<std::int32_t>((1U << 30) | (state >> 2)), -1 - n % 12};
        const kernels::short_factor factor = kernels::short_factor_of(by);
        if (factor.greatest == 0) continue;
        ++found;
        bool same = true;
        for (std::int32_t x = -factor.greatest - 3; x <= factor.greatest + 3; ++x) {
            const std::int32_t size = x < 0 ? -x : x;
            const std::int32_t result =
                factor.times(static_cast<std::uint32_t>(size < factor.greatest ? size : factor.greatest));
            const std::int32_t due = kernels::held_between(kernels::requantize(x, by), -255, 255);
            same = same && (x < 0 ? -result : result) == due;
        }
        CAPTURE(by.factor, by.shift);
        CHECK(same);
    }
    CHECK(found >= 35);
}
