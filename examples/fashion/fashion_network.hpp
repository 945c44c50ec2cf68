#ifndef CONSTPROP_EXAMPLES_FASHION_NETWORK_HPP
#define CONSTPROP_EXAMPLES_FASHION_NETWORK_HPP

#include <constprop/constprop.hpp>

#include <cstddef>
#include <cstdio>
#include <ctime>
#include <memory>
#include <ratio>

#include "../shared/training_report.hpp"
#include "fashion_data.hpp"

namespace fashion {

namespace cp = constprop;

inline constexpr std::size_t epochs = 5, batch_size = 32, kernels = 16;

template <std::size_t In, std::size_t Out>
using block = cp::sequential<cp::conv2d<In, Out, cp::kernel<3>, cp::padding<1>, cp::no_bias>, cp::batch_norm, cp::relu,
                             cp::max_pool2d<2>>;
using model = cp::network<cp::image<28, 28>, block<1, kernels>, block<kernels, 32>, block<32, 64>, cp::flatten,
                          cp::dropout<std::ratio<1, 5>>, cp::linear<3 * 3 * 64, 10>>;

/// Batch normalization needs a whole batch at once, so all of its values are kept: more than fits on a stack.
inline cp::workspace<model, batch_size> workspace;

/// Processor time in seconds: other programs on the machine do not count.
inline double seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

inline std::unique_ptr<model> train(report::training& report, const data& of) {
    constexpr std::size_t steps = epochs * 60'000 / batch_size;
    constexpr cp::with rule(cp::adamw{.learning_rate = 0.004, .weight_decay = 0.01}, cp::cosine{.steps = steps});

    const samples &training = of.training, &test = of.test;
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

}  // namespace fashion

#endif
