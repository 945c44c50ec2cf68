// The compiler does the homework on backpropagation: for Linear → f → Linear → g → loss it derives the input and output of
// every layer, the gradient of every parameter, the elements of the Jacobians, and the five steps of training.
//
//     derive [FOLDER]
//
// Prints one derivation, and the verdicts on a few wrong gradients. Writes all derivations to FOLDER (the current one by
// default), as text, Markdown, LaTeX and HTML, and some with numbers: for a sample, and for a batch with Adam's first step.
// One is of a convolutional network with batch normalization.
#include <constprop/constprop.hpp>
#include <constprop/host/check_gradient.hpp>
#include <constprop/host/derivation.hpp>
#include <constprop/host/file.hpp>

#include <array>
#include <cstddef>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>

namespace cp = constprop;
namespace host = constprop::host;

template <std::size_t Outputs, class F, class G>
using chain = cp::network<cp::linear<2, 20>, F, cp::linear<20, Outputs>, G>;

template <class Derivation>
static void write(const std::filesystem::path& folder, const std::string& name, const Derivation& of) {
    host::detail::write_file(folder / (name + ".txt"), of.text());
    host::detail::write_file(folder / (name + ".md"), of.markdown());
    host::detail::write_file(folder / (name + ".tex"), of.latex());
    host::detail::write_file(folder / (name + ".html"), of.html());
}

static void write_homework(const std::filesystem::path& folder) {
    write(folder, "relu_identity_mse", host::derivation<chain<5, cp::relu, cp::identity>, cp::mse>{});
    write(folder, "sigmoid_sigmoid_mse", host::derivation<chain<5, cp::sigmoid, cp::sigmoid>, cp::mse>{});
    write(folder, "sigmoid_sigmoid_bce", host::derivation<chain<5, cp::sigmoid, cp::sigmoid>, cp::bce>{});
    write(folder, "relu_sigmoid_bce", host::derivation<chain<5, cp::relu, cp::sigmoid>, cp::bce, cp::adam>{});
    write(folder, "relu_identity_squared_error",
          host::derivation<chain<5, cp::relu, cp::identity>, cp::squared_error>{});
    write(folder, "relu_sigmoid_weighted_bce",
          host::derivation<chain<5, cp::relu, cp::sigmoid>, cp::weighted<cp::bce, 5>, cp::adam>{});
    write(folder, "relu_relu_mse", host::derivation<chain<22, cp::relu, cp::relu>, cp::mse>{});
}

/// A network small enough for all of its matrices.
static void write_numbers(const std::filesystem::path& folder) {
    using small = cp::network<cp::linear<2, 3>, cp::tanh, cp::linear<3, 2>, cp::sigmoid>;
    const auto net = cp::initialized<small>(cp::torch_default{});
    write(folder, "with_numbers",
          host::derivation<small, cp::bce>::with_numbers(net, cp::bce{}, {0.5F, -1.5F}, std::array{0.0F, 1.0F}));
    const std::array<small::input_type, 3> x{{{0.5F, -1.5F}, {1.0F, 0.25F}, {-2.0F, 0.0F}}};
    const std::array<small::output_type, 3> y{{{0.0F, 1.0F}, {1.0F, 0.0F}, {1.0F, 1.0F}}};
    write(folder, "batch_with_numbers",
          host::derivation<small, cp::bce, cp::adam>::with_numbers(net, cp::bce{}, x, y, {.learning_rate = 0.01}));
}

/// A convolution, as sums over its kernel, and batch normalization; a pool is a function with a Jacobian matrix.
static void write_convolution(const std::filesystem::path& folder) {
    using model = cp::network<cp::image<4, 4>, cp::conv2d<1, 2, cp::kernel<3>>, cp::batch_norm, cp::relu,
                              cp::average_pool2d<2>, cp::flatten, cp::linear<2, 3>>;
    write(folder, "convolution", host::derivation<model, cp::cross_entropy>{});
    const std::array<model::input_type, 2> x{
        {{0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0}, {1, 0, 0, 1, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0, 0, 1}}};
    const auto net = cp::initialized<model>(cp::torch_default{});
    write(folder, "convolution_with_numbers",
          host::derivation<model, cp::cross_entropy>::with_numbers(net, cp::cross_entropy{}, x,
                                                                   std::array<std::size_t, 2>{0, 2}));
}

/// ∂ℓ/∂W⁽¹⁾ of 4-8-3 with relu and mse, by hand: right, and with common mistakes.
enum class attempt { right, without_slope, slope_is_z, without_mean, slope_is_z_without_mean };

static void check_claims() {
    using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 3>>;
    using sample = model::input_type;
    using target = model::output_type;
    const auto by_hand = [](attempt how) {
        return host::claim_weights<1>([=](const model& net, const sample& x, const target& y) {
            const auto z = net.trace(x);
            std::array<std::array<float, 4>, 8> gradient{};
            for (std::size_t h = 0; h < 8; ++h) {
                float delta = 0;
                for (std::size_t k = 0; k < 3; ++k)
                    delta += 2 * (z.output<2>()[k] - y[k]) * net.layer<2>().weight(k, h) /
                             (how == attempt::without_mean || how == attempt::slope_is_z_without_mean ? 1.0F : 3.0F);
                if (how == attempt::slope_is_z || how == attempt::slope_is_z_without_mean) delta *= z.output<1>()[h];
                else if (how != attempt::without_slope) delta *= z.output<0>()[h] > 0 ? 1.0F : 0.0F;
                for (std::size_t i = 0; i < 4; ++i) gradient[h][i] = delta * x[i];
            }
            return gradient;
        });
    };
    std::puts("\nSome gradients by hand, of 4-8-3 with relu and mse:");
    const auto verdicts = host::check_gradient(
        model{}, cp::mse{}, by_hand(attempt::right), by_hand(attempt::without_slope), by_hand(attempt::slope_is_z),
        by_hand(attempt::without_mean), by_hand(attempt::slope_is_z_without_mean));
    for (const host::gradient_verdict& verdict : verdicts) std::printf("  %s\n", verdict.explanation.c_str());
}

int main(int argc, char** argv) try {
    const std::filesystem::path folder = argc > 1 ? argv[1] : ".";
    std::fputs(host::derivation<chain<5, cp::relu, cp::identity>, cp::mse>::text().c_str(), stdout);
    check_claims();
    write_homework(folder);
    write_numbers(folder);
    write_convolution(folder);
    std::printf("\nWrote eight derivations and three with numbers to %s\n", folder.string().c_str());
} catch (const std::exception& problem) {
    std::fprintf(stderr, "derive: %s\n", problem.what());
    return 1;
}
