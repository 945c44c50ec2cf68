// Trains a small convolutional network to classify clothing, 28 × 28 pixels in ten classes.
//
//     fashion_train [FOLDER] [FILES]
//
// FILES is the folder of Fashion-MNIST's four files; its default is the folder of Debian's dataset-fashion-mnist. Writes
// fashion.svg to FOLDER (the current one by default): learning curves, the confusion matrix, and the first layer's kernels.
// pytorch.py trains the same network by the same steps.
#include <constprop/constprop.hpp>
#include <constprop/host/progress_bar.hpp>
#include <constprop/host/svg_page.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <ctime>
#include <exception>
#include <filesystem>
#include <memory>
#include <ratio>
#include <span>
#include <vector>

#include "../shared/training_picture.hpp"
#include "../shared/training_report.hpp"
#include "fashion_data.hpp"

namespace cp = constprop;

constexpr std::size_t epochs = 5, batch_size = 32, kernels = 16;

template <std::size_t In, std::size_t Out>
using block = cp::sequential<cp::conv2d<In, Out, cp::kernel<3>, cp::padding<1>, cp::no_bias>, cp::batch_norm, cp::relu,
                             cp::max_pool2d<2>>;
using model = cp::network<cp::image<28, 28>, block<1, kernels>, block<kernels, 32>, block<32, 64>, cp::flatten,
                          cp::dropout<std::ratio<1, 5>>, cp::linear<3 * 3 * 64, 10>>;

/// Batch normalization needs a whole batch at once, so all of its values are kept: more than fits on a stack.
static cp::workspace<model, batch_size> workspace;

/// Processor time in seconds: other programs on the machine do not count.
static double seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

static std::unique_ptr<model> train(report::training& report, const fashion::data& data) {
    constexpr std::size_t steps = epochs * 60'000 / batch_size;
    constexpr cp::with rule(cp::adamw{.learning_rate = 0.004, .weight_decay = 0.01}, cp::cosine{.steps = steps});

    const fashion::samples &training = data.training, &test = data.test;
    double begun = seconds(), judged = 0;
    // The test images are only recorded: nothing is chosen by them, and the time for this does not count.
    const auto record = [&](const cp::progress<model>& now) {
        const double before = seconds();
        const double loss = double(cp::evaluate(now.network, cp::cross_entropy{}, test.images, test.classes));
        report.epochs.push_back({double(now.loss), loss, cp::accuracy(now.network, test.images, test.classes)});
        judged += seconds() - before;
        report.seconds = before - begun - (judged - (seconds() - before));
        std::printf("epoch %zu: loss %.4f, %.2f %% of the test images, after %.1f s\n", now.epoch + 1, double(now.loss),
                    100 * report.epochs.back().accuracy, report.seconds);
        std::fflush(stdout);
    };
    const std::unique_ptr<model> start(new model(cp::initialized<model>(cp::kaiming_uniform{})));
    return std::unique_ptr<model>(
        new model(cp::fit(*start, cp::cross_entropy{}, rule, training.images, training.classes, {.epochs = epochs},
                          cp::batch<batch_size>, workspace, record)));
}

static cp::host::image_grid first_kernels(const model& trained) {
    const auto parameters = trained.parameters();
    const auto weights = std::span(parameters).first<9 * kernels>();
    const auto [least, greatest] = std::ranges::minmax(weights);
    cp::host::image_grid grid{.title = "What the first layer looks for",
                              .note = "its 3 × 3 kernels: the darker, the greater a weight",
                              .width = 1000,
                              .image = 36};
    for (std::size_t k = 0; k < kernels; ++k) {
        std::vector<double> pixels;
        for (const float weight : weights.subspan(9 * k, 9))
            pixels.push_back(double((weight - least) / (greatest - least)));
        grid.images.push_back({.pixels = pixels, .columns = 3, .caption = ""});
    }
    return grid;
}

int main(int argc, char** argv) try {
    const std::filesystem::path folder = argc > 1 ? argv[1] : ".";
    const auto data = fashion::read(argc > 2 ? argv[2] : "/usr/share/datasets/fashion-mnist");

    report::training report{.title = "Fashion-MNIST",
                            .network =
                                "3 × (convolution 3 × 3, batch norm, relu, max pool) of 16, 32, 64 channels, dropout, "
                                "linear; adamw, batches of 32",
                            .loss = "cross-entropy",
                            .sample = "image",
                            .classes = {fashion::class_names.begin(), fashion::class_names.end()},
                            .side = fashion::side};
    const auto trained = train(report, data);
    // The network for a device: without dropout, and with batch norms folded into the convolutions.
    const auto deployed = cp::for_inference(*trained);
    report::judge(report, deployed, data.test.images, data.test.classes);
    report::print(report);
    cp::host::write_svg(folder / "fashion.svg", report::picture(report, {first_kernels(*trained)}));
    std::printf("Wrote fashion.svg to %s\n", folder.string().c_str());

    if (report.accuracy >= 0.91) return 0;
    std::puts("That is less than the 91 % expected.");
    return 1;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
