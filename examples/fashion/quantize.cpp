// Fashion-MNIST in integers: the network of train.cpp, rounded after training, and trained aware of the rounding for one more
// epoch, with weights of eight bits and of four.
//
//     fashion_quantize [FILES]
#include <constprop/constprop.hpp>

#include <cstddef>
#include <cstdio>
#include <exception>
#include <memory>
#include <type_traits>
#include <vector>

#include "../shared/training_report.hpp"
#include "fashion_data.hpp"
#include "fashion_network.hpp"

namespace cp = constprop;

/// Percent of the test images.
template <class Network> static double accuracy(const Network& net, const fashion::samples& of) {
    return 100 * cp::accuracy(net, of.images, of.classes);
}

/// Prints the accuracies of a network's integers, and returns how many points the better of them are below the network's own.
template <class Network, class Scales>
static double compare(const char* name, const Network& net, const fashion::data& data, const Scales& scales) {
    const std::vector<typename Network::input_type> some(data.training.images.begin(),
                                                         data.training.images.begin() + 1000);
    using aware_network = decltype(cp::fake_quantized(net, some, scales));
    const auto aware = std::make_unique<aware_network>(cp::fake_quantized(net, some, scales));
    const auto room = std::make_unique<cp::workspace<aware_network, fashion::batch_size>>();
    constexpr cp::with rule(cp::adamw{.learning_rate = 3e-4}, cp::cosine{.steps = 60'000 / fashion::batch_size});
    *aware = cp::fit(*aware, cp::cross_entropy{}, rule, data.training.images, data.training.classes, {.epochs = 1},
                     cp::batch<fashion::batch_size>, *room);
    const double after = accuracy(cp::quantize(net, some, scales), data.test),
                 trained = accuracy(cp::quantize(*aware), data.test);
    std::printf("%s: %.2f %% of the test images, %.2f %% if trained aware of it\n", name, after, trained);
    std::fflush(stdout);
    return accuracy(net, data.test) - trained;
}

int main(int argc, char** argv) try {
    const auto data = fashion::read(argc > 1 ? argv[1] : "/usr/share/datasets/fashion-mnist");
    report::training report{};
    const auto net = cp::for_inference(*fashion::train(report, data));
    std::printf("float: %.2f %% of the test images\n", accuracy(net, data.test));
    const double eight = compare("int8", net, data, cp::per_channel{}),
                 four = compare("int4", net, data, cp::int4_weights<>{});
    if (eight <= 0.5 && four <= 1.5) return 0;
    std::puts("That is more than the 0.5 and 1.5 points expected.");
    return 1;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
