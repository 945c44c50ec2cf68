#ifndef CONSTPROP_KERNELS_INT8_BY_WINDOWS_HPP
#define CONSTPROP_KERNELS_INT8_BY_WINDOWS_HPP

#include <constprop/kernels/convolution_sizes.hpp>
#include <constprop/kernels/int8/move_bytes.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// How many places later what a convolution gives may be written over what it takes: after place q is read, no later one
/// reads what the outputs up to place q − delay cover.
[[nodiscard]] constexpr std::size_t delay_of(const convolution_sizes& of) noexcept {
    const std::size_t places = of.rows.places * of.columns.places;
    std::size_t delay = 0, first_read = static_cast<std::size_t>(-1);
    for (std::size_t row = of.rows.places; row > 0; --row)
        for (std::size_t column = of.columns.places; column > 0; --column) {
            const std::size_t place = (row - 1) * of.columns.places + column - 1;
            const taps down = of.rows.at(row - 1), across = of.columns.at(column - 1);
            const std::size_t line = of.rows.value(row - 1, down.first),
                              pixel = of.columns.value(column - 1, across.first);
            const bool sees = down.first < down.last && across.first < across.last;
            const std::size_t read = (line * of.columns.length + pixel) * of.inputs;
            first_read = sees && read < first_read ? read : first_read;
            const std::size_t free = first_read / of.outputs;  // so many outputs may be there
            const std::size_t late = place > free ? place - free : 0;
            delay = late > delay ? late : delay;
        }
    return delay < places ? delay : places;
}

/// A convolution as products of its windows' values, `Rows::count` places at a time; see window_rows.hpp. y may begin where x
/// does if `is_over_input`: outputs then wait in a ring until what they are written over was read.
template <convolution_sizes Sizes, class Rows> struct by_windows {
    static constexpr std::size_t places = Sizes.rows.places * Sizes.columns.places, outputs = Sizes.outputs,
                                 count = Rows::count, rest = places % count;
    static constexpr std::size_t wanted_delay = (delay_of(Sizes) + count - 1) / count * count;
    static constexpr bool is_over_input = wanted_delay <= places / 4 + 1;
    static constexpr std::size_t delay = is_over_input ? wanted_delay : 0;
    /// The last places may be fewer than are computed.
    static constexpr std::size_t slot_count = delay > 0 ? delay + count : (rest > 0 ? count : 0);
    static constexpr std::size_t begin_of_ring = (Rows::room_bytes + 15) / 16 * 16,
                                 scratch_bytes = begin_of_ring + (slot_count * outputs + 15) / 16 * 16;

    template <class Then>
    static constexpr void run(const std::int8_t* weights, const std::int32_t* biases, const std::int8_t* x,
                              std::int8_t* y, const Then& then, std::int8_t zero_point, std::int8_t* scratch) noexcept {
        std::int8_t *const ring = scratch + begin_of_ring, *slot = ring;
        std::size_t row = 0, column = 0;
        for (std::size_t place = 0; place < places; place += count) {
            const std::size_t now = rest == 0 || places - place >= count ? count : rest;
            for (std::size_t k = 0; k < now; ++k) {
                gather(x, scratch, k, row, column, zero_point);
                if (++column == Sizes.columns.places) column = 0, ++row;
            }
            if constexpr (delay > 0) {
                Rows::run(weights, biases, scratch, slot, then);
                slot += count * outputs;
                if (slot == ring + slot_count * outputs) slot = ring;
                if (place >= delay) y = copied(slot, y, count * outputs);
            } else if (rest == 0 || now == count) {
                Rows::run(weights, biases, scratch, y, then);
                y += count * outputs;
            } else {
                Rows::run(weights, biases, scratch, ring, then);
                copied(ring, y, rest * outputs);
            }
        }
        if constexpr (delay > 0) {
            constexpr std::size_t all = (places + count - 1) / count * count, left = delay < all ? delay : all;
            for (std::size_t k = 0; k < left; k += count) {
                if (all > delay || k > 0) slot += count * outputs;
                if (slot == ring + slot_count * outputs) slot = ring;
                y = copied(slot, y, (rest > 0 && k + count >= left ? rest : count) * outputs);
            }
        }
    }

 private:
    [[gnu::always_inline]] static constexpr std::int8_t* copied(const std::int8_t* from, std::int8_t* to,
                                                                std::size_t size) noexcept {
        if (!std::is_constant_evaluated()) copy_bytes(to, from, size);
        else
            for (std::size_t k = 0; k < size; ++k) to[k] = from[k];
        return to + size;
    }

    [[nodiscard]] static constexpr bool is_full(const axis& along, std::size_t place) noexcept {
        return along.at(place).first == 0 && along.at(place).last == along.size;
    }
    [[nodiscard]] static constexpr bool is_padded(const axis& along) noexcept {
        return along.before > 0 || !is_full(along, along.places - 1);
    }

    /// The values of one window, row by row; what lies on padding stands for 0.
    [[gnu::always_inline]] static constexpr void gather(const std::int8_t* x, std::int8_t* room, std::size_t k,
                                                        std::size_t row, std::size_t column,
                                                        std::int8_t zero_point) noexcept {
        constexpr std::size_t inputs = Sizes.inputs, line = Sizes.columns.size * inputs;
        const taps down = Sizes.rows.at(row), across = Sizes.columns.at(column);
        const bool is_full_row = !is_padded(Sizes.columns) || is_full(Sizes.columns, column);
        if (!is_full_row || (is_padded(Sizes.rows) && !is_full(Sizes.rows, row)))
            Rows::fill(room, k, 0, zero_point, Sizes.rows.size * line);
        // Of the first value that is seen; where none is, this may wrap.
        std::size_t from =
            (Sizes.rows.value(row, down.first) * Sizes.columns.length + Sizes.columns.value(column, across.first)) *
            inputs;
        constexpr std::size_t step = Sizes.rows.dilation * Sizes.columns.length * inputs;
        std::size_t at = down.first * line + across.first * inputs;
        const std::size_t end = down.last * line;
        if (Sizes.columns.dilation == 1 && is_full_row) {
            for (; at < end; at += line, from += step) Rows::copy(room, k, at, x + from, line);
        } else if constexpr (Sizes.columns.dilation == 1) {
            const std::size_t seen = (across.last - across.first) * inputs;
            for (; at < end; at += line, from += step) Rows::copy(room, k, at, x + from, seen);
        } else {
            for (; at < end; at += line, from += step)
                for (std::size_t c = 0; c < across.last - across.first; ++c)
                    Rows::copy(room, k, at + c * inputs, x + from + c * Sizes.columns.dilation * inputs, inputs);
        }
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_BY_WINDOWS_HPP
