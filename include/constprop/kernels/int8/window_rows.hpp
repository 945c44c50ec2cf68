#ifndef CONSTPROP_KERNELS_INT8_WINDOW_ROWS_HPP
#define CONSTPROP_KERNELS_INT8_WINDOW_ROWS_HPP

#include <constprop/kernels/convolution_sizes.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>

/// What is made of the values of a window, which lie one after the other: rows of a product. A kind of rows has
///
///     count                   how many windows it takes at once
///     room_bytes              room for their values
///     copy(room, row, at, from, size), fill(room, row, at, value, size)    put values there, of one window
///     run(weights, biases, room, y, then)    what all outputs of each window give, at y, one window after the other
namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// One window, as bytes.
template <convolution_sizes Sizes> struct row_of_bytes {
    static constexpr std::size_t count = 1, size = Sizes.taps() * Sizes.inputs;

    static constexpr void copy(std::int8_t* room, std::size_t /*row*/, std::size_t at, const std::int8_t* from,
                               std::size_t values) noexcept {
        for (std::size_t k = 0; k < values; ++k) room[at + k] = from[k];
    }
    static constexpr void fill(std::int8_t* room, std::size_t /*row*/, std::size_t at, std::int8_t value,
                               std::size_t values) noexcept {
        for (std::size_t k = 0; k < values; ++k) room[at + k] = value;
    }
};

/// The sums as they are defined, by any kernel's weights; an output sees the inputs of its own group.
template <convolution_sizes Sizes, class Kernel> struct defined_row : row_of_bytes<Sizes> {
    static constexpr std::size_t room_bytes = row_of_bytes<Sizes>::size;

    template <class Then>
    static constexpr void run(const std::int8_t* weights, const std::int32_t* biases, const std::int8_t* room,
                              std::int8_t* y, const Then& then) noexcept {
        constexpr std::size_t inputs = Sizes.group_inputs();
        for (std::size_t o = 0; o < Sizes.outputs; ++o) {
            const std::int8_t* x = room + o / Sizes.group_outputs() * inputs;
            std::int32_t sum = biases[o];
            for (std::size_t tap = 0; tap < Sizes.taps(); ++tap, x += Sizes.inputs)
                for (std::size_t i = 0; i < inputs; ++i)
                    sum += Kernel::weight(weights, o, tap * inputs + i) * (x[i] + Kernel::input_offset);
            y[o] = then(sum, o);
        }
    }
};

/// The products of a linear layer's kernel.
template <convolution_sizes Sizes, class Linear> struct linear_row : row_of_bytes<Sizes> {
    static constexpr std::size_t begin_of_scratch = (row_of_bytes<Sizes>::size + 63) / 64 * 64,
                                 room_bytes = begin_of_scratch + Linear::scratch_bytes;

    template <class Then>
    static constexpr void run(const std::int8_t* weights, const std::int32_t* biases, std::int8_t* room, std::int8_t* y,
                              const Then& then) noexcept {
        Linear::run(weights, biases, room, y, then, room + begin_of_scratch);
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_WINDOW_ROWS_HPP
