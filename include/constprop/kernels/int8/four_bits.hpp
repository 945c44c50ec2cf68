#ifndef CONSTPROP_KERNELS_INT8_FOUR_BITS_HPP
#define CONSTPROP_KERNELS_INT8_FOUR_BITS_HPP

#include <constprop/kernels/int8/linear.hpp>
#include <constprop/kernels/int8/nibbles.hpp>
#include <constprop/kernels/int8/plain_linear.hpp>
#include <constprop/kernels/int8/row_major.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

/// Products with weights of four bits: kernels unpack them to bytes, and multiply as those for int8 weights do. Beside what
/// other kernels have there are
///
///     unpacked_bytes      room for weights that `put_row` writes
///     pack(from, to)      packs these
namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

[[nodiscard]] constexpr std::size_t aligned(std::size_t bytes) noexcept {
    return (bytes + scratch_alignment - 1) / scratch_alignment * scratch_alignment;
}

/// A convolution, whose weights serve at many places: all are unpacked before, row by row.
template <class Kernel> struct four_bit_convolution : Kernel {
    static constexpr std::size_t per_output = Kernel::weights_per_output, unpacked_bytes = Kernel::outputs * per_output,
                                 weight_bytes = bytes_of_nibbles(unpacked_bytes);
    static constexpr std::size_t row_room = aligned(per_output), room = row_room + aligned(Kernel::weight_bytes),
                                 scratch_bytes = room + Kernel::scratch_bytes;
    using layout = row_major<Kernel::outputs, per_output>;

    static constexpr void put_row(std::int8_t* weights, std::size_t output, const std::int8_t* row) noexcept {
        layout::put_row(weights, output, row);
    }
    static constexpr void pack(const std::int8_t* from, std::int8_t* to) noexcept {
        pack_nibbles<unpacked_bytes, 0>(from, to);
    }
    [[nodiscard]] static constexpr std::int8_t weight(const std::int8_t* weights, std::size_t output,
                                                      std::size_t input) noexcept {
        return unpacked_nibble(weights, output * per_output + input);
    }
    template <class Then>
    static constexpr void run(const std::int8_t* weights, const std::int32_t* biases, const std::int8_t* x,
                              std::int8_t* y, const Then& then, std::int8_t zero_point, std::int8_t* scratch) noexcept {
        const std::int8_t* const unpacked = unpack(weights, scratch);
        Kernel::run(unpacked, biases, x, y, then, zero_point, scratch + room);
    }
    template <class Then>
    static constexpr void run_as_defined(const std::int8_t* weights, const std::int32_t* biases, const std::int8_t* x,
                                         std::int8_t* y, const Then& then, std::int8_t zero_point,
                                         std::int8_t* scratch) noexcept {
        const std::int8_t* const unpacked = unpack(weights, scratch);
        Kernel::run_as_defined(unpacked, biases, x, y, then, zero_point, scratch + room);
    }

 private:
    static constexpr const std::int8_t* unpack(const std::int8_t* weights, std::int8_t* scratch) noexcept {
        std::int8_t* const to = scratch + row_room;
        for (std::size_t k = 0; k < Kernel::weight_bytes; ++k) to[k] = 0;
        for (std::size_t o = 0; o < Kernel::outputs; ++o) {
            for (std::size_t k = 0; k < per_output; ++k) scratch[k] = unpacked_nibble(weights, o * per_output + k);
            Kernel::put_row(to, o, scratch);
        }
        return to;
    }
};

/// A linear layer, block by block: so many outputs that their weights, unpacked, take half a kilobyte, four at least. What is
/// packed is what the kernel of a block reads.
template <std::size_t Inputs, std::size_t Outputs> struct four_bit_linear : plain_linear<Inputs, Outputs> {
    static constexpr std::size_t at_once = Inputs >= 128 ? 4 : 512 / Inputs / 4 * 4;
    static constexpr std::size_t whole = Outputs / at_once, rest = Outputs % at_once;

    template <std::size_t Count>
    using kernel = typename first_kernel<
        kernel_if<has_byte_sums, helium_linear<Inputs, Count>>, kernel_if<has_lanes, lanes_linear<Inputs, Count>>,
        kernel_if<has_bytes, byte_linear<Inputs, Count>>, kernel_if<true, plain_linear<Inputs, Count>>>::type;
    struct no_block {
        static constexpr std::size_t bytes = 0, room = 0, scratch_bytes = 0, stored_outputs = 0;
    };
    template <std::size_t Count> struct block : kernel<Count> {
        static constexpr std::size_t bytes = bytes_of_nibbles(kernel<Count>::weight_bytes), room = 2 * bytes;
        static constexpr std::int32_t added = kernel<Count>::weight_offset;
    };
    using first = block<whole == 0 ? rest : at_once>;
    using last = std::conditional_t<rest == 0, no_block, block<rest == 0 ? 1 : rest>>;

    static constexpr std::size_t weight_bytes = whole * first::bytes + last::bytes, unpacked_bytes = 2 * weight_bytes,
                                 room = aligned(first::room), stored_outputs = whole * at_once + last::stored_outputs;
    static constexpr std::size_t scratch_bytes =
        room + (first::scratch_bytes > last::scratch_bytes ? first::scratch_bytes : last::scratch_bytes);
    static constexpr std::int32_t input_offset = first::input_offset;
    static constexpr bool copies_input = false;  // a block is written while others are still to read

    using factor = typename first::factor;
    [[nodiscard]] static constexpr factor factor_of(const multiplier& by, std::int32_t zero_point) noexcept {
        return first::factor_of(by, zero_point);
    }
    [[nodiscard]] static constexpr bool suits(std::int64_t greatest_sum, const factor* by,
                                              std::size_t factors) noexcept {
        return first::suits(greatest_sum, by, factors);
    }

    static constexpr void put_row(std::int8_t* weights, std::size_t output, const std::int8_t* row) noexcept {
        in_block(output, [&](auto block_, std::size_t at_) noexcept {
            decltype(block_)::put_row(weights + 2 * at_, output % at_once, row);
        });
    }
    static constexpr void pack(const std::int8_t* from, std::int8_t* to) noexcept {
        for (std::size_t o = 0; o < Outputs; o += at_once)
            in_block(o, [&](auto block_, std::size_t at_) noexcept {
                using type_ = decltype(block_);
                pack_nibbles<type_::weight_bytes, type_::added>(from + 2 * at_, to + at_);
            });
    }
    [[nodiscard]] static constexpr std::int8_t weight(const std::int8_t* weights, std::size_t output,
                                                      std::size_t input) noexcept {
        std::int8_t result = 0, all[first::room > last::room ? first::room : last::room]{};
        in_block(output, [&](auto block_, std::size_t at_) noexcept {
            using type_ = decltype(block_);
            unpack_nibbles<type_::weight_bytes, type_::added>(weights + at_, all);
            result = type_::weight(all, output % at_once, input);
        });
        return result;
    }

    template <class Then>
    static constexpr void run(const std::int8_t* weights, const std::int32_t* biases, const std::int8_t* x,
                              std::int8_t* y, const Then& then, std::int8_t* scratch) noexcept {
        for_blocks(weights, scratch, [&](auto block_, std::size_t o_) noexcept {
            decltype(block_)::run(scratch, biases + o_, x, y + o_, then.from(o_), scratch + room);
        });
    }
    template <class Then>
    static constexpr void run_as_defined(const std::int8_t* weights, const std::int32_t* biases, const std::int8_t* x,
                                         std::int8_t* y, const Then& then, std::int8_t* scratch) noexcept {
        for_blocks(weights, scratch, [&](auto block_, std::size_t o_) noexcept {
            int8::run_as_defined<decltype(block_)>(scratch, biases + o_, x, y + o_, then.from(o_), scratch + room);
        });
    }

 private:
    /// Calls use(block, where its bytes begin) with the block of an output.
    template <class Use> static constexpr void in_block(std::size_t output, const Use& use) noexcept {
        const std::size_t k = output / at_once;
        if (k < whole) use(block<at_once>{}, k * block<at_once>::bytes);
        else if constexpr (rest > 0) use(last{}, whole * block<at_once>::bytes);
    }
    template <class Use>
    static constexpr void for_blocks(const std::int8_t* weights, std::int8_t* scratch, const Use& use) noexcept {
        for (std::size_t o = 0; o < Outputs; o += at_once)
            in_block(o, [&](auto block_, std::size_t at_) noexcept {
                using type_ = decltype(block_);
                unpack_nibbles<type_::weight_bytes, type_::added>(weights + at_, scratch);
                use(block_, o);
            });
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_FOUR_BITS_HPP
