// Trains a network to read handwritten digits, and removes more and more of its weights.
//
//     pruned_train [FOLDER] [DIGITS.CSV]
//
// Writes pruned_0.hpp, pruned_50.hpp, pruned_80.hpp, pruned_90.hpp and pruned_95.hpp to FOLDER (the current one by
// default): the network as a constant with this percentage of its weights at 0.
#include <constprop/constprop.hpp>
#include <constprop/host/error.hpp>
#include <constprop/host/model_header.hpp>

#include <cstddef>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>

#include "../digits/digits_data.hpp"

namespace cp = constprop;

using model = cp::network<cp::linear<64, 32>, cp::relu, cp::linear<32, 10>>;

static digits::data data;

/// Trains for some epochs; weights that are 0 stay 0. The learning rate falls to 0 along half a cosine.
static model train(const model& net, std::size_t epochs) {
    constexpr std::size_t batch_size = 32, batches = (digits::training_count + batch_size - 1) / batch_size;
    const cp::with rule(cp::adamw{.learning_rate = 0.01, .weight_decay = 0.05}, cp::cosine{.steps = epochs * batches},
                        cp::keep_zeros{});
    return cp::fit(net, cp::cross_entropy{.label_smoothing = 0.05}, rule, data.training.images, data.training.classes,
                   {.epochs = epochs}, cp::batch<batch_size>);
}

static void write(const std::filesystem::path& folder, const model& net, int percent) {
    const std::string name = "pruned_" + std::to_string(percent);
    cp::host::write_model_header(folder / (name + ".hpp"), net,
                                 {.name = name,
                                  .provenance = {"Reads 8x8 handwritten digits with " + std::to_string(100 - percent) +
                                                 " % of its weights; trained by examples/pruned/train.cpp."}});
    std::printf("%3d %% of the weights are 0: %5zu are left, accuracy on held-back digits %.2f %%\n", percent,
                cp::count_nonzero_weights(net),
                100 * double(cp::accuracy(net, data.held_back.images, data.held_back.classes)));
}

int main(int argc, char** argv) try {
    const std::filesystem::path folder = argc > 1 ? argv[1] : ".";
    if (!digits::read(argc > 2 ? argv[2] : "examples/data/digits.csv", data)) return 1;

    // First as in the demo; then in small steps of pruning, each with training until the network has recovered. The steps were
    // chosen by five-fold cross-validation within the training part, without the held-back part.
    model net = train(cp::initialized<model>(cp::kaiming_uniform{}), 60);
    write(folder, net, 0);
    for (const int percent : {50, 60, 70, 75, 80, 85, 90, 93, 95}) {
        net = train(cp::prune(net, cp::smallest{.fraction = percent / 100.0}), 100);
        if (percent == 50 || percent == 80 || percent == 90 || percent == 95) write(folder, net, percent);
    }
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
