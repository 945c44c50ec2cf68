#include <constprop/constprop.hpp>

#include <array>

// Networks that are constants, with what is known of their weights gone from the code.
namespace {
using model = constprop::network<constprop::linear<4, 8>, constprop::relu, constprop::linear<8, 2>>;

/// The numbers 0, 1 and −1 for weights, no biases; but what output 1 alone reads, unit 7, has weights of 3.
constexpr model units() {
    model net{};
    for (std::size_t k = 0; k < 28; ++k) net.layer<0>().parameter(k) = static_cast<float>(k * 5 % 3) - 1;
    for (std::size_t k = 0; k < 7; ++k) net.layer<2>().weight(0, k) = k % 2 == 0 ? 1.0F : -1.0F;
    for (std::size_t k = 0; k < 4; ++k) net.layer<0>().weight(7, k) = 3;
    net.layer<2>().weight(1, 7) = 3;
    return net;
}
constexpr model net = units();
constexpr model dense = constprop::initialized<model>(constprop::kaiming_uniform{.seed = 1});
constexpr constprop::constant_network<net> f;
constexpr constprop::constant_network<dense> dense_f;
}  // namespace

extern "C" {
float one_output(const model::input_type& x) { return f(x)[0]; }
model::output_type both_outputs(const model::input_type& x) { return f(x); }
model::output_type all_weights(const model::input_type& x) { return dense_f(x); }
model::output_type constant_input() { return dense_f({0.1F, 0.2F, 0.3F, 0.4F}); }
}
