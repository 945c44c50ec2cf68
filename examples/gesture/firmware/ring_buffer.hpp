#ifndef CONSTPROP_EXAMPLES_GESTURE_RING_BUFFER_HPP
#define CONSTPROP_EXAMPLES_GESTURE_RING_BUFFER_HPP

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>

/// A queue of at most `Size` values between one producer, such as an interrupt handler, and one consumer, without a lock: each
/// of the two counts has one writer.
template <class Value, std::size_t Size> class ring_buffer {
    static_assert(std::has_single_bit(Size),
                  "Counts that overflow must go on with the next place: use a power of two.");

    std::array<Value, Size> values_{};
    std::atomic<std::uint32_t> pushed_{0}, popped_{0};

 public:
    /// For the producer. Returns false if the queue is full; the value is then dropped.
    [[nodiscard]] bool push(const Value& value) noexcept {
        const std::uint32_t at = pushed_.load(std::memory_order_relaxed);
        if (at - popped_.load(std::memory_order_acquire) == Size) return false;
        values_[at % Size] = value;
        pushed_.store(at + 1, std::memory_order_release);
        return true;
    }

    /// For the consumer. Returns false if the queue is empty; `value` then stays as it is.
    [[nodiscard]] bool pop(Value& value) noexcept {
        const std::uint32_t at = popped_.load(std::memory_order_relaxed);
        if (pushed_.load(std::memory_order_acquire) == at) return false;
        value = values_[at % Size];
        popped_.store(at + 1, std::memory_order_release);
        return true;
    }

    /// For the consumer.
    [[nodiscard]] bool is_empty() const noexcept {
        return pushed_.load(std::memory_order_acquire) == popped_.load(std::memory_order_relaxed);
    }
};

#endif  // CONSTPROP_EXAMPLES_GESTURE_RING_BUFFER_HPP
