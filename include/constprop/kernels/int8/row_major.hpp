#ifndef CONSTPROP_KERNELS_INT8_ROW_MAJOR_HPP
#define CONSTPROP_KERNELS_INT8_ROW_MAJOR_HPP

#include <constprop/kernels/int8/requantize.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// How plain loops keep weights: those of one output after those of the other. And what all kernels have; one that does better
/// derives from this, and says what it does otherwise:
///
///     stored_outputs          how many biases, and factors, it reads: those of the outputs, and zeros
///     weight_bytes            room for the weights, which begin as zeros
///     put_row(weights, output, row), weight(weights, output, input)
///     weight_offset           was added to weights where they lie
///     input_offset            is added to inputs before they are multiplied; the caller takes it from the biases
///     scratch_bytes           memory that `run` writes, aligned to `scratch_alignment`
///     copies_input            y may begin where x does, because x is copied before y is written over it
///     factor, factor_of(by, …)    what takes the place of a multiplier
///     suits(greatest_sum, by, count)    whether `run` is exact for these factors, and sums up to that size
///     run(weights, biases, x, y, then, …, scratch)
template <std::size_t Outputs, std::size_t WeightsPerOutput> struct row_major {
    static constexpr std::size_t outputs = Outputs, stored_outputs = Outputs, weights_per_output = WeightsPerOutput;
    static constexpr std::size_t weight_bytes = Outputs * WeightsPerOutput, scratch_bytes = 0;
    static constexpr std::int32_t input_offset = 0, weight_offset = 0;
    static constexpr bool copies_input = false;

    using factor = multiplier;
    [[nodiscard]] static constexpr factor factor_of(const multiplier& by, std::int32_t /*zero_point*/) noexcept {
        return by;
    }
    [[nodiscard]] static constexpr bool suits(std::int64_t /*greatest_sum*/, const factor* /*by*/,
                                              std::size_t /*factors*/) noexcept {
        return true;
    }

    /// The weights of one output; outputs come in their order.
    static constexpr void put_row(std::int8_t* weights, std::size_t output, const std::int8_t* row) noexcept {
        std::int8_t* const to = weights + output * WeightsPerOutput;
        for (std::size_t i = 0; i < WeightsPerOutput; ++i) to[i] = row[i];
    }
    [[nodiscard]] static constexpr std::int8_t weight(const std::int8_t* weights, std::size_t output,
                                                      std::size_t input) noexcept {
        return weights[output * WeightsPerOutput + input];
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_ROW_MAJOR_HPP
