// One unit of a program for several machines, compiled once for each: what a unit does is all in UNIT(numbers), which has
// a name of its own.
#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>

namespace cp = constprop;

// What a header of a user's may have.
struct CONSTPROP_TAGGED cube : cp::activation<cube> {
    template <class T> static constexpr T value(T z) noexcept { return z * z * z; }
    template <class T> static constexpr T slope(T z, T /*a*/) noexcept { return T(3) * z * z; }
};
using small = cp::network<cp::linear<6, 4>, cp::relu, cp::linear<4, 3>, cp::softmax>;
inline constexpr small constant = cp::initialized<small>(cp::torch_default{.seed = 5});
inline constexpr small pruned = cp::prune(constant, cp::smallest{.fraction = 0.5});
inline cp::adam slow(cp::adam rule) {
    rule.learning_rate = 1e-4;
    return rule;
}

namespace {

template <class Row> void append(float*& to, const Row& row) {
    for (const auto value : row) *to++ = static_cast<float>(value);
}

std::array<float, 6> input(std::size_t n) {
    std::array<float, 6> x{};
    for (std::size_t k = 0; k < 6; ++k) x[k] = static_cast<float>((7 * n + 5 * k) % 13) / 6.5F - 1;
    return x;
}

/// Inference, and a step of training.
template <class Loss, class Target, class... Layers> void learn(float*& to, const Loss& loss, const Target& target) {
    using model = cp::network<Layers...>;
    auto net = cp::initialized<model>(cp::torch_default{.seed = 3});
    auto optimizer = cp::make_optimizer(net, cp::plain_sgd{.learning_rate = 0.1});
    *to++ = cp::train_step(net, optimizer, loss, input(2), target);
    append(to, net(input(2)));
}

/// All layers, and all losses.
void learn_all(float*& to) {
    using values = std::array<float, 3>;
    using first = cp::linear<6, 3>;
    const values shares{0.1F, 0.6F, 0.3F};
    learn<cp::mse, values, cp::linear<6, 8>, cp::relu, cp::scale<8>, cp::leaky_relu<>, cp::elu, cp::gelu, cp::gelu_tanh,
          cp::unrolled<cp::linear<8, 8>, 0>, cp::silu, cp::softplus, cp::softsign, cp::tanh, cp::hard_swish, cube,
          cp::linear<8, 20>, cp::softmax, cp::linear<20, 3>, cp::identity, cp::hard_sigmoid>(to, {}, shares);
    learn<cp::mse, values, cp::linear<6, 6>, cp::unflatten<cp::image<2, 3>>, cp::conv2d<1, 2, cp::kernel<2>, cp::same>,
          cp::relu, cp::flatten, cp::linear<12, 3>>(to, {}, shares);
    learn<cp::l1, values, first>(to, {}, shares);
    learn<cp::huber, values, first>(to, {.delta = 0.1}, shares);
    learn<cp::squared_error, values, first>(to, {}, shares);
    learn<cp::bce, values, first, cp::sigmoid>(to, {}, shares);
    learn<cp::unfused<cp::bce>, values, first, cp::sigmoid>(to, {}, shares);
    learn<cp::bce_with_logits, values, first>(to, {}, shares);
    learn<cp::cross_entropy, values, first>(to, {.label_smoothing = 0.1}, shares);
    learn<cp::nll, int, first, cp::log_softmax>(to, {}, 2);
    learn<cp::unfused<cp::nll>, int, first, cp::log_softmax>(to, {}, 2);
    learn<cp::weighted<cp::mse, 3>, values, first>(to, cp::weighted(cp::mse{}, {1, 2, 3}), shares);
    learn<cp::weighted<cp::nll, 3>, int, first, cp::log_softmax>(to, cp::weighted(cp::nll{}, {1, 2, 3}), 2);
}

/// Training with all that `fit` takes, and what else is done with batches.
template <class Rule> void train(float*& to, const Rule& rule) {
    using model = cp::network<cp::linear<6, 7>, cp::tanh, cp::linear<7, 5>>;
    const cp::cross_entropy loss;
    auto net = cp::initialized<model>(cp::kaiming_uniform{.seed = 3});
    std::array<model::input_type, 9> xs{};
    std::array<std::size_t, 9> ys{};
    for (std::size_t n = 0; n < 9; ++n) {
        xs[n] = input(n);
        ys[n] = n % 5;
    }
    append(to, net(xs)[8]);
    append(to, net.trace(xs[1]).output());
    append(to, cp::differentiate_input(net, loss, xs[2], 3).gradient);
    auto optimizer = cp::make_optimizer(net, rule);
    *to++ = cp::train_step(net, optimizer, loss, xs, ys);
    optimizer.step(net, cp::differentiate(net, loss, xs, ys).gradient);
    net = cp::fit(net, loss, rule, xs, ys, cp::fit_options{.epochs = 3}, cp::batch<4>, cp::validation(xs, ys),
                  cp::early_stopping{}, cp::keep_best, [](std::size_t, float) {});
    *to++ = cp::evaluate(net, loss, xs, ys) + float(cp::accuracy(net, xs, ys));
    append(to, model::from_parameters(net.parameters())(xs[3]));
    *to++ = net == model{} ? 1.F : 0.F;
}

/// What makes networks of networks, and what looks at them.
void rebuild(float*& to) {
    const auto x = input(4);
    append(to, cp::constant_network<pruned>{}(x));
    auto tuned = cp::freeze_before<constant, 2>();
    cp::rmsprop rule;
    rule.alpha = 0.9;
    auto optimizer = cp::make_optimizer(tuned, rule);
    *to++ = cp::train_step(tuned, optimizer, cp::mse{}, x, {1, 0, 0});
    auto whole = cp::thaw(tuned);
    append(to, cp::prune(whole, cp::below{.magnitude = *to})(x));
    append(to, cp::prune(whole, cp::smallest{.fraction = 0.3, .of_each_layer = true})(x));
    append(to, cp::prune(whole, cp::keep_units<0, 2>{})(x));
    *to++ = static_cast<float>(cp::classify(whole, x) + cp::count_nonzero_weights(whole));
    append(to, cp::checked(whole, x).output);
    *to++ = cp::gradient_error<small>(cp::mse{}, 1);
    whole.layer<0>().weight(1, 2) = whole.layer<2>().bias(1);
    append(to, cp::initialized<small>(cp::xavier_normal{.seed = 4})(x));
    append(to, cp::initialized<small>(cp::xavier_uniform{.seed = 4})(x));
    append(to, cp::initialized<small>(cp::kaiming_normal{.seed = 4})(x));
    append(to, whole(x));
}

/// The elementary functions.
template <class T> void compute(float*& to) {
    for (T x = T(-2); x < T(2.5); x += T(0.3)) {
        for (const T y :
             {cp::math::exp(x), cp::math::expm1(x), cp::math::tanh(x), cp::math::sigmoid(x), cp::math::log(x * x),
              cp::math::log1p(x * x), cp::math::erfc(x), cp::math::sqrt(x * x), T(cp::math::cos_pi(double(x)))})
            *to++ = static_cast<float>(y);
    }
}

}  // namespace

/// Writes `count` numbers, which every unit finds alike, but for rounding.
void UNIT(float* numbers, std::size_t* count) {
    float* to = numbers;
    learn_all(to);
    train(to, cp::adamw{});
    train(to, cp::sgd{.learning_rate = 0.05, .momentum = 0.9});
    train(to, cp::with(slow(cp::adam{}), cp::clip_norm{}, cp::clip_value{}, cp::cosine{.steps = 9}, cp::warm_up{},
                       cp::step_decay{}, cp::keep_zeros{}, cp::decay_weights_only{}));
    rebuild(to);
    compute<float>(to);
    compute<double>(to);
    *count = static_cast<std::size_t>(to - numbers);
}
