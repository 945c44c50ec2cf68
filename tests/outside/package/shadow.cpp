// A user whose globals have the names that the headers use inside: no -Wshadow.
#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <cstdio>

namespace cp = constprop;
// clang-format off
int rule, net, loss, x, y, inputs, targets, options, extras, order, sums, gradient, stage, values, first,
    samples, count, epoch, draw, seed, prediction, target, weights, out, scale, weight, slope, mean, square,
    factor, step, z, a, parameters, dy, dx, other, others, modifiers, applied, by, of, on, current, now, best,
    round_, partner, pivot, size, position, layer, bound, before, sum, ratio, callback, arguments,
    extra, initializer, smoothing, probability, result, rows, outputs, errors, last, fused, k, n, i, j, o,
    c, b, all, one, most, place, rest, list, tap, pixel, row, column, channel, window, run, line, whole, pass;
// clang-format on

using model = cp::network<cp::linear<2, 3>, cp::gelu, cp::linear<3, 3>, cp::log_softmax>;
using pictures = cp::network<cp::image<6, 6, 1>, cp::conv2d<1, 4, cp::kernel<3>>, cp::relu, cp::max_pool2d<2>,
                             cp::flatten, cp::linear<16, 3>>;

template <std::size_t Batch> void learn(pictures& of_pictures) {
    auto o4 = cp::make_optimizer(of_pictures, cp::sgd{});
    cp::train_step(of_pictures, o4, cp::mse{}, std::array<pictures::input_type, Batch>{},
                   std::array<pictures::output_type, Batch>{});
}

int main() {
    pictures p;
    learn<1>(p);
    learn<4>(p);

    std::array<model::input_type, 40> xs{};
    std::array<std::size_t, 40> ys{};
    const model m =
        cp::fit(cp::initialized<model>(cp::kaiming_normal{.seed = 1}), cp::weighted(cp::nll{}, {1., 2., 3.}),
                cp::with(cp::adamw{}, cp::clip_norm{}, cp::clip_value{}, cp::cosine{.steps = 4}, cp::warm_up{},
                         cp::step_decay{}),
                xs, ys, cp::fit_options{.epochs = 2}, cp::batch<8>, cp::keep_best, cp::early_stopping{},
                cp::validation(xs, ys), [](std::size_t, float) {});
    auto o1 = cp::make_optimizer(m, cp::adam{});
    auto o2 = cp::make_optimizer(m, cp::sgd{});
    auto o3 = cp::make_optimizer(m, cp::rmsprop{});
    auto o4 = cp::make_optimizer(m, cp::plain_sgd{});
    model w = m;
    cp::train_step(w, o1, cp::nll{}, {1, 2}, 1);
    cp::train_step(w, o2, cp::unfused<cp::nll>{}, {1, 2}, 1);
    cp::train_step(w, o3, cp::mse{}, {1, 2}, {1, 2, 3});
    cp::train_step(w, o4, cp::huber{}, {1, 2}, {1, 2, 3});
    std::printf(
        "%g %zu %g %g\n", cp::accuracy(m, xs, ys), cp::confusion_matrix(m, xs, ys)[0][0],
        double(m.trace({1, 2}).output()[0]),
        double(cp::differentiate_input(m, cp::nll{}, {1, 2}, 0).gradient[0] + cp::gradient_error<model>(cp::mse{}, 1)));
}
