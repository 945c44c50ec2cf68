// Trains a network of 2,410 parameters to read handwritten digits, and writes it as a header for a microcontroller.
//
//     digits_train [FOLDER] [DIGITS.CSV]
//
// Writes to FOLDER (the current one by default)
//     digits_model.hpp      the network as a constant; predict.cpp needs nothing else
//     digits_expected.txt   its outputs for the held-back digits, bit for bit, for comparison
//     digits.tflite         the same network in integers, as a file of TensorFlow Lite
//     digits.svg            a report of the training
//
// Compile with -ffp-contract=off: a compiler may otherwise fuse a multiplication and an addition into one operation
// that rounds once, if the target has one, and the last bits of the outputs would differ between machines.
#include <constprop/constprop.hpp>
#include <constprop/host/error.hpp>
#include <constprop/host/model_header.hpp>
#include <constprop/host/progress_bar.hpp>
#include <constprop/host/svg_page.hpp>
#include <constprop/host/tflite.hpp>

#include <bit>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>

#include "../shared/training_picture.hpp"
#include "../shared/training_report.hpp"
#include "digits_data.hpp"

namespace cp = constprop;

using model = cp::network<cp::linear<64, 32>, cp::relu, cp::linear<32, 10>>;  // its outputs are logits

static digits::data data;

static model train(report::training& report) {
    // These numbers were chosen by five-fold cross-validation within the training part, without the held-back part. Smoothed
    // labels keep the network from being overconfident; with them no loss is below 0.28.
    constexpr std::size_t epochs = 60, batch_size = 32;
    constexpr std::size_t steps = epochs * ((digits::training_count + batch_size - 1) / batch_size);
    constexpr cp::cross_entropy loss{.label_smoothing = 0.05};
    constexpr cp::with rule(cp::adamw{.learning_rate = 0.01, .weight_decay = 0.05}, cp::cosine{.steps = steps});

    const auto& [training, held_back] = data;
    cp::host::progress_bar bar;
    // Validation is only recorded: neither early_stopping nor keep_best uses it.
    const auto record = [&](const cp::progress<model>& now) {
        const double accuracy = cp::accuracy(now.network, data.held_back.images, data.held_back.classes);
        report.epochs.push_back({double(now.loss), double(now.validation_loss), accuracy});
    };
    return cp::fit(cp::initialized<model>(cp::kaiming_uniform{}), loss, rule, training.images, training.classes,
                   {.epochs = epochs}, cp::batch<batch_size>, cp::validation(held_back.images, held_back.classes), bar,
                   record);
}

/// A line for each held-back digit: the bits of its ten outputs.
static void write_expected(const std::filesystem::path& path, const model& trained) {
    std::ofstream file(path);
    for (const digits::image& image : data.held_back.images) {
        for (const float output : trained(image)) {
            char word[16];
            std::snprintf(word, sizeof word, "%08x ", static_cast<unsigned>(std::bit_cast<std::uint32_t>(output)));
            file << word;
        }
        file << '\n';
    }
    if (!file.flush())
        throw cp::host::error(path.string(), "cannot be written", "a folder with some room", "Give another folder.");
}

int main(int argc, char** argv) try {
    const std::filesystem::path folder = argc > 1 ? argv[1] : ".";
    if (!digits::read(argc > 2 ? argv[2] : "examples/data/digits.csv", data)) return 1;

    report::training report{.title = "Handwritten digits",
                            .network = "network<linear<64, 32>, relu, linear<32, 10>>, adamw, batches of 32",
                            .loss = "cross-entropy with smoothed labels",
                            .sample = "digit",
                            .side = digits::side};
    const auto start = std::chrono::steady_clock::now();
    const model trained = train(report);
    report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    report::judge(report, trained, data.held_back.images, data.held_back.classes);
    report::print(report);

    cp::host::write_model_header(folder / "digits_model.hpp", trained,
                                 {.name = "digits_model",
                                  .provenance = {"Reads 8x8 handwritten digits; trained by examples/digits/train.cpp."},
                                  .check_input = data.held_back.images[0]});
    write_expected(folder / "digits_expected.txt", trained);
    cp::host::save_tflite(folder / "digits.tflite", cp::quantize(trained, data.training.images),
                          {.name = "digits", .description = "Reads 8x8 handwritten digits; its outputs are logits."});
    cp::host::write_svg(folder / "digits.svg", report::picture(report));
    std::printf("Wrote digits_model.hpp, digits_expected.txt, digits.tflite and digits.svg to %s\n",
                folder.string().c_str());

    if (report.accuracy >= 0.97) return 0;
    std::puts("That is less than the 97 % expected.");
    return 1;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
