#ifndef CONSTPROP_KERNELS_INT8_VECTOR_LINEAR_HPP
#define CONSTPROP_KERNELS_INT8_VECTOR_LINEAR_HPP

#include <constprop/kernels/int8/plain_linear.hpp>
#include <constprop/kernels/int8/to_int8.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

// VPDPBUSD multiplies four bytes without a sign by four with one, and adds the products to one of 16 sums. Without it,
// AVX2's VPMADDWD does that for two numbers of 16 bits, and eight sums.
#if defined(CONSTPROP_PLAIN_KERNELS) || !(defined(__GNUC__) || defined(__clang__))
inline constexpr std::size_t sum_lanes = 0, inputs_of_lane = 1;
#elif defined(__AVX512VNNI__) && defined(__AVX512F__)
#define CONSTPROP_HAS_VECTORS
inline constexpr std::size_t sum_lanes = 16, inputs_of_lane = 4;
#elif defined(__AVX2__)
#define CONSTPROP_HAS_VECTORS
inline constexpr std::size_t sum_lanes = 8, inputs_of_lane = 2;
#else
inline constexpr std::size_t sum_lanes = 0, inputs_of_lane = 1;
#endif

/// Whether a product is large enough for vectors of sums, which are filled up with outputs of zeros.
constexpr bool fills_vectors(std::size_t inputs, std::size_t outputs) noexcept {
    return sum_lanes > 0 && inputs >= 8 && outputs >= 8;
}

/// The product with a sum in each lane of a vector. Of `Step` inputs, the weights of `Lanes` outputs are one vector of
/// bytes; the inputs are the same for all lanes. With four inputs they have no sign: 128 is added.
template <std::size_t Inputs, std::size_t Outputs, std::size_t Lanes = sum_lanes, std::size_t Step = inputs_of_lane>
struct vector_linear : plain_linear<Inputs, Outputs> {
    static constexpr std::size_t steps = (Inputs + Step - 1) / Step, groups = (Outputs + Lanes - 1) / Lanes;
    static constexpr std::size_t weight_bytes = groups * steps * Lanes * Step, stored_outputs = groups * Lanes;
    static constexpr std::int32_t input_offset = Step == 4 ? 128 : 0;
    static constexpr std::size_t scratch_bytes = 4 * steps;
    static constexpr bool copies_input = true;

    /// Calls nothing in the loop: compilers limit the number of calls in a constant evaluation.
    static constexpr void put_row(std::int8_t* weights, std::size_t output, const std::int8_t* row) noexcept {
        std::int8_t* const to = weights + position(output, 0);
        for (std::size_t i = 0; i < Inputs; ++i) to[i / Step * (Lanes * Step) + i % Step] = row[i];
    }
    [[nodiscard]] static constexpr std::int8_t weight(const std::int8_t* weights, std::size_t output,
                                                      std::size_t input) noexcept {
        return weights[position(output, input)];
    }
    template <class Factor>
    [[nodiscard]] static constexpr bool suits(std::int64_t greatest_sum, const Factor* by,
                                              std::size_t factors) noexcept {
        for (std::size_t k = 0; k < factors; ++k)
            if (by[k].shift > -1 || by[k].shift < -29) return false;
        return greatest_sum < 1 << 30;
    }

    template <class Then>
    [[gnu::always_inline]] static constexpr void run(const std::int8_t* weights, const std::int32_t* biases,
                                                     const std::int8_t* x, std::int8_t* y, const Then& then,
                                                     std::int8_t* scratch) noexcept {
#if defined(CONSTPROP_HAS_VECTORS)
        if constexpr (Lanes == sum_lanes && Step == inputs_of_lane)
            if (!std::is_constant_evaluated()) return run_on_vectors(weights, biases, x, y, then, scratch);
#endif
        run_as_defined<vector_linear>(weights, biases, x, y, then, scratch);
    }

 private:
    [[nodiscard]] static constexpr std::size_t position(std::size_t output, std::size_t input) noexcept {
        return (output / Lanes * steps + input / Step) * (Lanes * Step) + output % Lanes * Step + input % Step;
    }

#if defined(CONSTPROP_HAS_VECTORS)
    static constexpr std::size_t bytes = 4 * Lanes;
    using words = vector<std::int32_t, Lanes>;
    using longs = vector<std::uint64_t, Lanes / 2>;

    /// The inputs as products take them, and zeros behind them: four bytes without a sign, or two numbers of 16 bits. The last vector
    /// may overlap with the one before.
    [[gnu::always_inline]] static inline void take_inputs(const std::int8_t* x, std::int8_t* to) noexcept {
        constexpr std::size_t size = 4 / Step, power = floor_to_power_of_two(Inputs), most = bytes / size,
                              at_once = power < most ? power : most, end = Inputs / at_once * at_once;
        const auto take = [&](std::size_t i_) CONSTPROP_INLINED {
            using bytes_ = vector<std::int8_t, at_once>;
            using pairs_ = vector<std::int16_t, at_once>;
            const bytes_ taken_ = load<at_once>(x + i_);
            if constexpr (Step == 4) {
                store<at_once>(to + i_, static_cast<bytes_>(taken_ ^ std::int8_t{-128}));
            } else {
                pairs_ wide_;
                if constexpr (at_once == 1) wide_ = taken_;
                else wide_ = __builtin_convertvector(taken_, pairs_);
                __builtin_memcpy(to + 2 * i_, &wide_, sizeof wide_);
            }
        };
        for (std::size_t i = 0; i < end; i += at_once) take(i);
        if constexpr (end != Inputs) take(Inputs - at_once);
        for (std::size_t i = size * Inputs; i < scratch_bytes; ++i) to[i] = 0;
    }
    /// The inputs of one lane, in all lanes.
    [[gnu::always_inline]] static inline words in_all_lanes(const std::int8_t* from) noexcept {
        words all;
        asm("vpbroadcastd {%1, %0|%0, %1}" : "=v"(all) : "m"(*reinterpret_cast<const std::int32_t(*)[1]>(from)));
        return all;
    }
    [[gnu::always_inline]] static inline void add_products(words& sums, const words& x, const std::int8_t* w) noexcept {
        if constexpr (Step == 4) {
            asm("vpdpbusd {%2, %1, %0|%0, %1, %2}"
                : "+v"(sums)
                : "v"(x), "m"(*reinterpret_cast<const std::int8_t(*)[4 * Lanes]>(w)));
        } else {
            words weights, products;
            asm("vpmovsxbw {%1, %0|%0, %1}"
                : "=v"(weights)
                : "m"(*reinterpret_cast<const std::int8_t(*)[2 * Lanes]>(w)));
            asm("vpmaddwd {%2, %1, %0|%0, %1, %2}" : "=v"(products) : "v"(x), "v"(weights));
            sums = sums + products;
        }
    }
    /// The products of every second number of 32 bits.
    [[gnu::always_inline]] static inline longs products_of_even(const words& a, const words& b) noexcept {
        longs products;
        asm("vpmuldq {%2, %1, %0|%0, %1, %2}" : "=v"(products) : "v"(a), "v"(b));
        return products;
    }

    /// high_product and divide_by_power, lane by lane.
    [[gnu::always_inline]] static inline words requantized(const words& v, const words& factors,
                                                           const words& shifts) noexcept {
        const longs half = longs{} + (std::uint64_t{1} << 30);
        const longs even = products_of_even(v, factors) + half;
        const longs odd = products_of_even(reinterpret_cast<words>(reinterpret_cast<longs>(v) >> 32),
                                           reinterpret_cast<words>(reinterpret_cast<longs>(factors) >> 32)) +
                          half;
        const longs low = longs{} + 0xFFFFFFFFU;
        const auto high = reinterpret_cast<words>(((even >> 31) & low) | ((odd << 1) & ~low));
        const words right = -shifts, one = words{} + 1;
        return (high + (one << (right - one)) + (high >> 31)) >> right;
    }

    template <class Then>
    [[gnu::always_inline]] static inline void finish(const words& sums, std::int8_t* y, const Then& then,
                                                     std::size_t first) noexcept {
        words factors, shifts;
        if constexpr (Then::per_output) {
            for (std::size_t k = 0; k < Lanes; ++k)
                factors[k] = then.of(first + k).factor, shifts[k] = then.of(first + k).shift;
        } else {
            factors = words{} + then.of(0).factor;
            shifts = words{} + then.of(0).shift;
        }
        words result = requantized(sums, factors, shifts) + then.zero_point;
        const words low = words{} + then.low, high = words{} + then.high;
        result = result < low ? low : result;
        result = result > high ? high : result;
        const auto narrow = __builtin_convertvector(result, vector<std::int8_t, Lanes>);
        if (first + Lanes <= Outputs) {
            __builtin_memcpy(y + first, &narrow, Lanes);
        } else {
            __builtin_memcpy(y + first, &narrow, Outputs % Lanes);
        }
    }

    /// `Count` groups of outputs from `group` on, each in several sums, so that additions do not wait for each other.
    template <std::size_t Count, class Then>
    [[gnu::always_inline]] static inline void run_groups(const std::int8_t* weights, const std::int32_t* biases,
                                                         const std::int8_t* x, std::int8_t* y, const Then& then,
                                                         std::size_t group) noexcept {
        constexpr std::size_t parts = steps >= 8 ? 8 / Count : 1, whole = steps / parts * parts;
        const std::int8_t* const w = weights + group * steps * (Lanes * Step);
        words sums[Count][parts] = {};
        const auto add = [&](std::size_t step_, std::size_t part_) CONSTPROP_INLINED {
            const words in_ = in_all_lanes(x + 4 * step_);
#pragma GCC unroll 4
            for (std::size_t g_ = 0; g_ < Count; ++g_)
                add_products(sums[g_][part_], in_, w + (g_ * steps + step_) * (Lanes * Step));
        };
#pragma GCC unroll 1
        for (std::size_t step = 0; step < whole; step += parts)
#pragma GCC unroll 8
            for (std::size_t part = 0; part < parts; ++part) add(step + part, part);
#pragma GCC unroll 8
        for (std::size_t step = whole; step < steps; ++step) add(step, step - whole);
#pragma GCC unroll 4
        for (std::size_t g = 0; g < Count; ++g) {
            words sum = load<Lanes>(biases + (group + g) * Lanes);
#pragma GCC unroll 8
            for (std::size_t part = 0; part < parts; ++part) sum = sum + sums[g][part];
            finish(sum, y, then, (group + g) * Lanes);
        }
    }

    template <class Then>
    static void run_on_vectors(const std::int8_t* weights, const std::int32_t* biases, const std::int8_t* x,
                               std::int8_t* y, const Then& then, std::int8_t* scratch) noexcept {
        take_inputs(x, scratch);
        std::size_t group = 0;
        for (; group + 4 <= groups; group += 4) run_groups<4>(weights, biases, scratch, y, then, group);
        if constexpr (groups % 4 >= 2) run_groups<2>(weights, biases, scratch, y, then, group), group += 2;
        if constexpr (groups % 2 == 1) run_groups<1>(weights, biases, scratch, y, then, group);
    }
#endif
};
#undef CONSTPROP_HAS_VECTORS

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_VECTOR_LINEAR_HPP
