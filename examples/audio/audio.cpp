// A network that imitates an audio effect: a recurrent layer learns an overdriven filter from a recording of its input and
// output, and then replaces it, a block at a time.
//
//     audio [FOLDER]
//
// Writes audio.svg to FOLDER (the current one by default).
//
// Source:      Wright, Damskägg, Juvela, Välimäki, Real-time guitar amplifier emulation with deep learning, 2020: the task, and
//              its measure, the energy of the error divided by that of the signal. The strings follow Karplus and Strong.
#include <constprop/constprop.hpp>
#include <constprop/host/chart.hpp>
#include <constprop/host/svg_page.hpp>

#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <span>
#include <vector>

#include "plugin.hpp"

namespace cp = constprop;
namespace host = constprop::host;

constexpr std::size_t rate = 48'000, recorded = 2'048, recordings = 32, block = 64;

/// Plucked strings: noise that circles through a delay line and an average.
static std::vector<float> strings(std::size_t samples, std::uint64_t seed) {
    cp::random draw(seed);
    std::vector<float> line(100), all(samples);
    std::size_t at = 0;
    for (std::size_t t = 0; t < samples; ++t) {
        if (t % 6'000 == 0) {
            line.assign(100 + draw.bits() % 300, 0.0F);
            for (float& value : line) value = draw.uniform(0.8F);
            at = 0;
        }
        const std::size_t next = (at + 1) % line.size();
        all[t] = line[at];
        line[at] = 0.498F * (line[at] + line[next]);
        at = next;
    }
    return all;
}

/// The effect: a low-pass filter whose capacitor diodes discharge, so that loud sounds are duller.
static std::vector<float> box(const std::vector<float>& in) {
    std::vector<float> out(in.size());
    double charge = 0;
    for (std::size_t t = 0; t < in.size(); ++t) {
        charge += 0.35 * (2.5 * double(in[t]) - charge) - 0.08 * std::sinh(2 * charge);
        out[t] = float(charge);
    }
    return out;
}

/// The energy of the error divided by that of the signal.
static double error_to_signal(const std::vector<float>& got, const std::vector<float>& due) {
    double error = 0, signal = 0;
    for (std::size_t t = 0; t < due.size(); ++t) {
        error += std::pow(double(got[t]) - double(due[t]), 2);
        signal += std::pow(double(due[t]), 2);
    }
    return error / signal;
}

static audio::model learn() {
    using row = audio::model::input_type;
    std::vector<cp::sequence<row, recorded>> in(recordings), out(recordings);
    const auto played = strings(recordings * recorded, 1), heard = box(played);
    for (std::size_t k = 0; k < played.size(); ++k) {
        in[k / recorded][k % recorded] = {played[k]};
        out[k / recorded][k % recorded] = {heard[k]};
    }
    // A step of the optimizer every 128 samples; the state is carried on through the recording.
    return cp::fit(
        cp::initialized<audio::model>(cp::torch_default{.seed = 1}), cp::mse{},
        cp::with(cp::adam{.learning_rate = 0.005}, cp::clip_norm{1.0}, cp::step_decay{.every = 1'500, .gamma = 0.5}),
        in, out, {.epochs = 40}, cp::batch<8>, cp::steps<128>);
}

static host::svg_element picture(const std::vector<float>& in, const std::vector<float>& due,
                                 const std::vector<float>& got) {
    host::line_chart chart{.title = "Ten milliseconds of a string",
                           .x = {.label = "milliseconds"},
                           .y = {.label = "into the box, out of it, and out of the network"}};
    const auto curve = [](const char* name, const std::vector<float>& of, bool dashed) {
        host::chart_series series{.name = name, .dashed = dashed};
        for (std::size_t t = 0; t < 480; ++t) {
            series.x.push_back(1'000.0 * double(t) / rate);
            series.y.push_back(double(of[6'300 + t]));
        }
        return series;
    };
    chart.series = {curve("in", in, false), curve("box", due, false), curve("network", got, true)};
    host::svg_element page = host::svg_page(620, 340, "A recurrent network in the place of an overdriven filter");
    page.add(host::svg_moved(draw(chart), 24, 20));
    return page;
}

int main(int argc, char** argv) try {
    const std::filesystem::path folder = argc > 1 ? argv[1] : ".";
    audio::plugin plugin(learn());

    const std::vector<float> in = strings(2 * rate, 2), due = box(in);  // strings that are not in the training data
    std::vector<float> got(in.size());
    const auto begin = std::chrono::steady_clock::now();
    for (std::size_t t = 0; t < in.size(); t += block)
        plugin.process(std::span(in).subspan(t, block), std::span(got).subspan(t, block));
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();

    const double error = error_to_signal(got, due), without = error_to_signal(in, due);
    std::printf("The error has %.3f %% of the signal's energy; %.0f %% if the input is left as it is\n", 100 * error,
                100 * without);
    std::printf("%zu bytes of parameters, %zu of state; %.0f times as fast as real time, at %zu samples a second\n",
                cp::footprint<audio::model>::parameter_bytes, cp::footprint<audio::model>::state_bytes, 2 / seconds,
                rate);
    host::write_svg(folder / "audio.svg", picture(in, due, got));
    return error < 0.01 ? 0 : 1;
} catch (const std::exception& problem) {
    std::fprintf(stderr, "audio: %s\n", problem.what());
    return 1;
}
