// A GRU in integers: by its definition, and beside floats where one has learned something.
#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "catch.hpp"
#include "int8/near_floats.hpp"

namespace cp = constprop;

namespace {

using namespace cp::kernels::int8;
using cp::int8::multiplier_of, cp::int8::two_to;

/// The formulas of docs/int8.md, sum by sum.
template <std::size_t Inputs, std::size_t Hidden> struct definition {
    cp::quantization takes;
    cp::int8_gru_tensors<Inputs, Hidden> of;
    std::array<std::int32_t, Hidden> output{}, h{};  // outputs less their zero point, and h with 15 fractional bits

    constexpr std::int32_t input_sum(std::size_t gate, std::size_t unit, const std::int8_t* x) const {
        const std::size_t row = gate * Hidden + unit;
        std::int32_t sum = of.biases[row];
        for (std::size_t k = 0; k < Inputs; ++k) sum += of.input_weights[row * Inputs + k] * (x[k] - takes.zero_point);
        return to_int16(
            requantize(sum, multiplier_of(static_cast<double>(takes.scale * of.input_scales[gate]) / two_to(-12))));
    }
    constexpr std::int32_t hidden_sum(std::size_t gate, std::size_t unit) const {
        const std::size_t row = gate * Hidden + unit;
        std::int32_t sum = gate == 2 ? of.hidden_biases[unit] : 0;
        for (std::size_t k = 0; k < Hidden; ++k) sum += of.hidden_weights[row * Hidden + k] * output[k];
        return to_int16(
            requantize(sum, multiplier_of(static_cast<double>(of.gives.scale * of.hidden_scales[gate]) / two_to(-12))));
    }
    constexpr std::array<std::int8_t, Hidden> operator()(const std::int8_t* x) {
        std::array<std::int32_t, Hidden> next{};
        for (std::size_t u = 0; u < Hidden; ++u) {
            const auto r = sigmoid_of_gate(to_int16(input_sum(0, u, x) + hidden_sum(0, u))),
                       z = sigmoid_of_gate(to_int16(input_sum(1, u, x) + hidden_sum(1, u)));
            const auto reset = requantize(r * hidden_sum(2, u), multiplier_of(two_to(-15)));
            const auto n = tanh_of_gate(to_int16(input_sum(2, u, x) + reset), -12);
            h[u] = to_int16(requantize((32768 - z) * n + z * h[u], multiplier_of(two_to(-15))));
            next[u] = requantize(h[u], multiplier_of(two_to(-15) / static_cast<double>(of.gives.scale)));
        }
        std::array<std::int8_t, Hidden> y{};
        for (std::size_t u = 0; u < Hidden; ++u) {
            const std::int32_t q = held_between(next[u] + of.gives.zero_point, -128, 127);
            y[u] = static_cast<std::int8_t>(q);
            output[u] = q - of.gives.zero_point;
        }
        return y;
    }
};

constexpr bool is_by_definition() {
    constexpr std::size_t inputs = 3, hidden = 4;
    using model = cp::int8_network<cp::network<cp::gru<inputs, hidden>>>;
    definition<inputs, hidden> due{{0.03125F, -7}, {}};
    std::uint32_t bits = 5;
    const auto draw = [&](std::int32_t most) {
        bits = bits * 1664525U + 1013904223U;
        return static_cast<std::int32_t>((bits >> 16) % static_cast<std::uint32_t>(2 * most + 1)) - most;
    };
    for (auto& w : due.of.input_weights) w = static_cast<std::int8_t>(draw(127));
    for (auto& w : due.of.hidden_weights) w = static_cast<std::int8_t>(draw(127));
    for (auto& b : due.of.biases) b = draw(3000);
    for (auto& b : due.of.hidden_biases) b = draw(9000);
    due.of.input_scales = {0.004F, 0.003F, 0.006F};
    due.of.hidden_scales = {0.011F, 0.008F, 0.009F};
    due.of.gives = {0.0078F, 9};
    const model net = model::from_integers(due.takes, due.of);
    model::state_type state{};
    bool same = net.gives() == due.of.gives;
    for (std::size_t t = 0; t < 8; ++t) {
        std::array<std::int8_t, inputs> x{};
        for (auto& value : x) value = static_cast<std::int8_t>(draw(127));
        same = same && net(x, state) == due(x.data());
    }
    return same;
}

using in_branches = cp::network<cp::residual<cp::gru<2, 2>>, cp::concatenate<cp::gru<2, 3>, cp::lstm<2, 1>>,
                                cp::gru<4, 3, cp::no_bias>, cp::linear<3, 2>>;
using of_signal = cp::network<cp::signal<4, 2>, cp::over_time<cp::gru<2, 6>>, cp::flatten, cp::linear<24, 2>>;
constexpr auto sequences = [] {
    std::array<cp::sequence<in_branches::input_type, 6>, 4> all{};
    const auto rows = near_floats::samples_for<in_branches>();
    for (std::size_t k = 0; k < 24; ++k) all[k / 6][k % 6] = rows[k];
    return all;
}();
template <class Network, class Samples> constexpr double decibels_of(const Samples& samples) {
    const auto net = cp::initialized<Network>(cp::torch_default{.seed = 5});
    return cp::report_quantization(net, cp::quantize(net, samples), samples).output().signal_to_noise;
}

/// Whether an odd number of ones has come so far, for all sequences of bits.
template <std::size_t Steps> struct parity {
    using model = cp::network<cp::gru<1, 8>, cp::linear<8, 1>>;
    static constexpr std::size_t count = std::size_t{1} << (Steps < 8 ? Steps : 8);
    std::array<cp::sequence<model::input_type, Steps>, count> bits{};
    std::array<cp::sequence<model::output_type, Steps>, count> odd{};

    parity() {
        for (std::size_t n = 0; n < count; ++n)
            for (std::size_t t = 0, sum = 0; t < Steps; ++t) {
                const std::size_t bit = (n * (t / 8 + 1)) >> t % 8 & 1;
                sum ^= bit;
                bits[n][t] = {bit == 1 ? 1.0F : -1.0F};
                odd[n][t] = {sum == 1 ? 1.0F : 0.0F};
            }
    }
};

}  // namespace

/// Inputs and weights with so large steps that sums of gates leave their bits: gates are open or closed, of the right sign.
constexpr bool large_sums_stay_within_their_bits() {
    using model = cp::int8_network<cp::network<cp::gru<20, 1>>>;
    cp::int8_gru_tensors<20, 1> from{};
    for (std::size_t k = 0; k < 20; ++k) from.input_weights[k] = -127, from.input_weights[40 + k] = 127;
    from.biases[1] = -1;
    from.input_scales = {1, 4000, 1};
    from.hidden_scales = {1, 1, 1};
    from.gives = {1.0F / 128, 0};
    model::int8_input x{};
    for (auto& value : x) value = 127;
    model::state_type state{};
    return model::from_integers({1.0F, 0}, from)(x, state)[0] == 127;
}

static_assert(is_by_definition());
static_assert(large_sums_stay_within_their_bits());
static_assert(decibels_of<in_branches>(sequences) > 33);
static_assert(cp::footprint<cp::int8_network<cp::network<cp::gru<3, 12>>>>::state_bytes == 12 * 4);

TEST_CASE("a GRU in integers is what its formulas say, and near to floats") {
    CHECK(is_by_definition());
    CHECK(decibels_of<in_branches>(sequences) > 33);
    CHECK(decibels_of<of_signal>(near_floats::samples_for<of_signal>()) > 36);
}

TEST_CASE("a GRU that has learned parity tells it in integers, too, for longer than it has learned") {
    const parity<8> learned;
    const parity<64> longer;
    const auto net = cp::fit(cp::initialized<parity<8>::model>(cp::torch_default{.seed = 1}), cp::bce_with_logits{},
                             cp::with(cp::adam{.learning_rate = 0.02}, cp::clip_norm{1.0}), learned.bits, learned.odd,
                             {.epochs = 200}, cp::batch<8>);
    const auto small = cp::quantize(net, learned.bits);
    CHECK(cp::accuracy(net, learned.bits, learned.odd) == 1);
    CHECK(cp::accuracy(small, learned.bits, learned.odd) == 1);
    CHECK(cp::accuracy(small, longer.bits, longer.odd) > 0.99);
    CHECK(cp::accuracy(small, longer.bits, longer.odd) >= cp::accuracy(net, longer.bits, longer.odd) - 0.001);
    CHECK(cp::report_quantization(net, small, longer.bits).output().signal_to_noise > 25);
}
