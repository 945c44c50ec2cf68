// Numbers in fixed point on a core: the bits that the compiler computes, and what an inference and a step of learning cost beside
// those of floats. The program prints, for each function that is counted, its name, whether its result is right, its
// address, and the bytes of the network's parameters.
#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

#include "print.hpp"

namespace cp = constprop;

using q16 = cp::fixed<16, 16>;
using q5 = cp::fixed<5, 10>;

using small = cp::network<cp::linear<2, 4>, cp::tanh, cp::linear<4, 1>>;
using digits = cp::network<cp::linear<64, 32>, cp::relu, cp::linear<32, 10>>;
template <class Scalar, class Network> constexpr cp::with_scalar<Scalar, Network> drawn() noexcept {
    const Network net = cp::initialized<Network>(cp::kaiming_uniform{.seed = 5});
    if constexpr (std::is_same_v<Scalar, float>) return net;
    else return cp::with_scalar<Scalar, Network>(net);
}
template <class Scalar> constexpr auto trained_digits = drawn<Scalar, digits>();

template <class Row> constexpr Row input(std::size_t seed) noexcept {
    Row row{};
    for (std::size_t k = 0; k < row.size(); ++k) row[k] = static_cast<float>((k * 29 + seed * 17) % 64) / 64;
    return row;
}

/// A step of learning for XOR.
template <class Scalar> struct exclusive_or {
    using model = cp::with_scalar<Scalar, small>;
    model net = drawn<Scalar, small>();
    decltype(cp::make_optimizer(net, cp::plain_sgd{})) optimizer =
        cp::make_optimizer(net, cp::plain_sgd{.learning_rate = 0.5});

    typename model::input_type x{1, 0};

    constexpr Scalar step() noexcept {
        return cp::train_step(net, optimizer, cp::mse{}, x, typename model::output_type{x[0]});
    }
};

/// A step of learning for the last layer of a network that reads digits; the first is a constant.
template <class Scalar> struct last_layer {
    using model = std::remove_const_t<decltype(cp::freeze_before<trained_digits<Scalar>, 2>())>;
    model net = cp::freeze_before<trained_digits<Scalar>, 2>();
    decltype(cp::make_optimizer(net, cp::plain_sgd{})) optimizer =
        cp::make_optimizer(net, cp::plain_sgd{.learning_rate = 0.02});

    typename model::input_type x = input<typename model::input_type>(3);

    constexpr Scalar step() noexcept { return cp::train_step(net, optimizer, cp::cross_entropy{}, x, 3); }
};

/// The largest output for an input.
template <class Scalar> struct reading {
    using model = cp::with_scalar<Scalar, digits>;
    const model& net = trained_digits<Scalar>;

    typename model::input_type x = input<typename model::input_type>(4);

    constexpr Scalar step() const noexcept {
        const auto y = net(x);
        Scalar most = y[0];
        for (const Scalar value : y) most = value > most ? value : most;
        return most;
    }
};

static bool right = true;

template <class Task> struct run_on_core {
    static inline Task task{};
    static inline decltype(task.step()) result{};
    [[gnu::noinline]] static void step() { result = task.step(); }
};
template <class Task> static void run(const char* name) {
    static constexpr auto expected = [] {
        Task task{};
        return task.step();
    }();
    using on_core = run_on_core<Task>;
    on_core::step();
    const bool same = on_core::result == expected;
    right = right && same;
    const auto address = reinterpret_cast<std::uintptr_t>(&on_core::step);
    print(name), print(same ? " right " : " wrong ");
    print(static_cast<std::uint32_t>(address - address % 2)), print(" ");
    print(static_cast<std::uint32_t>(sizeof(typename Task::model))), print("\n");
}

int main() {
    run<exclusive_or<float>>("xor_float");
    run<exclusive_or<q16>>("xor_q16");
    run<last_layer<float>>("last_layer_float");
    run<last_layer<q16>>("last_layer_q16");
    run<reading<float>>("digits_float");
    run<reading<q16>>("digits_q16");
    run<reading<q5>>("digits_q5");
    return right ? 0 : 1;
}
