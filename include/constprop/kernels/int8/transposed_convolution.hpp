#ifndef CONSTPROP_KERNELS_INT8_TRANSPOSED_CONVOLUTION_HPP
#define CONSTPROP_KERNELS_INT8_TRANSPOSED_CONVOLUTION_HPP

#include <constprop/kernels/axis.hpp>
#include <constprop/kernels/convolution_sizes.hpp>
#include <constprop/kernels/int8/row_major.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// A transposed convolution of one group as plain loops. `Sizes` are those of the convolution that goes back: its windows lie on
/// what this one gives, and their places are the pixels that it takes. The weights of one output come (row, column, input).
///
/// An output is computed at once, from the places whose windows cover it: so there is no row of sums in memory.
template <convolution_sizes Sizes>
struct transposed_convolution : row_major<Sizes.inputs, Sizes.taps() * Sizes.outputs> {
    static_assert(Sizes.groups == 1);
    static constexpr std::size_t outputs = Sizes.inputs, inputs = Sizes.outputs,
                                 weights_per_output = Sizes.taps() * inputs;
    static constexpr bool is_linear = false;

    /// y = then(Wᵀ ⋆ x + b) for one image. Biases have the zero point folded in, as if every tap lay on the input.
    template <class Then>
    static constexpr void run(const std::int8_t* weights, const std::int32_t* biases, const std::int8_t* x,
                              std::int8_t* y, const Then& then, std::int8_t zero_point,
                              std::int8_t* /*scratch*/) noexcept {
        for (std::size_t o = 0; o < outputs; ++o, weights += weights_per_output) {
            std::int32_t bias = biases[o];
            for (std::size_t k = 0; k < weights_per_output; ++k) bias += zero_point * weights[k];
            std::int8_t* to = y + o;
            for (std::size_t row = 0; row < Sizes.rows.length; ++row)
                for (std::size_t column = 0; column < Sizes.columns.length; ++column, to += outputs)
                    *to = then(bias + sum_at(weights, x, row, column, zero_point), o);
        }
    }
    template <class Then>
    static constexpr void run_as_defined(const std::int8_t* weights, const std::int32_t* biases, const std::int8_t* x,
                                         std::int8_t* y, const Then& then, std::int8_t zero_point,
                                         std::int8_t* scratch) noexcept {
        run(weights, biases, x, y, then, zero_point, scratch);
    }

 private:
    /// Calls use(tap, place) for the taps with which windows along an axis cover a pixel.
    template <class Use>
    [[gnu::always_inline]] static constexpr void for_taps(const axis& along, std::size_t pixel,
                                                          const Use& use) noexcept {
        for (std::size_t tap = 0; tap < along.size; ++tap) {
            const std::size_t from_first = pixel + along.before - tap * along.dilation;  // wraps where it is negative
            if (pixel + along.before < tap * along.dilation || from_first % along.stride != 0) continue;
            if (from_first / along.stride < along.places) use(tap, from_first / along.stride);
        }
    }
    [[nodiscard]] static constexpr std::int32_t sum_at(const std::int8_t* weights, const std::int8_t* x,
                                                       std::size_t row, std::size_t column,
                                                       std::int8_t zero_point) noexcept {
        std::int32_t sum = 0;
        for_taps(Sizes.rows, row, [&](std::size_t down_, std::size_t place_row_) noexcept {
            for_taps(Sizes.columns, column, [&](std::size_t across_, std::size_t place_column_) noexcept {
                const std::int8_t* const w_ = weights + (down_ * Sizes.columns.size + across_) * inputs;
                const std::int8_t* const from_ = x + (place_row_ * Sizes.columns.places + place_column_) * inputs;
                for (std::size_t i_ = 0; i_ < inputs; ++i_) sum += w_[i_] * (from_[i_] - zero_point);
            });
        });
        return sum;
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_TRANSPOSED_CONVOLUTION_HPP
