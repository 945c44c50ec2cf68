// Why relu? A chain of 64 inputs, eight hidden layers of 32 and ten classes, three times: with sigmoid, tanh and relu
// inside. Compares the gradient of each layer before training, and the results of training.
//
//     why_relu [FOLDER] [DIGITS.CSV]
//
// Writes why_relu.svg to FOLDER (the current one by default).
//
// Weights are initialized as usual: by Glorot's rule for sigmoid and tanh, by He's for relu. All three networks learn from
// the same digits in the same order, by gradient descent with the same rate.
#include <constprop/constprop.hpp>
#include <constprop/host/chart.hpp>
#include <constprop/host/progress_bar.hpp>
#include <constprop/host/svg_page.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "../digits/digits_data.hpp"

namespace cp = constprop;
namespace host = constprop::host;

constexpr std::size_t depth = 9, width = 32, epochs = 30;

template <class F>
using chain = cp::network<cp::linear<64, width>, F, cp::linear<width, width>, F, cp::linear<width, width>, F,
                          cp::linear<width, width>, F, cp::linear<width, width>, F, cp::linear<width, width>, F,
                          cp::linear<width, width>, F, cp::linear<width, width>, F, cp::linear<width, 10>>;

static digits::data data;

struct result {
    std::string name;
    std::array<double, depth> norms;  ///< norm of each layer's weight gradient, before training
    std::vector<double> losses;       ///< of each epoch
    double accuracy;                  ///< on the held-back digits
};

/// ‖∂ℓ/∂W⁽ⁱ⁾‖ of every layer, over a batch of 128.
template <class Network> static std::array<double, depth> gradient_norms(const Network& net) {
    std::array<typename Network::input_type, 128> x;
    std::array<std::uint8_t, 128> y;
    for (std::size_t n = 0; n < x.size(); ++n) x[n] = data.training.images[n], y[n] = data.training.classes[n];
    const Network gradient = cp::differentiate(net, cp::cross_entropy{}, x, y).gradient;
    std::array<double, depth> norms{};
    std::size_t k = 0;
    boost::hana::for_each(gradient.all_stages(), [&](const auto& stage) {
        if (stage.shape.weights == 0) return;
        double squares = 0;
        for (std::size_t p = 0; p < stage.shape.weights; ++p) squares += std::pow(double(stage.parameter(p)), 2);
        norms[k++] = std::sqrt(squares);
    });
    return norms;
}

template <class F, class Initializer> static result train(std::string_view name, Initializer initializer) {
    const auto start = cp::initialized<chain<F>>(initializer);
    result all{std::string{name}, gradient_norms(start), {}, 0};
    host::progress_bar bar;
    const auto record = [&](std::size_t, float loss) { all.losses.push_back(double(loss)); };
    const auto trained = cp::fit(start, cp::cross_entropy{}, cp::plain_sgd{.learning_rate = 0.05}, data.training.images,
                                 data.training.classes, {.epochs = epochs}, cp::batch<32>, bar, record);
    all.accuracy = cp::accuracy(trained, data.held_back.images, data.held_back.classes);
    return all;
}

static host::svg_element picture(const std::array<result, 3>& results) {
    host::line_chart norms{
        .title = "What comes back, before training",
        .x = {.label = "layer", .least = 1, .greatest = double(depth)},
        .y = {.label = "norm of the gradient of each layer's weights", .scale = host::axis_scale::log}};
    host::line_chart losses{.title = "Training",
                            .x = {.label = "epoch", .least = 0, .greatest = double(epochs)},
                            .y = {.label = "cross-entropy", .scale = host::axis_scale::log}};
    for (const result& of : results) {
        host::chart_series norm{.name = of.name}, loss{.name = of.name};
        for (std::size_t k = 0; k < depth; ++k) norm.x.push_back(double(k + 1)), norm.y.push_back(of.norms[k]);
        for (std::size_t e = 0; e < of.losses.size(); ++e)
            loss.x.push_back(double(e + 1)), loss.y.push_back(of.losses[e]);
        norms.series.push_back(norm);
        losses.series.push_back(loss);
    }
    host::svg_element page = host::svg_page(620, 680, "Why relu: gradients and loss of a chain of nine linear layers");
    page.add(host::svg_moved(draw(norms), 24, 20));
    page.add(host::svg_moved(draw(losses), 24, 350));
    return page;
}

int main(int argc, char** argv) try {
    const std::filesystem::path folder = argc > 1 ? argv[1] : ".";
    if (!digits::read(argc > 2 ? argv[2] : "examples/data/digits.csv", data)) return 1;
    const std::array results{train<cp::sigmoid>("sigmoid", cp::xavier_uniform{}),
                             train<cp::tanh>("tanh", cp::xavier_uniform{}),
                             train<cp::relu>("relu", cp::kaiming_uniform{})};

    std::puts("Norm of the gradient of each layer's weights, before training");
    std::printf("%-10s", "layer");
    for (std::size_t k = 1; k <= depth; ++k) std::printf("%9zu", k);
    for (const result& of : results) {
        std::printf("\n%-10s", of.name.c_str());
        for (const double norm : of.norms) std::printf("%9.1e", norm);
    }
    std::puts("\n\nLoss, and share of held-back digits that are right");
    std::printf("%-10s%9s%9s%9s%9s%9s\n", "epoch", "1", "5", "10", "30", "right");
    for (const result& of : results)
        std::printf("%-10s%9.3f%9.3f%9.3f%9.3f%7.1f %%\n", of.name.c_str(), of.losses[0], of.losses[4], of.losses[9],
                    of.losses[29], 100 * of.accuracy);
    host::write_svg(folder / "why_relu.svg", picture(results));
    std::printf("Wrote why_relu.svg to %s\n", folder.string().c_str());

    const double through_sigmoid = results[0].norms[0] / results[0].norms[depth - 1];
    const double through_relu = results[2].norms[0] / results[2].norms[depth - 1];
    return through_relu > 1000 * through_sigmoid && results[2].losses.back() < results[0].losses.back() ? 0 : 1;
} catch (const std::exception& problem) {
    std::fprintf(stderr, "why_relu: %s\n", problem.what());
    return 1;
}
