// Trains a network of 2,410 parameters to read handwritten digits, and writes it as a header for a microcontroller.
//
//     digits_train [FOLDER] [DIGITS.CSV]
//
// Into FOLDER (the current one by default) go
//     digits_model.hpp      the network as a constant; predict.cpp needs nothing else
//     digits_expected.txt   its outputs for the held-back digits, bit for bit, to compare with
//     digits.svg            how training went
//
// Compile with -ffp-contract=off: a compiler may otherwise fuse a multiplication and an addition into one operation
// that rounds once, where the target has one, and the outputs would differ from machine to machine in their last bits.
#include <constprop/constprop.hpp>
#include <constprop/host/error.hpp>
#include <constprop/host/model_header.hpp>
#include <constprop/host/progress_bar.hpp>
#include <constprop/host/svg_page.hpp>

#include <bit>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>

#include "digits_data.hpp"
#include "digits_picture.hpp"
#include "digits_report.hpp"

namespace cp = constprop;

using model = cp::network<cp::linear<64, 32>, cp::relu, cp::linear<32, 10>>;  // its outputs are logits

// The same layers with probabilities at the end, for the report.
using probabilities = cp::network<cp::linear<64, 32>, cp::relu, cp::linear<32, 10>, cp::softmax>;

static digits::data data;

static model train(digits::report& report) {
    // These numbers were chosen by cross-validation within the training part, in five folds; the held-back part had no
    // say. Smoothed labels keep the network from being too sure of itself; with them no loss is below 0.28.
    constexpr std::size_t epochs = 60, batch_size = 32;
    constexpr std::size_t steps = epochs * ((digits::training_count + batch_size - 1) / batch_size);
    constexpr cp::cross_entropy loss{.label_smoothing = 0.05};
    constexpr cp::with rule(cp::adamw{.learning_rate = 0.01, .weight_decay = 0.05}, cp::cosine{.steps = steps});

    const auto& [training, held_back] = data;
    cp::host::progress_bar bar;
    // Validation is only watched: neither early_stopping nor keep_best chooses by it.
    const auto record = [&](const cp::progress<model>& now) {
        const double accuracy = cp::accuracy(now.network, data.held_back.images, data.held_back.classes);
        report.epochs.push_back({double(now.loss), double(now.validation_loss), accuracy});
    };
    return cp::fit(cp::initialized<model>(cp::kaiming_uniform{}), loss, rule, training.images, training.classes,
                   {.epochs = epochs}, cp::batch<batch_size>, cp::validation(held_back.images, held_back.classes), bar,
                   record);
}

static void judge(const model& trained, digits::report& report) {
    const auto& [images, classes] = data.held_back;
    report.accuracy = cp::accuracy(trained, images, classes);
    report.confusion = cp::confusion_matrix(trained, images, classes);
    report.parameters = model::parameter_count;
    report.bytes = cp::footprint<model>::parameter_bytes;
    const auto with_softmax = probabilities::from_parameters(trained.parameters());
    for (std::size_t n = 0; n < images.size(); ++n) {
        const std::size_t prediction = cp::classify(trained, images[n]);
        if (prediction == classes[n]) continue;
        report.mistakes.push_back({&images[n], classes[n], prediction, double(with_softmax(images[n])[prediction])});
    }
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

    digits::report report;
    const auto start = std::chrono::steady_clock::now();
    const model trained = train(report);
    report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    judge(trained, report);
    digits::print(report);

    cp::host::write_model_header(folder / "digits_model.hpp", trained,
                                 {.name = "digits_model",
                                  .provenance = {"Reads 8x8 handwritten digits; trained by examples/digits/train.cpp."},
                                  .check_input = data.held_back.images[0]});
    write_expected(folder / "digits_expected.txt", trained);
    cp::host::write_svg(folder / "digits.svg",
                        digits::picture(report, "network<linear<64, 32>, relu, linear<32, 10>>, adamw, batches of 32"));
    std::printf("Wrote digits_model.hpp, digits_expected.txt and digits.svg to %s\n", folder.string().c_str());

    if (report.accuracy >= 0.97) return 0;
    std::puts("That is less than the 97 % expected.");
    return 1;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
