#include "optimizers.hpp"

#include <array>
#include <cstddef>
#include <iterator>

#include "agreement.hpp"

namespace {

namespace cp = constprop;
namespace expected = reference::optimizers;

using agreement::as;
using agreement::of_sums;
using agreement::tolerance;

template <class T> using chain = cp::basic_network<T, cp::linear<3, 4>, cp::tanh, cp::linear<4, 2>>;

constexpr std::size_t count = std::size(expected::parameters);
constexpr std::size_t compared[] = {1, 2, 10};

/// The parameters after steps 1, 2 and 10; `step` takes one.
template <class T, class Rule, class Step> constexpr auto trained(const Rule& rule, Step step) noexcept {
    auto net = chain<T>::from_parameters(as<T>(expected::parameters));
    auto optimizer = cp::make_optimizer(net, rule);
    std::array<std::array<T, count>, std::size(compared)> after{};
    for (std::size_t k = 0; k < after.size(); ++k) {
        while (optimizer.steps() < compared[k]) step(net, optimizer);
        after[k] = net.parameters();
    }
    return after;
}

template <class T, class Rule> constexpr auto trained_by_train_step(const Rule& rule) noexcept {
    return trained<T>(rule, [](auto& net_, auto& optimizer_) noexcept {
        cp::train_step(net_, optimizer_, cp::mse{}, as<T>(expected::x), as<T>(expected::y));
    });
}
template <class T, class Rule> constexpr auto trained_by_gradients(const Rule& rule) noexcept {
    return trained<T>(rule, [](auto& net_, auto& optimizer_) noexcept {
        optimizer_.step(net_, cp::differentiate(net_, cp::mse{}, as<T>(expected::x), as<T>(expected::y)).gradient);
    });
}

template <class T>
void compare(const std::array<std::array<T, count>, 3>& after, const double (&wanted)[3][count], tolerance by) {
    for (std::size_t k = 0; k < after.size(); ++k) {
        CAPTURE(compared[k]);
        CHECK(agreement::difference(after[k], wanted[k], by) == "");
    }
}

template <class Rule>
void check(const char* name, const Rule& rule, const double (&wanted)[3][count],
           tolerance in_double = of_sums<double>) {
    CAPTURE(name);
    compare(trained_by_train_step<double>(rule), wanted, in_double);
    compare(trained_by_gradients<double>(rule), wanted, in_double);
    compare(trained_by_train_step<float>(rule), wanted, of_sums<float>);
}

// What rmsprop divides by is small in the first steps, and not corrected: it magnifies rounding errors.
constexpr tolerance of_rmsprop{1e-10, 1e-10};

constexpr cp::sgd sgd{.learning_rate = 0.1};
constexpr cp::rmsprop rmsprop{.learning_rate = 0.01};

}  // namespace

TEST_CASE("PyTorch: sgd") {
    check("sgd", sgd, expected::sgd);
    check("plain_sgd", cp::plain_sgd{.learning_rate = 0.1}, expected::sgd);
    check("momentum", cp::sgd{.learning_rate = 0.1, .momentum = 0.9}, expected::sgd_momentum);
    check("Nesterov", cp::sgd{.learning_rate = 0.1, .momentum = 0.9, .nesterov = true}, expected::sgd_nesterov);
    check("dampening", cp::sgd{.learning_rate = 0.1, .momentum = 0.9, .dampening = 0.3}, expected::sgd_dampening);
    check("weight decay", cp::sgd{.learning_rate = 0.1, .weight_decay = 0.05}, expected::sgd_decay);
    check("plain_sgd with weight decay", cp::plain_sgd{.learning_rate = 0.1, .weight_decay = 0.05},
          expected::sgd_decay);
    check("momentum, dampening, weight decay",
          cp::sgd{.learning_rate = 0.1, .momentum = 0.9, .dampening = 0.3, .weight_decay = 0.05},
          expected::sgd_momentum_dampening_decay);
    check("Nesterov, weight decay",
          cp::sgd{.learning_rate = 0.1, .momentum = 0.9, .weight_decay = 0.05, .nesterov = true},
          expected::sgd_nesterov_decay);
}

TEST_CASE("PyTorch: adam and adamw") {
    check("adam", cp::adam{.learning_rate = 0.02}, expected::adam);
    check("adam, all of it",
          cp::adam{.learning_rate = 0.02, .beta1 = 0.8, .beta2 = 0.95, .epsilon = 1e-3, .weight_decay = 0.05},
          expected::adam_all);
    check("adamw", cp::adamw{.learning_rate = 0.02}, expected::adamw);
    check("adamw, all of it",
          cp::adamw{.learning_rate = 0.02, .beta1 = 0.8, .beta2 = 0.95, .epsilon = 1e-3, .weight_decay = 0.2},
          expected::adamw_all);
}

TEST_CASE("PyTorch: rmsprop") {
    check("rmsprop", rmsprop, expected::rmsprop, of_rmsprop);
    check("rmsprop, all of it", cp::rmsprop{.learning_rate = 0.01, .alpha = 0.9, .epsilon = 1e-3, .weight_decay = 0.05},
          expected::rmsprop_all, of_rmsprop);
}

TEST_CASE("PyTorch: clipping") {
    check("clip_value", cp::with(sgd, cp::clip_value{.max = 0.05}), expected::clip_value);
    check("clip_norm", cp::with(sgd, cp::clip_norm{.max = 0.3}), expected::clip_norm);
    check("clip_norm of no effect", cp::with(sgd, cp::clip_norm{.max = 100}), expected::clip_norm_of_no_effect);
}

TEST_CASE("PyTorch: schedules") {
    constexpr cp::step_decay step_decay{.every = 3, .gamma = 0.5};
    constexpr cp::warm_up warm_up{.steps = 4};
    check("step_decay", cp::with(sgd, step_decay), expected::step_decay);
    check("cosine", cp::with(sgd, cp::cosine{.steps = 10, .floor = 0.2}), expected::cosine);
    check("warm_up", cp::with(sgd, warm_up), expected::warm_up);
    check("constant", cp::with(sgd, cp::constant{}), expected::sgd);
    check("momentum, step_decay", cp::with(cp::sgd{.learning_rate = 0.1, .momentum = 0.9}, step_decay),
          expected::momentum_step_decay);
    check("adam, warm_up", cp::with(cp::adam{.learning_rate = 0.02}, warm_up), expected::adam_warm_up);
    check("rmsprop, step_decay", cp::with(rmsprop, step_decay), expected::rmsprop_step_decay, of_rmsprop);
    check("adamw, cosine, clip_norm",
          cp::with(cp::adamw{.learning_rate = 0.02, .weight_decay = 0.2}, cp::cosine{.steps = 10},
                   cp::clip_norm{.max = 0.3}),
          expected::adamw_cosine_clip_norm);
}

// Constant expressions compute the same.
static_assert(agreement::close(trained_by_train_step<double>(cp::adam{.learning_rate = 0.02})[2], expected::adam[2],
                               of_sums<double>));
