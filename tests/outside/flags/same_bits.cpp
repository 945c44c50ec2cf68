// Fixed point, and what a snapshot of it has: integers, so that no flag and no compiler changes a bit. Prints a checksum.
#include <constprop/constprop.hpp>

#include <array>
#include <cstdio>

namespace cp = constprop;

using number = cp::fixed<16, 16>;
using model = cp::basic_network<number, cp::linear<3, 6>, cp::tanh, cp::gru<6, 4>, cp::linear<4, 2>, cp::softplus>;

int main() {
    std::array<number, model::parameter_count> parameters{};
    for (std::size_t k = 0; k < parameters.size(); ++k)
        parameters[k] = number::from_raw(static_cast<int>(k * 7919 % 65536) - 32768);
    model net = model::from_parameters(parameters);
    auto optimizer = cp::make_optimizer(net, cp::sgd{.learning_rate = 0.125, .momentum = 0.5});
    cp::sequence<model::input_type, 5> x{};
    cp::sequence<model::output_type, 5> y{};
    for (std::size_t t = 0; t < 5; ++t)
        for (std::size_t k = 0; k < 3; ++k) {
            x[t][k] = number::from_raw(static_cast<int>((t * 31 + k * 17) % 64) * 1024 - 32768);
            y[t][k % 2] = x[t][k];
        }
    for (int step = 0; step < 20; ++step) (void)cp::train_step(net, optimizer, cp::mse{}, x, y);
    model::state_type state{};
    for (std::size_t t = 0; t < 5; ++t) (void)net(x[t], state);

    const auto saved = cp::snapshot(net, optimizer, state);
    model again{};
    model::state_type its_state{};
    auto its_optimizer = cp::make_optimizer(again, cp::sgd{.learning_rate = 0.125, .momentum = 0.5});
    if (cp::restore(saved, again, its_optimizer, its_state) != cp::restore_result::restored || !(again == net))
        return 1;
    unsigned long sum = 2166136261UL;
    for (const unsigned char byte : saved.bytes) sum = ((sum ^ byte) * 16777619UL) & 0xFFFFFFFFUL;
    std::printf("%08lx\n", sum);
    return 0;
}
