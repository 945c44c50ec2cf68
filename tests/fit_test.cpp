#include <constprop/fit.hpp>

#include <array>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

using model = cp::basic_network<double, cp::linear<1, 4>, cp::tanh, cp::linear<4, 1>>;
constexpr model start = cp::initialized<model>(cp::xavier_uniform{.seed = 1});

constexpr auto inputs = [] {
    std::array<model::input_type, 10> all{};
    for (std::size_t n = 0; n < 10; ++n) all[n] = {static_cast<double>(n) / 5 - 1};
    return all;
}();
constexpr auto targets = [] {
    std::array<model::output_type, 10> all{};
    for (std::size_t n = 0; n < 10; ++n) all[n] = {inputs[n][0] * inputs[n][0]};
    return all;
}();
constexpr cp::sgd rule{.learning_rate = 0.1, .momentum = 0.5};

/// What fit does without shuffling, written out: full batches, then one of what is left.
constexpr model by_hand(std::size_t epochs) {
    model net = start;
    auto optimizer = cp::make_optimizer(net, rule);
    for (std::size_t epoch = 0; epoch < epochs; ++epoch) {
        for (std::size_t first = 0; first < 8; first += 4) {
            std::array<model::input_type, 4> x{};
            std::array<model::output_type, 4> y{};
            for (std::size_t n = 0; n < 4; ++n) x[n] = inputs[first + n], y[n] = targets[first + n];
            cp::train_step(net, optimizer, cp::mse{}, x, y);
        }
        cp::train_step(net, optimizer, cp::mse{}, std::array{inputs[8], inputs[9]}, std::array{targets[8], targets[9]});
    }
    return net;
}

constexpr bool last_partial_batch_counts() {
    return cp::fit(start, cp::mse{}, rule, inputs, targets, {.epochs = 3, .shuffle = false}, cp::batch<4>) ==
           by_hand(3);
}

/// A set smaller than a batch is one batch, shuffled or not.
constexpr bool small_set_is_one_batch() {
    model net = start;
    auto optimizer = cp::make_optimizer(net, rule);
    cp::train_step(net, optimizer, cp::mse{}, inputs, targets);
    return cp::fit(start, cp::mse{}, rule, inputs, targets) == net &&
           cp::fit(start, cp::mse{}, rule, inputs, targets, {}, cp::batch<64>) == net;
}

constexpr bool seeds_order_the_samples() {
    const auto trained = [](std::size_t seed) {
        return cp::fit(start, cp::mse{}, rule, inputs, targets, {.epochs = 2, .shuffle_seed = seed}, cp::batch<2>);
    };
    return trained(1) == trained(1) && !(trained(1) == trained(2)) &&
           !(trained(0) ==
             cp::fit(start, cp::mse{}, rule, inputs, targets, {.epochs = 2, .shuffle = false}, cp::batch<2>));
}

constexpr bool callbacks_see_and_stop() {
    std::size_t calls = 0, last_epoch = 99;
    double first_loss = 0, last_loss = 0;
    const model stopped = cp::fit(start, cp::mse{}, rule, inputs, targets, {.epochs = 50}, cp::batch<4>,
                                  [&](std::size_t epoch, double loss) {
                                      (epoch == 0 ? first_loss : last_loss) = loss;
                                      ++calls;
                                      last_epoch = epoch;
                                      return epoch < 4;
                                  });
    bool progress_is_right = true;
    const model same = cp::fit(
        start, cp::mse{}, rule, inputs, targets, {.epochs = 5},
        [&](const cp::progress<model>& now) {
            progress_is_right =
                progress_is_right && now.epochs == 5 && !now.has_validation && now.best_epoch <= now.epoch;
        },
        cp::batch<4>);
    return calls == 5 && last_epoch == 4 && last_loss < first_loss && stopped == same && progress_is_right;
}

constexpr bool nothing_to_do() {
    return cp::fit(start, cp::mse{}, rule, inputs, targets, {.epochs = 0}) == start &&
           cp::fit(start, cp::mse{}, rule, std::span<const model::input_type>{},
                   std::span<const model::output_type>{}) == start;
}

/// The validation loss is that of `evaluate`; keep_best returns the network that had the least.
constexpr bool validates_and_keeps_the_best() {
    const std::array<model::input_type, 2> held_back{{{0.33}, {-0.77}}};
    const std::array<model::output_type, 2> held_targets{{{0.1089}, {0.5929}}};
    double least = 1e9;
    std::size_t best_epoch = 0;
    bool same = true;
    const cp::validation held(held_back, held_targets);
    const model best = cp::fit(start, cp::mse{}, cp::sgd{.learning_rate = 1.0}, inputs, targets, {.epochs = 12},
                               cp::keep_best, held, cp::batch<3>, [&](const auto& now) {
                                   const double loss = cp::evaluate(now.network, cp::mse{}, held_back, held_targets);
                                   same = same && now.has_validation && now.validation_loss == loss;
                                   if (loss < least) least = loss, best_epoch = now.epoch;
                                   same = same && now.best_epoch == best_epoch;
                               });
    return same && best_epoch < 11 && cp::evaluate(best, cp::mse{}, held_back, held_targets) == least;
}

/// Stops after `patience` epochs in which the loss did not improve enough.
constexpr bool stops_early() {
    std::size_t epochs = 0;
    const auto count = [&](std::size_t, double) { ++epochs; };
    (void)cp::fit(start, cp::mse{}, cp::sgd{.learning_rate = 0}, inputs, targets, {.epochs = 50},
                  cp::early_stopping{.patience = 3}, count);
    const bool flat = epochs == 4;  // the first is the best, three more bring nothing
    epochs = 0;
    (void)cp::fit(start, cp::mse{}, cp::sgd{.learning_rate = 0.01}, inputs, targets, {.epochs = 7},
                  cp::early_stopping{.patience = 3, .minimum_improvement = 10}, count);
    const bool too_slow = epochs == 4;
    epochs = 0;
    (void)cp::fit(start, cp::mse{}, cp::sgd{.learning_rate = 0.01}, inputs, targets, {.epochs = 7},
                  cp::early_stopping{.patience = 3}, count);
    return flat && too_slow && epochs == 7;
}

}  // namespace

static_assert(last_partial_batch_counts());
static_assert(small_set_is_one_batch());
static_assert(seeds_order_the_samples());
static_assert(callbacks_see_and_stop());
static_assert(nothing_to_do());
static_assert(validates_and_keeps_the_best());
static_assert(stops_early());

TEST_CASE("fit trains by mini-batches") {
    CHECK(last_partial_batch_counts());
    CHECK(small_set_is_one_batch());
    CHECK(seeds_order_the_samples());
    CHECK(callbacks_see_and_stop());
    CHECK(nothing_to_do());
    CHECK(validates_and_keeps_the_best());
    CHECK(stops_early());
}

TEST_CASE("a first epoch without a finite loss is not the best one") {
    std::size_t best_epoch = 99, epochs = 0;
    const std::array<model::input_type, 1> held_inputs{inputs[3]};
    std::array<model::output_type, 1> held_targets{{{std::numeric_limits<double>::quiet_NaN()}}};
    (void)cp::fit(start, cp::mse{}, rule, inputs, targets, {.epochs = 6}, cp::validation(held_inputs, held_targets),
                  cp::early_stopping{.patience = 3}, [&](const cp::progress<model>& now) {
                      held_targets[0][0] = 0.1;  // from the second epoch on
                      best_epoch = now.best_epoch;
                      ++epochs;
                  });
    CHECK(best_epoch > 0);
    CHECK(epochs > 3);
}

TEST_CASE("options may be left out, and an empty validation set is none") {
    const auto reference = cp::fit(start, cp::mse{}, rule, inputs, targets, {}, cp::batch<2>);
    CHECK(cp::fit(start, cp::mse{}, rule, inputs, targets, cp::batch<2>) == reference);
    bool validated = false;
    (void)cp::fit(start, cp::mse{}, rule, inputs, targets,
                  cp::validation(std::span<const model::input_type>{}, std::span<const model::output_type>{}),
                  [&](const cp::progress<model>& now) { validated = now.has_validation; });
    CHECK_FALSE(validated);
}

TEST_CASE("fit takes arrays, spans and vectors alike") {
    const std::vector<model::input_type> x(inputs.begin(), inputs.end());
    const std::vector<model::output_type> y(targets.begin(), targets.end());
    model::input_type c_x[10];
    for (std::size_t n = 0; n < 10; ++n) c_x[n] = inputs[n];
    const auto reference = cp::fit(start, cp::mse{}, rule, inputs, targets, {.epochs = 3}, cp::batch<4>);
    CHECK(cp::fit(start, cp::mse{}, rule, x, y, {.epochs = 3}, cp::batch<4>) == reference);
    CHECK(cp::fit(start, cp::mse{}, rule, std::span(x), targets, {.epochs = 3}, cp::batch<4>) == reference);
    CHECK(cp::fit(start, cp::mse{}, rule, c_x, y, {.epochs = 3}, cp::batch<4>) == reference);
}

namespace {

/// A line through steep data: at a rate of 1 the error grows by a factor in every step, until it is infinite.
using slope = cp::network<cp::linear<1, 1>>;
constexpr slope level = slope::from_parameters({0.5F, 0.0F});
const std::array<slope::input_type, 4> steep{{{-30}, {-10}, {10}, {30}}};
const std::array<slope::output_type, 4> heights{{{-60}, {-20}, {20}, {60}}};

/// mse that counts the samples whose loss is taken.
struct counting {
    std::size_t* count;
    static constexpr auto takes = cp::prediction_kind::anything;
    template <class Target, class Output> static constexpr bool targets = cp::mse::targets<Target, Output>;
    template <std::size_t Outputs, class T, class Target>
    constexpr T total(const T* prediction, const Target& target) const noexcept {
        return ++*count, cp::mse{}.template total<Outputs>(prediction, target);
    }
    template <std::size_t Outputs, class T, class Target> constexpr T share(const Target& target) const noexcept {
        return cp::mse{}.template share<Outputs, T>(target);
    }
    template <std::size_t Outputs, class T, class Target>
    constexpr void gradient(const T* prediction, const Target& target, T scale, T* out) const noexcept {
        cp::mse{}.template gradient<Outputs>(prediction, target, scale, out);
    }
};

template <class... Extras> slope diverging(Extras&&... extras) {
    return cp::fit(level, cp::mse{}, cp::sgd{.learning_rate = 1}, steep, heights, {.epochs = 60, .shuffle = false},
                   cp::batch<2>, extras...);
}
template <class Network> bool has_only_numbers(const Network& net) {
    for (const auto p : net.parameters())
        if (!cp::math::is_finite(p)) return false;
    return true;
}

}  // namespace

TEST_CASE("a run that diverges ends where that is asked for, and says so") {
    CHECK_FALSE(has_only_numbers(diverging()));

    // The progress says so, whether training stops or not.
    std::size_t good = 0, bad = 0;
    slope last_good = level;
    const auto look = [&](const cp::progress<slope>& now) {
        ++(now.diverged ? bad : good);
        if (!now.diverged) last_good = now.network;
    };
    CHECK_FALSE(has_only_numbers(diverging(look)));
    CHECK(good > 2);
    CHECK(bad > 2);

    good = bad = 0;
    const slope stopped = diverging(cp::stop_at_divergence, look);
    CHECK(bad == 1);
    CHECK(has_only_numbers(stopped));
    CHECK(stopped == last_good);
    CHECK(stopped == diverging(look, cp::stop_at_divergence));

    // With keep_best it is the best epoch, here the first; without one, the network that training began with.
    slope first = level;
    const slope best = diverging(cp::stop_at_divergence, cp::keep_best, [&](const cp::progress<slope>& now) {
        if (now.epoch == 0) first = now.network;
    });
    CHECK(best == first);
    const std::array<slope::output_type, 4> no_numbers{{{std::numeric_limits<float>::quiet_NaN()}, {0}, {0}, {0}}};
    CHECK(cp::fit(level, cp::mse{}, cp::sgd{}, steep, no_numbers, {.epochs = 3}, cp::stop_at_divergence) == level);
    CHECK(cp::fit(level, cp::mse{}, cp::sgd{}, steep, no_numbers, {.epochs = 3}, cp::stop_at_divergence,
                  cp::keep_best) == level);

    // The last update of an epoch may be what goes too far, where no loss has seen it.
    CHECK(cp::fit(level, cp::mse{}, cp::sgd{.learning_rate = 1e38}, steep, heights, {.epochs = 1},
                  cp::stop_at_divergence) == level);

    // What does not diverge is not touched.
    CHECK(cp::fit(level, cp::mse{}, cp::sgd{.learning_rate = 1e-4}, steep, heights, {.epochs = 3},
                  cp::stop_at_divergence) ==
          cp::fit(level, cp::mse{}, cp::sgd{.learning_rate = 1e-4}, steep, heights, {.epochs = 3}));
}

TEST_CASE("an epoch ends at the first loss that is not finite") {
    std::array<slope::input_type, 8> x{};
    std::array<slope::output_type, 8> y{};
    x[2][0] = 3e38F;  // whose square no float holds
    std::size_t losses = 0;
    CHECK(cp::fit(level, counting{&losses}, cp::sgd{}, x, y, {.epochs = 5, .shuffle = false}, cp::batch<1>,
                  cp::stop_at_divergence) == level);
    CHECK(losses == 3);
}

TEST_CASE("what begins with zeros learns nothing, and the progress says so") {
    const auto began_with_zeros = [](const auto& net) {
        using network = std::remove_cvref_t<decltype(net)>;
        bool said = false;
        const std::array<typename network::input_type, 2> x{{{1.0F}, {-1.0F}}};
        const std::array<typename network::output_type, 2> y{{{1.0F}, {1.0F}}};
        (void)cp::fit(net, cp::mse{}, cp::sgd{}, x, y, {.epochs = 2},
                      [&](const cp::progress<network>& now) { said = now.began_with_zeros; });
        return said;
    };
    using deep = cp::network<cp::linear<1, 4>, cp::tanh, cp::linear<4, 1>>;
    CHECK(began_with_zeros(cp::initialized<deep>(cp::zeros{})));
    CHECK_FALSE(began_with_zeros(cp::initialized<deep>(cp::torch_default{.seed = 1})));
    CHECK_FALSE(began_with_zeros(slope{}));  // of one layer, zeros are as good as any
    deep one_weight;
    one_weight.layer<2>().weight(0, 3) = 1;
    CHECK_FALSE(began_with_zeros(one_weight));
}

TEST_CASE("class targets of any integral type") {
    using classifier = cp::network<cp::linear<1, 2>>;
    const std::array<classifier::input_type, 4> x{{{-1}, {-2}, {1}, {2}}};
    const std::array<unsigned char, 4> classes{0, 0, 1, 1};
    const auto trained =
        cp::fit(classifier{}, cp::cross_entropy{}, cp::sgd{.learning_rate = 1}, x, classes, {.epochs = 20});
    CHECK(cp::accuracy(trained, x, classes) == 1.0);
    CHECK(cp::accuracy(trained, x, std::array{0, 0, 1, 0}) == 0.75);
}
