// A model of TensorFlow Lite on a core, as constprop_add_model imports it. `infer` is one inference, a function of its own that
// is counted. `check` compares the outputs for the samples of the header; it prints, of the network, the bytes that `footprint`
// says an inference works on beside input and output, those of the parameters, and multiply-adds; then, in hexadecimal, the last
// sample and what each layer gives for it, a line each.
#include <cstddef>
#include <cstdint>
#include <iterator>

#include "../../models/trace_values.hpp"
#include "print.hpp"
#include "tested.hpp"

using model = tested_model::model;
using cost = tested_model::cost;

alignas(16) static model::int8_input x{};
alignas(16) static model::int8_output y{};

static void print_row(const auto& values) {
    constexpr std::size_t most = 128;
    char text[most + 1];
    std::size_t length = 0;
    const auto flush = [&] {
        text[length] = 0;
        print(text);
        length = 0;
    };
    for (const std::int8_t one : values) {
        const auto byte = static_cast<std::uint8_t>(one);
        text[length++] = "0123456789abcdef"[byte >> 4U];
        text[length++] = "0123456789abcdef"[byte & 15U];
        if (length == most) flush();
    }
    flush();
    print("\n");
}

/// A function of its own, so that what it keeps is on no stack below an inference's.
[[gnu::noinline]] static void print_trace() {
    print_row(x);
    trace_values::for_each<model::layer_count>(tested_model::net.trace(x), [](const auto& row_) { print_row(row_); });
}

extern "C" {

[[gnu::noinline]] void infer() { tested_model::net.run(x, y); }

int check() {
    bool same = true;
    for (std::size_t k = 0; k < std::size(tested_model::check_inputs); ++k) {
        x = tested_model::check_inputs[k];
        infer();
        same = same && y == tested_model::check_outputs[k];
    }
    for (const std::size_t number : {cost::inference_bytes, cost::parameter_bytes, cost::multiply_accumulates})
        print(static_cast<std::uint32_t>(number)), print("\n");
    print_trace();
    return same ? 0 : 1;
}
}
