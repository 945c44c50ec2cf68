// Firmware that recognizes gestures in the stream of an accelerometer, as it comes.
#include <constprop/constprop.hpp>

#include <board.h>
#include <cstddef>
#include <cstdint>
#include <gesture_model.hpp>

#include "../recognizer.hpp"
#include "../score.hpp"
#include "accelerometer.hpp"

namespace cp = constprop;

namespace {

// The network stays in flash. A step uses this much of the stack, on a Cortex-M4F and at this level of optimization.
using gesture_model::net;
static_assert(cp::fits<gesture::model, cp::inference_ram<888>>);

constinit gesture::recognizer recognizer(net);

void print(const char* text) noexcept { board_print(text); }

void print(std::uint32_t number) noexcept {
    char text[11] = {};
    std::size_t first = 10;
    do text[--first] = static_cast<char>('0' + number % 10);
    while ((number /= 10) != 0);
    print(text + first);
}

template <class... Parts> void print_line(Parts... parts) noexcept {
    (print(parts), ...);
    print("\n");
}

}  // namespace

/// One step. Not inlined, so that its instructions can be counted.
extern "C" [[gnu::noinline]] std::size_t gesture_step(const gesture::sample& next) { return recognizer(next); }

int main() {
    gesture::score score(accelerometer::truth());
    accelerometer::start();
    gesture::sample next{};
    for (std::uint32_t t = 0; accelerometer::read(next); ++t)
        if (const std::size_t kind = gesture_step(next); kind != gesture::rest) {
            score.add(kind, t);
            print_line(t, ": ", gesture::names[kind]);
        }
    const auto count = [](std::size_t number_) { return static_cast<std::uint32_t>(number_); };
    print_line(count(score.right()), " of ", count(score.gestures()), " gestures recognized, ",
               static_cast<std::uint32_t>(score.latency(gesture::rate)), " ms after their end; ", count(score.wrong()),
               " false");
    print_line(count(sizeof recognizer), " bytes of RAM for the recognizer, ", count(accelerometer::ram()),
               " for the ring buffer, at most ", count(cp::footprint<gesture::model>::inference_ram),
               " of stack for a step; ", accelerometer::lost(), " samples lost");
    return accelerometer::lost() == 0 ? 0 : 1;
}
