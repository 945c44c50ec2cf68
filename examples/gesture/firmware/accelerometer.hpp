#ifndef CONSTPROP_EXAMPLES_GESTURE_ACCELEROMETER_HPP
#define CONSTPROP_EXAMPLES_GESTURE_ACCELEROMETER_HPP

#include <cstddef>
#include <cstdint>
#include <span>

#include "../recognizer.hpp"
#include "../score.hpp"

/// An accelerometer: a timer interrupt takes its samples and puts them into a ring buffer. Here it is emulated, and plays a
/// recording once.
namespace accelerometer {

void start() noexcept;

/// Sleeps until there is a sample, and takes it. Returns false after the end of the recording.
[[nodiscard]] bool read(gesture::sample& next) noexcept;

/// The number of samples that came while the ring buffer was full.
[[nodiscard]] std::uint32_t lost() noexcept;

/// The gestures of the recording.
[[nodiscard]] std::span<const gesture::event> truth() noexcept;

/// Bytes of RAM.
[[nodiscard]] std::size_t ram() noexcept;

}  // namespace accelerometer

#endif  // CONSTPROP_EXAMPLES_GESTURE_ACCELEROMETER_HPP
