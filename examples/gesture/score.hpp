#ifndef CONSTPROP_EXAMPLES_GESTURE_SCORE_HPP
#define CONSTPROP_EXAMPLES_GESTURE_SCORE_HPP

#include <cstddef>
#include <cstdint>
#include <span>

namespace gesture {

/// A gesture in a recording: samples `begin` up to, but without, `end`.
struct event {
    std::uint8_t kind;
    std::uint32_t begin, end;
};

/// Compares recognized gestures with the true ones. A gesture counts as recognized if it is named once, between five samples
/// before its last one and half a second after.
class score {
    static constexpr std::uint32_t early = 5, late = 25;

    std::span<const event> truth_;
    std::size_t next_ = 0, right_ = 0, false_ = 0;
    std::int32_t delay_ = 0;

 public:
    constexpr explicit score(std::span<const event> truth) noexcept : truth_(truth) {}

    /// A gesture was recognized with the sample of this number; numbers increase from call to call.
    constexpr void add(std::size_t kind, std::uint32_t at) noexcept {
        while (next_ < truth_.size() && at >= truth_[next_].end + late) ++next_;
        if (next_ < truth_.size() && kind == truth_[next_].kind && at + 1 + early >= truth_[next_].end) {
            ++right_;
            delay_ += static_cast<std::int32_t>(at + 1 - truth_[next_].end);
            ++next_;
        } else {
            ++false_;
        }
    }

    [[nodiscard]] constexpr std::size_t gestures() const noexcept { return truth_.size(); }
    [[nodiscard]] constexpr std::size_t right() const noexcept { return right_; }
    [[nodiscard]] constexpr std::size_t wrong() const noexcept { return false_; }

    /// Milliseconds from a gesture's last sample to its recognition, the mean.
    [[nodiscard]] constexpr std::int32_t latency(std::int32_t samples_a_second) const noexcept {
        return right_ == 0 ? 0 : 1'000 * delay_ / (samples_a_second * static_cast<std::int32_t>(right_));
    }
};

}  // namespace gesture

#endif  // CONSTPROP_EXAMPLES_GESTURE_SCORE_HPP
