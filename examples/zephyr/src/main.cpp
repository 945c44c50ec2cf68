// A network that learns XOR on the board.
#include <constprop/constprop.hpp>

#include <array>
#include <cstdio>

namespace cp = constprop;

namespace {

using model = cp::network<cp::linear<2, 8>, cp::tanh, cp::linear<8, 1>, cp::sigmoid>;

constexpr std::array<model::input_type, 4> inputs{{{0, 0}, {0, 1}, {1, 0}, {1, 1}}};
constexpr std::array<model::output_type, 4> targets{{{0}, {1}, {1}, {0}}};

model net = cp::initialized<model>(cp::xavier_uniform{.seed = 1});
auto optimizer = cp::make_optimizer(net, cp::adam{.learning_rate = 0.05});

}  // namespace

int main() {
    for (int step = 0; step < 500; ++step) cp::train_step(net, optimizer, cp::bce{}, inputs, targets);

    std::printf("outputs");
    for (const auto& x : inputs) std::printf(" %.2f", static_cast<double>(net(x)[0]));
    std::printf("\n");
    return 0;
}
