#ifndef CONSTPROP_KERNELS_RUNS_HPP
#define CONSTPROP_KERNELS_RUNS_HPP

#include <constprop/kernels/axis.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>

namespace constprop::inline CONSTPROP_TARGET::kernels {

/// Positions along an axis whose sums have the same terms: `count` positions from `first` on, with distance `step`. The terms
/// are `taps` taps from `tap` on; at the first position, the first tap multiplies the value at `source`.
struct run {
    std::size_t first = 0, count = 0, tap = 0, taps = 0, source = 0;
};

/// Divides sums along an axis into runs.
///
/// Forward, positions are the places of windows, and terms come tap by tap. Backward, positions are the values of the axis, and
/// terms come place by place, over the places that cover the value; taps are then counted from the last one of a window.
template <axis Axis, bool Backward> struct runs {
    static constexpr std::size_t common = [] {
        std::size_t a_ = Axis.stride, b_ = Axis.dilation;
        while (b_ != 0) {
            const std::size_t rest_ = a_ % b_;
            a_ = b_, b_ = rest_;
        }
        return a_;
    }();

    static constexpr std::size_t positions = Backward ? Axis.length : Axis.places;
    /// The distance between positions of a run, and between their sources.
    static constexpr std::size_t step = Backward ? Axis.stride : 1, source_step = Backward ? 1 : Axis.stride;
    /// The distance between taps, and between their sources.
    static constexpr std::size_t tap_step = Backward ? Axis.stride / common : 1,
                                 tap_source = Backward ? Axis.dilation / common : Axis.dilation;

    /// The terms of a position's sum.
    static constexpr run at(std::size_t position) noexcept {
        if constexpr (!Backward) {
            const taps seen = Axis.at(position);
            if (seen.first == seen.last) return {position, 1};
            return {position, 1, seen.first, seen.last - seen.first, Axis.value(position, seen.first)};
        } else {
            run of{position, 1};
            for (std::size_t back = 0; back < Axis.size; ++back) {
                const std::size_t reach = (Axis.size - 1 - back) * Axis.dilation;
                if (position + Axis.before < reach || (position + Axis.before - reach) % Axis.stride != 0) continue;
                const std::size_t place = (position + Axis.before - reach) / Axis.stride;
                if (place >= Axis.places) break;
                if (of.taps++ == 0) of.tap = back, of.source = place;
            }
            return of;
        }
    }

 private:
    template <class Add> static constexpr void for_each(const Add& add) noexcept {
        for (std::size_t phase = 0; phase < step && phase < positions; ++phase) {
            run whole = at(phase);
            for (std::size_t position = phase + step; position < positions; position += step) {
                const run one = at(position);
                const bool goes_on = one.tap == whole.tap && one.taps == whole.taps &&
                                     (one.taps == 0 || one.source == whole.source + whole.count * source_step);
                if (goes_on) ++whole.count;
                else add(whole), whole = one;
            }
            add(whole);
        }
    }
    static constexpr std::size_t count = [] {
        std::size_t sum_ = 0;
        for_each([&](const run&) noexcept { ++sum_; });
        return sum_;
    }();

 public:
    static constexpr std::array<run, count> all = [] {
        std::array<run, count> list_{};
        std::size_t k_ = 0;
        for_each([&](const run& one_) noexcept { list_[k_++] = one_; });
        return list_;
    }();

    /// The largest number of positions in a run.
    static constexpr std::size_t longest = [] {
        std::size_t most_ = 1;
        for (const run& one_ : all) most_ = one_.count > most_ ? one_.count : most_;
        return most_;
    }();
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_RUNS_HPP
