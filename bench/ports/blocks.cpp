// What is timed as forward and as SGD of 4-16-16-2 at batch 1; tanh of 16 numbers, of which 16-64-64-4 needs eight; a step of
// a GRU of 16 units and of an LSTM of 20, from their products with the input on; and Adam of 16 parameters: each as one block of
// instructions between the comments that llvm-mca looks for.
#define BENCH_IMPLEMENTATION "constprop"
#include "../constprop.cpp"

namespace bench::constprop {
namespace {

constexpr chain tiny{{4, 16, 16, 2}, 3, activation::relu};
constexpr row inference{tiny, work::forward, 1}, step{tiny, work::sgd, 1};

/// All that it calls is part of the block, and nothing around it.
[[gnu::used, gnu::flatten]] void block(const forward<inference>& of, std::size_t n, std::array<float, 2>& to) {
    asm volatile("# LLVM-MCA-BEGIN" : : : "memory");
    to = of.run(n);
    asm volatile("# LLVM-MCA-END" : : : "memory");
}
/// What `train_step` calls; by itself it is never inlined.
using trained = beginning<step>::model;
using descends = decltype(cp::make_optimizer(trained{}, cp::plain_sgd{.learning_rate = 0.1}));
[[gnu::used, gnu::flatten]] void block(trained& net, descends& by, const trained::input_type& x,
                                       const trained::output_type& y, float& to) {
    constexpr cp::detail::stack_memory memory{};
    asm volatile("# LLVM-MCA-BEGIN" : : : "memory");
    to = cp::detail::backpropagate<cp::detail::with_respect_to::parameters, 1>(
             net, cp::mse{}, &x, &y, 1, cp::detail::deployed{}, cp::detail::none, cp::detail::measured_in(net), nullptr,
             cp::detail::updates_of<trained, descends>{net, by}, memory)
             .mean();
    asm volatile("# LLVM-MCA-END" : : : "memory");
}

[[gnu::used, gnu::flatten]] void block(const std::array<float, 16>& z, std::array<float, 16>& to) {
    asm volatile("# LLVM-MCA-BEGIN" : : : "memory");
    cp::kernels::for_vectors<16, float, cp::kernels::register_lanes<float>>([&](std::size_t k, auto lanes) {
        cp::kernels::store<lanes()>(&to[k], cp::tanh::value(cp::kernels::load<lanes()>(&z[k])));
    });
    asm volatile("# LLVM-MCA-END" : : : "memory");
}

template <class Cell, std::size_t Hidden> struct recurrent {
    static constexpr std::size_t gates = Cell::gates * Hidden;

    std::array<float, Hidden * gates + gates> weights_and_bias;
    std::array<float, gates> from_input;
    std::array<float, Cell::carried * Hidden> state;
};
template <class Cell, std::size_t Hidden> [[gnu::always_inline]] void step_of(recurrent<Cell, Hidden>& of) {
    constexpr std::size_t gates = Cell::gates * Hidden;
    std::array<float, gates> from_hidden;
    cp::kernels::linear<Hidden, gates, cp::kernels::unroll_budget>::forward(of.weights_and_bias.data(), of.state.data(),
                                                                            from_hidden.data(), cp::detail::as_it_is{});
    cp::detail::for_units<Hidden, float, true, gates>([&](std::size_t k, auto type) {
        using value = typename decltype(type)::type;
        cp::detail::of_unit<value, Cell::gates, Hidden> a, b;
        cp::detail::of_unit<value, Cell::carried, Hidden> state;
        a.read(&of.from_input[k]), b.read(&from_hidden[k]), state.read(&of.state[k]);
        value kept[Cell::kept];
        Cell::forward(a.values, b.values, state.values, kept);
        state.write(&of.state[k]);
    });
}
[[gnu::used, gnu::flatten]] void block(recurrent<cp::detail::gru_cell, 16>& of) {
    asm volatile("# LLVM-MCA-BEGIN" : : : "memory");
    step_of(of);
    asm volatile("# LLVM-MCA-END" : : : "memory");
}
[[gnu::used, gnu::flatten]] void block(recurrent<cp::detail::lstm_cell, 20>& of) {
    asm volatile("# LLVM-MCA-BEGIN" : : : "memory");
    step_of(of);
    asm volatile("# LLVM-MCA-END" : : : "memory");
}

struct adam_of_16 {
    cp::adam::stepper<float> rule;
    std::array<float, 16> weight, slope, mean, square;
};
[[gnu::used, gnu::flatten]] void block(adam_of_16& of) {
    asm volatile("# LLVM-MCA-BEGIN" : : : "memory");
    using vector = cp::kernels::vector<float, cp::kernels::register_lanes<float>>;
    for (std::size_t k = 0; k < 16; k += cp::kernels::register_lanes<float>) {
        auto weight = cp::kernels::get<vector>(&of.weight[k]), mean = cp::kernels::get<vector>(&of.mean[k]),
             square = cp::kernels::get<vector>(&of.square[k]);
        of.rule(weight, cp::kernels::get<vector>(&of.slope[k]), mean, square);
        cp::kernels::put(&of.weight[k], weight);
        cp::kernels::put(&of.mean[k], mean);
        cp::kernels::put(&of.square[k], square);
    }
    asm volatile("# LLVM-MCA-END" : : : "memory");
}

}  // namespace
}  // namespace bench::constprop
