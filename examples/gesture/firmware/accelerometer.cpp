#include "accelerometer.hpp"

#include <atomic>
#include <gesture_stream.hpp>
#include <iterator>

#include "ring_buffer.hpp"

namespace {

// Room for 320 ms, in which the main loop may do something else.
constinit ring_buffer<gesture::sample, 16> samples;
constinit std::atomic<std::uint32_t> played{0}, dropped{0};

volatile std::uint32_t& at(std::uintptr_t address) noexcept {
    return *reinterpret_cast<volatile std::uint32_t*>(address);
}

}  // namespace

/// An interrupt of the timer: the sensor has a sample. A real one is asked for it here.
extern "C" void SysTick_Handler() {
    const std::uint32_t next = played.load(std::memory_order_relaxed);
    if (next == std::size(stream_samples)) return;
    if (!samples.push(stream_samples[next])) dropped.store(accelerometer::lost() + 1, std::memory_order_relaxed);
    played.store(next + 1, std::memory_order_release);
}

namespace accelerometer {

void start() noexcept {
    constexpr std::uint32_t clock = 25'000'000;                 // of the board that QEMU emulates
    at(0xe000e014) = clock / std::uint32_t{gesture::rate} - 1;  // SYST_RVR: the period
    at(0xe000e018) = 0;                                         // SYST_CVR: from the beginning
    at(0xe000e010) = 7;                                         // SYST_CSR: the processor's clock, interrupts, on
}

bool read(gesture::sample& next) noexcept {
    for (;;) {
        const bool is_over = played.load(std::memory_order_acquire) == std::size(stream_samples);
        if (samples.pop(next)) return true;
        if (is_over) return false;
        // An interrupt that is off still ends the sleep. So none can come unnoticed between the question and the sleep.
        __asm__ volatile("cpsid i" ::: "memory");
        if (samples.is_empty()) __asm__ volatile("wfi" ::: "memory");
        __asm__ volatile("cpsie i" ::: "memory");
    }
}

std::uint32_t lost() noexcept { return dropped.load(std::memory_order_relaxed); }

std::span<const gesture::event> truth() noexcept { return stream_events; }

std::size_t ram() noexcept { return sizeof samples + sizeof played + sizeof dropped; }

}  // namespace accelerometer
