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
#include <exception>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "../shared/training_picture.hpp"
#include "../shared/training_report.hpp"
#include "fashion_data.hpp"
#include "fashion_network.hpp"

namespace cp = constprop;
using fashion::kernels, fashion::model;

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
    const auto trained = fashion::train(report, data);
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
