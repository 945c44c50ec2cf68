#ifndef CONSTPROP_EXAMPLES_GESTURE_RECOGNIZER_HPP
#define CONSTPROP_EXAMPLES_GESTURE_RECOGNIZER_HPP

#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

/// Gestures of a hand that holds a three-axis accelerometer. The host trains with this header, and the device runs it.
namespace gesture {

inline constexpr std::size_t rate = 50;  ///< samples a second

/// The acceleration along x, y and z, 1,024 counts for that of gravity.
using sample = std::array<std::int16_t, 3>;

inline constexpr std::array<const char*, 5> names{"rest", "circle", "shake", "swipe left", "swipe right"};
inline constexpr std::size_t rest = 0;

/// At each step, logits of the gesture that has just ended; of rest at all other times, also within a gesture.
using model = constprop::network<constprop::gru<3, 12>, constprop::linear<12, 5>>;
static_assert(model::output_size == names.size());

[[nodiscard]] constexpr model::input_type input(const sample& counts) noexcept {
    model::input_type x{};
    for (std::size_t k = 0; k < x.size(); ++k) x[k] = static_cast<float>(counts[k]) / 1024;
    return x;
}

/// Recognizes the gestures of one stream: with the network, or with one in integers that was made of it.
template <class Network = model> class recognizer {
    const Network* net_;
    typename Network::state_type state_{};
    std::uint8_t candidate_ = rest, agreeing_ = 0, quiet_ = 0;

 public:
    /// A gesture is recognized once `confirming` steps in a row say so; the next one at least `pause` steps later.
    static constexpr std::uint8_t confirming = 3, pause = 20;

    constexpr explicit recognizer(const Network& of_) noexcept : net_(&of_) {}

    /// Takes the next sample. Returns the gesture that it completes, or `rest`.
    [[nodiscard]] constexpr std::size_t operator()(const sample& next) noexcept {
        const model::output_type logits = (*net_)(input(next), state_);
        std::size_t likeliest = rest;
        for (std::size_t k = 1; k < logits.size(); ++k)
            if (logits[k] > logits[likeliest]) likeliest = k;
        agreeing_ = static_cast<std::uint8_t>(likeliest == candidate_ && agreeing_ < confirming ? agreeing_ + 1 : 1);
        candidate_ = static_cast<std::uint8_t>(likeliest);
        if (quiet_ > 0) return --quiet_, rest;
        if (candidate_ == rest || agreeing_ < confirming) return rest;
        quiet_ = pause;
        return candidate_;
    }
};

}  // namespace gesture

#endif  // CONSTPROP_EXAMPLES_GESTURE_RECOGNIZER_HPP
