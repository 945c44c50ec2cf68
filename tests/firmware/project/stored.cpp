// Networks whose parameters are stored in 16 and 8 bits, on a core: the bits that the compiler computes, and what an inference costs
// beside one of floats. The program prints, for each function that is counted, its name, whether its result is right, its
// address, and the bytes of the network's parameters.
#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

#include "print.hpp"

namespace cp = constprop;

using digits = cp::network<cp::linear<64, 32>, cp::relu, cp::linear<32, 10>>;
using images = cp::network<cp::image<8, 8>, cp::conv2d<1, 8, cp::kernel<3>>, cp::relu, cp::conv2d<8, 8, cp::kernel<3>>,
                           cp::relu, cp::flatten, cp::linear<128, 10>>;

// Odd sizes, layers that read only floats, and layers inside of others, at odd places too.
using odd =
    cp::network<cp::image<5, 5>, cp::conv2d<1, 3, cp::kernel<3>, cp::same>, cp::layer_norm, cp::prelu<3>,
                cp::depthwise_conv2d<3, cp::kernel<2>>,
                cp::residual<cp::conv2d<3, 5, cp::kernel<1>, cp::no_bias>, cp::tanh, cp::conv2d<5, 3, cp::kernel<1>>>,
                cp::flatten, cp::linear<48, 7>, cp::relu, cp::linear<7, 3>>;

using stream = cp::network<cp::gru<4, 6>, cp::linear<6, 2>>;

template <class Network> constexpr Network trained = cp::initialized<Network>(cp::torch_default{.seed = 5});
template <class Stored, class Network> constexpr cp::stored_as<Stored, Network> stored(trained<Network>);
template <class Network> constexpr Network stored<float, Network> = trained<Network>;

/// The largest output for an input.
template <class Stored, class Network> struct reading {
    using model = cp::with_scalar<Stored, Network>;

    typename model::input_type x = [] {
        typename model::input_type row_{};
        for (std::size_t k = 0; k < row_.size(); ++k) row_[k] = static_cast<float>((k * 29 + 68) % 64) / 64;
        return row_;
    }();

    [[gnu::always_inline]] constexpr typename model::output_type output() const noexcept {
        const auto& net = stored<Stored, Network>;
        if constexpr (model::has_state) {
            typename model::state_type state{};
            const auto first = net(x, state);
            return first[0] < 10 ? net(x, state) : first;
        } else {
            return net(x);
        }
    }
    constexpr float step() const noexcept {
        const auto y = output();
        float most = y[0];
        for (const float value : y) most = value > most ? value : most;
        return most;
    }
};

static bool right = true;

template <class Task> struct run_on_core {
    static inline Task task{};
    static inline float result{};
    [[gnu::noinline]] static void step() { result = task.step(); }
};
template <class Task> static void run(const char* name) {
    static constexpr float expected = Task{}.step();
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
    run<reading<float, digits>>("digits_float");
    run<reading<cp::half, digits>>("digits_half");
    run<reading<cp::bfloat16, digits>>("digits_bfloat16");
    run<reading<cp::scaled_int8, digits>>("digits_scaled_int8");
    run<reading<float, images>>("images_float");
    run<reading<cp::half, images>>("images_half");
    run<reading<cp::bfloat16, images>>("images_bfloat16");
    run<reading<cp::scaled_int8, images>>("images_scaled_int8");
    run<reading<float, odd>>("odd_float");
    run<reading<cp::half, odd>>("odd_half");
    run<reading<cp::bfloat16, odd>>("odd_bfloat16");
    run<reading<cp::scaled_int8, odd>>("odd_scaled_int8");
    run<reading<float, stream>>("stream_float");
    run<reading<cp::scaled_int8, stream>>("stream_scaled_int8");
    return right ? 0 : 1;
}
