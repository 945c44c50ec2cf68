// An inference and a training step of three networks, as functions whose cost is counted. The program prints what
// `footprint` says that each works on, and how much of that are partial sums; see ../count.cmake.
#include <constprop/constprop.hpp>

#include <cstddef>
#include <cstdint>

#include "print.hpp"

namespace cp = constprop;

using model = cp::network<cp::linear<64, 32>, cp::relu, cp::linear<32, 10>>;
using small = cp::network<cp::linear<4, 8>, cp::tanh, cp::linear<8, 3>>;
using deep = cp::network<cp::linear<4, 16>, cp::relu, cp::linear<16, 16>, cp::relu, cp::linear<16, 2>>;

template <class Network> struct state {
    Network net = cp::initialized<Network>(cp::kaiming_uniform{.seed = 1});
    decltype(cp::make_optimizer(net, cp::plain_sgd{})) optimizer = cp::make_optimizer(net, cp::plain_sgd{});
    typename Network::input_type x{};
    typename Network::output_type y{};
    float loss = 0;
};
static constinit state<model> large_one;
static constinit state<small> small_one;
static constinit state<deep> deep_one;
static constinit auto clipping = cp::make_optimizer(small{}, cp::with(cp::plain_sgd{}, cp::clip_norm{}));

extern "C" {
[[gnu::noinline]] void infer() { large_one.y = large_one.net(large_one.x); }
[[gnu::noinline]] void learn() {
    large_one.loss = cp::train_step(large_one.net, large_one.optimizer, cp::mse{}, large_one.x, large_one.y);
}
[[gnu::noinline]] void infer_small() { small_one.y = small_one.net(small_one.x); }
[[gnu::noinline]] void learn_small() {
    small_one.loss = cp::train_step(small_one.net, small_one.optimizer, cp::mse{}, small_one.x, small_one.y);
}
[[gnu::noinline]] void infer_deep() { deep_one.y = deep_one.net(deep_one.x); }
[[gnu::noinline]] void learn_deep() {
    deep_one.loss = cp::train_step(deep_one.net, deep_one.optimizer, cp::mse{}, deep_one.x, deep_one.y);
}
[[gnu::noinline]] void clip_small() {
    small_one.loss = cp::train_step(small_one.net, clipping, cp::mse{}, small_one.x, small_one.y);
}
}

/// Goes deeper than all of them, in a few frames: what is counted later must not be measured from there.
[[gnu::noinline]] static void dig(std::uint32_t frames) {
    volatile std::uint32_t hole[250];
    hole[0] = frames - 1;
    if (hole[0] > 0) dig(hole[0]);
    hole[0] = 0;
}

static void say(const char* function, std::size_t data, std::size_t sums) {
    print(function), print(" "), print(static_cast<std::uint32_t>(data));
    print(" "), print(static_cast<std::uint32_t>(sums)), print("\n");
}
template <class Network> static void say(const char* inference, const char* training) {
    using of = cp::footprint<Network>;
    say(inference, of::inference_bytes, of::inference_sum_bytes);
    say(training, of::trace_bytes + of::backward_bytes, of::training_sum_bytes);
}

int main() {
    dig(3);
    infer(), learn();
    infer_small(), learn_small(), clip_small();
    infer_deep(), learn_deep();
    say<model>("infer", "learn");
    say<small>("infer_small", "learn_small");
    say<deep>("infer_deep", "learn_deep");
    using of = cp::footprint<small>;
    say("clip_small", of::gradient_bytes + of::trace_bytes + of::backward_bytes, of::training_sum_bytes);
    return 0;
}
