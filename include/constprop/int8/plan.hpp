#ifndef CONSTPROP_INT8_PLAN_HPP
#define CONSTPROP_INT8_PLAN_HPP

#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>

/// Where the values between the layers of a chain lie.
namespace constprop::inline CONSTPROP_TARGET::int8 {

/// A block is a layer that writes elsewhere than it reads, and the layers right after it that work in place. The values of the
/// last block are in the output, as far as they have room there. Those of the others are at the one or the other end of
/// `bytes` in turn, so that what a layer reads is not where it writes; what a kernel writes beside them lies between the two.
template <std::size_t Length> struct plan {
    std::array<bool, Length> in_output{};
    std::array<std::size_t, Length> offset{}, scratch{};
    std::size_t bytes = 0;
    std::size_t peak = 0;  ///< the first layer while which all of them are taken
};

struct facts {
    bool is_kept, in_place;
    std::size_t outputs, scratch;
};

template <std::size_t Length>
[[nodiscard]] constexpr plan<Length> plan_of(const std::array<facts, Length>& layers) noexcept {
    constexpr auto rounded_up = [](std::size_t bytes_) noexcept { return (bytes_ + 15) / 16 * 16; };
    plan<Length> result;

    // From the last layer backwards: those whose values the output holds.
    bool is_shared = true;
    for (std::size_t k = Length; k > 0; --k) {
        const facts& layer = layers[k - 1];
        if (layer.is_kept) continue;
        is_shared = is_shared && layer.outputs <= layers[Length - 1].outputs;
        result.in_output[k - 1] = is_shared;
        is_shared = is_shared && layer.in_place;
    }

    // The blocks before them, each with room for the greatest of its values; and what is taken while a layer works: the bytes of
    // its input's block and of its own.
    std::array<std::size_t, Length> room{};
    std::array<bool, Length> at_end{};
    std::size_t before = 0;  // bytes of the block before, 0 where that is the input
    bool end = true;
    const auto take = [&](std::size_t k_, std::size_t at_begin_, std::size_t at_end_) noexcept {
        result.scratch[k_] = at_begin_;
        const std::size_t all_ = at_begin_ + rounded_up(layers[k_].scratch) + at_end_;
        if (all_ > result.bytes) result.bytes = all_, result.peak = k_;
    };
    for (std::size_t k = 0; k < Length;) {
        if (layers[k].is_kept) {
            ++k;
        } else if (result.in_output[k]) {
            take(k, end ? 0 : before, end ? before : 0);
            before = 0;  // those behind it read from the output
            ++k;
        } else {
            std::size_t most = rounded_up(layers[k].outputs), next = k + 1;
            while (next < Length && !result.in_output[next] && (layers[next].is_kept || layers[next].in_place)) {
                const std::size_t outputs = layers[next].is_kept ? 0 : rounded_up(layers[next].outputs);
                most = outputs > most ? outputs : most;
                ++next;
            }
            end = !end;
            for (; k < next; ++k) {
                room[k] = most, at_end[k] = end;
                if (!layers[k].is_kept) take(k, end ? before : most, end ? most : before);
                before = 0;
            }
            before = most;
        }
    }
    for (std::size_t k = 0; k < Length; ++k) result.offset[k] = at_end[k] ? result.bytes - room[k] : 0;
    return result;
}

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_PLAN_HPP
