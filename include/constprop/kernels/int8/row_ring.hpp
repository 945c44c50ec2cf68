#ifndef CONSTPROP_KERNELS_INT8_ROW_RING_HPP
#define CONSTPROP_KERNELS_INT8_ROW_RING_HPP

#include <constprop/kernels/convolution_sizes.hpp>
#include <constprop/kernels/int8/move_bytes.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// Whether each channel is by itself, and they come by so many; and whether offsets within windows are small numbers.
template <std::size_t Channels> [[nodiscard]] constexpr bool is_depthwise_by(const convolution_sizes& of) noexcept {
    return of.groups == of.inputs && of.outputs == of.inputs && of.inputs % Channels == 0 && of.inputs <= 512 &&
           of.taps() <= 25 && of.rows.dilation == 1 && of.columns.dilation == 1;
}

/// The rows of an image that a row of windows sees, with their padding, each copied once: what is read from them may have been
/// written over. Row k of the padded image is in slot k mod `slot_count`.
template <convolution_sizes Sizes> struct row_ring {
    static constexpr std::size_t slot_count = Sizes.rows.size, channels = Sizes.inputs;
    static constexpr std::size_t pixels = (Sizes.columns.places - 1) * Sizes.columns.stride + Sizes.columns.size;
    static constexpr std::size_t slot_bytes = (pixels * channels + 15) / 16 * 16, bytes = slot_count * slot_bytes;

    /// Whether a row of outputs is not longer than the rows that are read before it is written.
    static constexpr bool reads_ahead = [] {
        for (std::size_t row_ = 0; row_ < Sizes.rows.places; ++row_) {
            const std::size_t end_ = row_ * Sizes.rows.stride + Sizes.rows.size;
            const std::size_t read_ = end_ < Sizes.rows.before ? 0 : end_ - Sizes.rows.before;
            if ((row_ + 1) * Sizes.columns.places * Sizes.outputs > read_ * Sizes.columns.length * channels)
                return false;
        }
        return true;
    }();

    std::int8_t* first;
    std::size_t next = 0;  ///< the first row that is in no slot yet

    /// The row of the padded image.
    [[nodiscard]] const std::int8_t* row(std::size_t k) const noexcept { return first + k % slot_count * slot_bytes; }

    /// Copies rows up to `end`.
    void read(const std::int8_t* x, std::size_t end, std::int8_t zero_point) noexcept {
        constexpr std::size_t before = Sizes.columns.before, length = Sizes.columns.length;
        constexpr std::size_t last = before + length < pixels ? before + length : pixels;
        for (; next < end; ++next) {
            std::int8_t* const to = first + next % slot_count * slot_bytes;
            const std::size_t line = next - Sizes.rows.before;  // before the first row, this wraps to a large number
            if (line >= Sizes.rows.length) {
                fill_bytes(to, zero_point, pixels * channels);
                continue;
            }
            if constexpr (before > 0) fill_bytes(to, zero_point, before * channels);
            copy_bytes(to + before * channels, x + line * length * channels, (last - before) * channels);
            if constexpr (last < pixels) fill_bytes(to + last * channels, zero_point, (pixels - last) * channels);
        }
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_ROW_RING_HPP
