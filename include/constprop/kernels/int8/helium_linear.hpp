#ifndef CONSTPROP_KERNELS_INT8_HELIUM_LINEAR_HPP
#define CONSTPROP_KERNELS_INT8_HELIUM_LINEAR_HPP

#include <constprop/kernels/int8/helium.hpp>
#include <constprop/kernels/int8/plain_linear.hpp>
#include <constprop/kernels/int8/to_int8.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// The product for Helium: four outputs at a time, of 16 inputs each, which is nine instructions for 64 multiply-adds. Rows
/// and outputs are filled up with zeros.
template <std::size_t Inputs, std::size_t Outputs> struct helium_linear : plain_linear<Inputs, Outputs> {
    static constexpr std::size_t chunks = (Inputs + 15) / 16, groups = (Outputs + 3) / 4;
    static constexpr std::size_t weight_bytes = 64 * chunks * groups, stored_outputs = 4 * groups;

    static constexpr void put_row(std::int8_t* weights, std::size_t output, const std::int8_t* row) noexcept {
        std::int8_t* const to = weights + position(output, 0);
        for (std::size_t i = 0; i < Inputs; ++i) to[i / 16 * 64 + i % 16] = row[i];
    }
    [[nodiscard]] static constexpr std::int8_t weight(const std::int8_t* weights, std::size_t output,
                                                      std::size_t input) noexcept {
        return weights[position(output, input)];
    }
    template <class Factor>
    [[nodiscard]] static constexpr bool suits(std::int64_t /*greatest_sum*/, const Factor* by,
                                              std::size_t factors) noexcept {
        for (std::size_t k = 0; k < factors; ++k)
            if (by[k].shift > -1) return false;
        return true;
    }

    template <class Then>
    [[gnu::always_inline]] static constexpr void run(const std::int8_t* weights, const std::int32_t* biases,
                                                     const std::int8_t* x, std::int8_t* y, const Then& then,
                                                     std::int8_t* scratch) noexcept {
#if defined(CONSTPROP_HAS_HELIUM)
        if (!std::is_constant_evaluated()) return run_on_helium(weights, biases, x, y, then);
#endif
        run_as_defined<helium_linear>(weights, biases, x, y, then, scratch);
    }

 private:
    [[nodiscard]] static constexpr std::size_t position(std::size_t output, std::size_t input) noexcept {
        return 64 * (output / 4 * chunks + input / 16) + 16 * (output % 4) + input % 16;
    }

#if defined(CONSTPROP_HAS_HELIUM)
    static constexpr std::size_t whole = Inputs / 16,
                                 turn = whole <= 8 ? whole : (whole % 8 == 0 ? 8 : (whole % 4 == 0 ? 4 : 1));

    template <class Then>
    [[gnu::always_inline]] static inline void run_on_helium(const std::int8_t* w, const std::int32_t* biases,
                                                            const std::int8_t* x, std::int8_t* y,
                                                            const Then& then) noexcept {
        helium_epilogue<Then> to_bytes{then};
        const std::int8_t* const end_of_outputs = y + Outputs / 4 * 4;
        const auto four_outputs = [&]() CONSTPROP_INLINED {
            std::int32_t sums_[4];
            const std::int8_t* from_ = x;
            const auto first_chunk_ = [&](sixteen_bytes x_) CONSTPROP_INLINED {
#pragma GCC unroll 4
                for (std::int32_t& sum_ : sums_) sum_ = products(x_, load(w));
            };
            const auto next_chunk_ = [&](sixteen_bytes x_) CONSTPROP_INLINED {
#pragma GCC unroll 4
                for (std::int32_t& sum_ : sums_) add_products(sum_, x_, load(w));
            };
            if constexpr (whole > 0) {
                first_chunk_(load(from_));
#pragma GCC unroll 8
                for (std::size_t k_ = 1; k_ < turn; ++k_) next_chunk_(load(from_));
                if constexpr (turn < whole) {
                    const std::int8_t* const end_ = x + 16 * whole;
                    do {
#pragma GCC unroll 8
                        for (std::size_t k_ = 0; k_ < turn; ++k_) next_chunk_(load(from_));
                    } while (from_ != end_);
                }
            }
            if constexpr (Inputs % 16 != 0) {
                const sixteen_bytes rest_ = load_some(from_, Inputs % 16);
                if constexpr (whole > 0) next_chunk_(rest_);
                else first_chunk_(rest_);
            }
            to_bytes.load();
            return to_bytes.of(four(sums_) + load_words(biases));
        };
        if constexpr (Outputs >= 4) do
                store_four(four_outputs(), y);
            while (y != end_of_outputs);
        if constexpr (Outputs % 4 != 0) store_some(four_outputs(), y, Outputs % 4);
    }
#endif
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_HELIUM_LINEAR_HPP
