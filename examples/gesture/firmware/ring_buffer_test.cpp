// A ring buffer keeps the order, is never longer than its size, and passes values between two threads.
#include "ring_buffer.hpp"

#include <cstdint>
#include <cstdio>
#include <thread>

static bool keeps_order_and_size() {
    ring_buffer<int, 4> ring;
    int value = 7;
    if (!ring.is_empty() || ring.pop(value) || value != 7) return false;
    for (int round = 0; round < 3; ++round) {
        for (int k = 0; k < 4; ++k)
            if (!ring.push(10 * round + k)) return false;
        if (ring.push(99) || ring.is_empty()) return false;
        for (int k = 0; k < 4; ++k)
            if (!ring.pop(value) || value != 10 * round + k) return false;
        // The next round begins one place further.
        if (!ring.push(5) || !ring.pop(value) || value != 5 || !ring.is_empty()) return false;
    }
    return true;
}

static bool passes_between_threads() {
    constexpr std::uint32_t count = 100'000;
    ring_buffer<std::uint32_t, 8> ring;
    std::thread producer([&] {
        for (std::uint32_t k = 0; k < count; ++k)
            while (!ring.push(k)) std::this_thread::yield();
    });
    bool in_order = true;
    for (std::uint32_t k = 0; k < count; ++k) {
        std::uint32_t value = 0;
        while (!ring.pop(value)) std::this_thread::yield();
        in_order = in_order && value == k;
    }
    producer.join();
    return in_order;
}

int main() {
    if (!keeps_order_and_size()) return std::puts("The ring buffer loses order or size"), 1;
    if (!passes_between_threads()) return std::puts("The ring buffer loses values between threads"), 1;
    return 0;
}
