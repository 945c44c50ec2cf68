// Trains a recurrent network to recognize gestures in the stream of an accelerometer, and writes it as a header for the firmware
// in firmware/.
//
//     gesture [FOLDER]
//
// Writes to FOLDER (the current one by default)
//     gesture_model.hpp      the network as a constant
//     gesture_stream.hpp     a held-back stream, for the firmware's emulated sensor
//     gesture_expected.txt   what the network recognizes in this stream; the firmware prints the same
//     gesture.svg            a report of the training
//
// Compile with -ffp-contract=off: fused multiply-adds round once instead of twice, and the network's bits would depend on the
// machine.
#include <constprop/constprop.hpp>
#include <constprop/host/error.hpp>
#include <constprop/host/model_header.hpp>
#include <constprop/host/progress_bar.hpp>
#include <constprop/host/svg_page.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <exception>
#include <filesystem>
#include <fstream>
#include <string>
#include <type_traits>
#include <vector>

#include "recognizer.hpp"
#include "report.hpp"
#include "score.hpp"
#include "synthesizer.hpp"

namespace cp = constprop;

namespace {

constexpr std::size_t steps = 512;
using inputs = cp::sequence<gesture::model::input_type, steps>;
using targets = cp::sequence<std::size_t, steps>;

struct data {
    std::vector<inputs> x;
    std::vector<targets> y;

    data(std::size_t recordings, std::uint64_t seed) : x(recordings), y(recordings) {
        // The target is a gesture in the quarter of a second after it, and rest elsewhere.
        constexpr std::size_t marked = gesture::rate / 4;
        gesture::synthesizer hand(seed);
        for (std::size_t n = 0; n < recordings; ++n) {
            const gesture::recording recorded = hand.record(steps);
            for (std::size_t t = 0; t < steps; ++t) x[n][t] = gesture::input(recorded.samples[t]);
            for (const gesture::event& one : recorded.events)
                for (std::size_t t = one.end; t < one.end + marked && t < steps; ++t) y[n][t] = one.kind;
        }
    }
};

gesture::model train(gesture::learning_curve& curve) {
    constexpr std::size_t epochs = 30, recordings = 320, batch = 4, piece = 128;
    constexpr std::size_t updates = epochs * (recordings / batch) * (steps / piece);
    const data training(recordings, 1), held_back(32, 2);
    cp::host::progress_bar bar;
    const auto record = [&](const cp::progress<gesture::model>& now) {
        curve.training.push_back(double(now.loss));
        curve.held_back.push_back(double(now.validation_loss));
    };
    return cp::fit(cp::initialized<gesture::model>(cp::torch_default{.seed = 1}), cp::cross_entropy{},
                   cp::with(cp::adam{.learning_rate = 0.02}, cp::clip_norm{1.0}, cp::cosine{.steps = updates}),
                   training.x, training.y, {.epochs = epochs}, cp::batch<batch>, cp::steps<piece>,
                   cp::validation(held_back.x, held_back.y), bar, record);
}

template <class Network>
std::vector<gesture::recognition> recognize(const Network& net, const std::vector<gesture::sample>& stream) {
    std::vector<gesture::recognition> found;
    gesture::recognizer recognizer(net);
    for (std::uint32_t t = 0; t < stream.size(); ++t)
        if (const std::size_t kind = recognizer(stream[t]); kind != gesture::rest) found.push_back({kind, t});
    return found;
}

gesture::score score_of(const std::vector<gesture::recognition>& found, const gesture::recording& stream) {
    gesture::score score(stream.events);
    for (const gesture::recognition& one : found) score.add(one.kind, one.at);
    return score;
}

std::string text_of(const gesture::score& score) {
    return std::to_string(score.right()) + " of " + std::to_string(score.gestures()) + " gestures recognized, " +
           std::to_string(score.latency(gesture::rate)) + " ms after their end; " + std::to_string(score.wrong()) +
           " false";
}

bool is_good(const gesture::score& score) {
    return 100 * score.right() >= 97 * score.gestures() && 100 * score.wrong() <= 3 * score.gestures() &&
           score.latency(gesture::rate) <= 100;
}

void write(const std::filesystem::path& path, const std::string& text) {
    std::ofstream file(path);
    if (!(file << text).flush())
        throw cp::host::error(path.string(), "cannot be written", "a folder with some room", "Give another folder.");
}

std::string stream_header(const gesture::recording& of) {
    std::string text =
        "// A recording of examples/gesture/synthesizer.hpp.\n#pragma once\n\n"
        "inline constexpr gesture::sample stream_samples[] = {\n";
    for (const auto& [x, y, z] : of.samples)
        text += "    {" + std::to_string(x) + ", " + std::to_string(y) + ", " + std::to_string(z) + "},\n";
    text += "};\ninline constexpr gesture::event stream_events[] = {\n";
    for (const auto& [kind, begin, end] : of.events)
        text += "    {" + std::to_string(kind) + ", " + std::to_string(begin) + ", " + std::to_string(end) + "},\n";
    return text + "};\n";
}

}  // namespace

int main(int argc, char** argv) try {
    const std::filesystem::path folder = argc > 1 ? argv[1] : ".";
    gesture::learning_curve curve;
    const std::clock_t start = std::clock();
    const gesture::model net = train(curve);
    const double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;

    const gesture::recording stream = gesture::synthesizer(3).record(400 * gesture::rate);
    const std::vector<gesture::recognition> found = recognize(net, stream.samples);
    const gesture::score score = score_of(found, stream);
    std::string lines;
    for (const gesture::recognition& one : found)
        lines += std::to_string(one.at) + ": " + gesture::names[one.kind] + "\n";
    const std::string result = text_of(score);
    std::printf("%s\n%zu bytes of parameters, %zu of state; trained in %.1f s of one core\n", result.c_str(),
                cp::footprint<gesture::model>::parameter_bytes, cp::footprint<gesture::model>::state_bytes, seconds);

    const auto in_integers = cp::quantize(net, data(16, 1).x);
    using small_model = std::remove_const_t<decltype(in_integers)>;
    const gesture::score small_score = score_of(recognize(in_integers, stream.samples), stream);
    std::printf("In integers: %s\n%zu bytes of parameters, %zu of state\n", text_of(small_score).c_str(),
                cp::footprint<small_model>::parameter_bytes, cp::footprint<small_model>::state_bytes);

    cp::host::write_model_header(
        folder / "gesture_model.hpp", net,
        {.name = "gesture_model", .provenance = {"Recognizes gestures; trained by examples/gesture/gesture.cpp."}});
    write(folder / "gesture_stream.hpp", stream_header(stream));
    write(folder / "gesture_expected.txt", lines + result + '\n');
    cp::host::write_svg(folder / "gesture.svg", gesture::draw_report(stream, found, curve, result));
    if (is_good(score) && is_good(small_score)) return 0;
    std::puts("Expected are at least 97 %, within 100 ms, and at most 3 % false.");
    return 1;
} catch (const std::exception& problem) {
    std::fprintf(stderr, "gesture: %s\n", problem.what());
    return 1;
}
