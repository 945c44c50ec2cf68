// Fixed point, what a snapshot of it has, inference in int8 and int4, of streams too, and parameters that are stored as half,
// bfloat16 and scaled int8: integers, so that no flag and no compiler changes a bit. Prints a checksum.
#include <constprop/constprop.hpp>

#include <array>
#include <cstdio>

namespace cp = constprop;

using number = cp::fixed<16, 16>;
using model = cp::basic_network<number, cp::linear<3, 6>, cp::tanh, cp::gru<6, 4>, cp::linear<4, 2>, cp::softplus>;

using image_net = cp::network<cp::image<7, 5, 3>, cp::conv2d<3, 8, cp::kernel<3>, cp::same>, cp::relu,
                              cp::residual<cp::conv2d<8, 8, cp::kernel<3>, cp::same>, cp::relu>, cp::max_pool2d<2>,
                              cp::depthwise_conv2d<8, cp::kernel<2>>, cp::sigmoid, cp::flatten, cp::linear<16, 5>>;
template <class... Options> constexpr auto in_integers(const Options&... options) {
    std::array<image_net::input_type, 3> samples{};
    for (std::size_t n = 0; n < samples.size(); ++n)
        for (std::size_t k = 0; k < samples[n].size(); ++k)
            samples[n][k] = static_cast<float>((n * 5 + k * 31) % 41) / 20 - 1;
    return cp::quantize(cp::initialized<image_net>(cp::kaiming_uniform{.seed = 3}), samples, options...);
}
constexpr auto int8_net = in_integers();
constexpr auto int4_net = in_integers(cp::int4_weights<cp::per_tensor>{});

using stream_net = cp::network<cp::lstm<2, 4>, cp::residual<cp::gru<4, 4>>, cp::linear<4, 2>>;
constexpr stream_net stream = cp::initialized<stream_net>(cp::torch_default{.seed = 5});
constexpr auto int8_stream = [] {
    std::array<cp::sequence<stream_net::input_type, 6>, 3> samples{};
    for (std::size_t n = 0; n < samples.size(); ++n)
        for (std::size_t t = 0; t < 6; ++t)
            samples[n][t] = {static_cast<float>((n * 5 + t * 31) % 41) / 20 - 1, static_cast<float>(t % 3) / 2};
    return cp::quantize(stream, samples);
}();

class checksum {
    unsigned long value_ = 2166136261UL;

 public:
    void add(unsigned char byte) { value_ = ((value_ ^ byte) * 16777619UL) & 0xFFFFFFFFUL; }
    unsigned long value() const { return value_; }
};

template <class Net> void add_outputs(checksum& sum, const Net& net) {
    for (int n = 0; n < 20; ++n) {
        typename Net::int8_input x{};
        typename Net::int8_output y{};
        for (std::size_t k = 0; k < x.size(); ++k)
            x[k] = static_cast<signed char>(static_cast<int>((k * 37 + static_cast<std::size_t>(n) * 101) % 256) - 128);
        net.run(x, y);
        for (const auto each : y) sum.add(static_cast<unsigned char>(each));
    }
}

/// The outputs for the steps of a stream, and the state that they leave.
template <class Net> void add_stream(checksum& sum, const Net& net) {
    typename Net::state_type state{};
    for (int n = 0; n < 40; ++n) {
        const typename Net::int8_output y = net(
            typename Net::int8_input{static_cast<signed char>(n * 37 % 256 - 128), static_cast<signed char>(n % 90)},
            state);
        for (const auto each : y) sum.add(static_cast<unsigned char>(each));
    }
    for (const unsigned char byte : cp::snapshot(state).bytes) sum.add(byte);
}

/// The bits of numbers that are rounded while the program runs, and of a network that is stored in them.
template <class Stored> void add_stored(checksum& sum, float from) {
    for (int n = 0; n < 200; ++n, from = from * -1.37F) {
        const Stored stored(from);
        sum.add(static_cast<unsigned char>(stored.bits % 256));
        sum.add(static_cast<unsigned char>(stored.bits / 256));
        if (Stored(static_cast<float>(stored)).bits != stored.bits) sum.add(1);
    }
    const cp::stored_as<Stored, stream_net> small(stream);
    for (const unsigned char byte : cp::snapshot(small).bytes) sum.add(byte);
}

/// The integers and scales of a network that is stored in scaled int8 while the program runs.
void add_scaled(checksum& sum, float from) {
    auto parameters = stream.parameters();
    for (std::size_t k = 0; k < parameters.size(); ++k) parameters[k] = parameters[k] * from;
    const cp::stored_as<cp::scaled_int8, stream_net> small(stream_net::from_parameters(parameters));
    for (const unsigned char byte : cp::snapshot(small).bytes) sum.add(byte);
}

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
    checksum sum;
    for (const unsigned char byte : saved.bytes) sum.add(byte);
    add_outputs(sum, int8_net);
    add_outputs(sum, int4_net);
    add_stream(sum, int8_stream);
    for (const unsigned char byte : cp::snapshot(int8_stream).bytes) sum.add(byte);
    add_stored<cp::half>(sum, 1e-9F);
    add_stored<cp::bfloat16>(sum, 1e-9F);
    const volatile float one = 1;
    float factor = one;
    for (int n = 0; n < 8; ++n, factor *= 1.37F) add_scaled(sum, factor);
    std::printf("%08lx\n", sum.value());
    return 0;
}
