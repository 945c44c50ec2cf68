// An LSTM in integers: the numbers that the restated arithmetic of TensorFlow Lite Micro's reference kernel gives, and networks
// that hold one. tests/models has a model of TensorFlow Lite with its answers.
#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "catch.hpp"
#include "int8/near_floats.hpp"

namespace cp = constprop;

namespace {

/// Whether steps x give y: step by step, as a sequence, and as a signal.
template <std::size_t Inputs, std::size_t Hidden, std::size_t Steps>
constexpr bool gives(const cp::quantization& takes, const cp::int8_lstm_tensors<Inputs, Hidden>& from,
                     const std::array<std::int8_t, Inputs * Steps>& x,
                     const std::array<std::int8_t, Hidden * Steps>& y) {
    using layer = cp::lstm<Inputs, Hidden>;
    using stream = cp::int8_network<cp::network<layer>>;
    using whole = cp::int8_network<cp::network<cp::signal<Steps, Inputs>, cp::over_time<layer>>>;
    using last = cp::int8_network<cp::network<cp::signal<Steps, Inputs>, cp::over_time<layer, cp::last_step>>>;
    const stream net = stream::from_integers(takes, from);
    cp::sequence<typename stream::int8_input, Steps> steps{};
    for (std::size_t k = 0; k < x.size(); ++k) steps[k / Inputs][k % Inputs] = x[k];
    const auto outputs = net(steps);
    typename stream::state_type state{};
    bool same = whole::from_integers(takes, from)(x) == y &&
                last::from_integers(takes, from)(x) == outputs[Steps - 1] && net.gives() == from.gives;
    for (std::size_t t = 0; t < Steps; ++t) {
        same = same && net(steps[t], state) == outputs[t];
        for (std::size_t u = 0; u < Hidden; ++u) same = same && outputs[t][u] == y[t * Hidden + u];
    }
    return same;
}

// Zero points other than 0, cells in several steps, cells that are clipped.
static_assert(gives<2, 3, 6>({0.0343750007F, -7},
                             {.input_weights = {-93,  18,   89,   78, 68, -111, -120, 101, 86, -28, -17, 28,
                                                -120, -122, -121, 39, 11, -125, 113,  -1,  14, -68, -39, -68},
                              .hidden_weights = {-62, -97, -1,   67, -12, -7,  39,  -30, 74,  68,  69,   -127,
                                                 51,  -13, -59,  57, 78,  -69, 113, 98,  -30, 48,  -72,  121,
                                                 -19, 58,  -120, 46, -71, 67,  -10, 116, -53, 110, -122, -21},
                              .input_scales = {0.00200000009F, 0.00400000019F, 0.00600000005F, 0.00800000038F},
                              .hidden_scales = {0.00300000003F, 0.00449999981F, 0.00600000005F, 0.00749999983F},
                              .biases = {-1281, -2232, 996, 1842, -2163, -400, 1322, -1184, 587, 1558, 2261, -2181},
                              .cell_power = -12,
                              .cell_limit = 32768,
                              .gives = {0.00779999979F, 5}},
                             {-33, 23, -67, 42, 88, -31, 27, 17, 127, 73, -111, 117},
                             {9, 21, -5, 14, 27, -10, -19, -20, 14, -44, -25, 3, -50, -33, 3, 0, 9, -3}));
static_assert(gives<2, 2, 6>(
    {0.0343750007F, 3},
    {.input_weights = {117, 93, 115, 90, 91, -49, -63, 28, -17, 36, -27, 78, 112, -14, 1, -59},
     .hidden_weights = {-113, -104, -106, -35, -73, 28, -118, 21, 58, 93, 127, 3, 103, -118, 95, -120},
     .input_scales = {0.0027999999F, 0.0055999998F, 0.0083999997F, 0.0111999996F},
     .hidden_scales = {0.00419999985F, 0.00630000001F, 0.0083999997F, 0.0104999999F},
     .biases = {-1615, 2486, 2580, -1703, 47, 1457, -18, 808},
     .cell_power = -14,
     .cell_limit = 8192,
     .gives = {0.00779999979F, -9}},
    {35, 66, 88, -44, -38, -8, -10, -116, -38, 38, -40, -59}, {20, 6, -14, -53, -11, -14, -25, -44, -8, 7, -10, -12}));
static_assert(gives<3, 2, 5>(
    {0.0343750007F, 0},
    {.input_weights = {-12,  94, 16, 92,  109, 72, -80, 78, 4,  -6,  34, 30,
                       -104, 10, 80, 100, 50,  35, 62,  30, 39, -87, 32, -124},
     .hidden_weights = {-8, -12, 3, 91, 76, -80, -103, -13, -117, 25, 124, -26, 85, 8, -111, -112},
     .input_scales = {0.00200000009F, 0.00400000019F, 0.00600000005F, 0.00800000038F},
     .hidden_scales = {0.00300000003F, 0.00449999981F, 0.00600000005F, 0.00749999983F},
     .biases = {1811, -1445, -515, -1839, 710, 2356, -2708, -1442},
     .cell_power = -10,
     .cell_limit = 10240,
     .gives = {0.00779999979F, 0}},
    {-5, -113, 109, 39, 97, -28, -9, 22, 127, -126, -85, 106, 14, 80, -86}, {16, 0, -22, 44, 34, 1, 7, 3, -4, 55}));

using model = cp::network<cp::lstm<2, 6>, cp::linear<6, 2>>;
using sequence = cp::sequence<model::input_type, 8>;
constexpr model net = cp::initialized<model>(cp::torch_default{.seed = 3});
constexpr auto sequences = [] {
    std::array<sequence, 6> all{};
    std::uint32_t bits = 7;
    for (sequence& one : all)
        for (auto& x : one)
            for (float& value : x) {
                bits = bits * 1664525U + 1013904223U;
                value = static_cast<float>(bits >> 16) / 32768.0F - 1.0F;
            }
    return all;
}();
constexpr auto in_integers = cp::quantize(net, sequences);
using small_model = std::remove_const_t<decltype(in_integers)>;

/// Streams of int8, of uint8 and of floats, sequences, batches of sequences, buffers: the same integers.
constexpr bool forms_agree() {
    small_model::state_type as_int8{}, as_uint8{}, as_float{}, in_buffers{}, traced{};
    const auto whole = in_integers(sequences[2]);
    bool same = in_integers(std::array{sequences[1], sequences[2]})[1] == whole;
    for (std::size_t t = 0; t < 8; ++t) {
        const auto q = in_integers.quantize_input(sequences[2][t]);
        const auto y = in_integers(q, as_int8);
        std::array<std::uint8_t, 2> u{};
        for (std::size_t k = 0; k < 2; ++k) u[k] = static_cast<std::uint8_t>(q[k] + 128);
        const auto v = in_integers(u, as_uint8);
        std::array<std::int8_t, 2> written{};
        in_integers.run(q, written, in_buffers);
        same = same && written == y && v[0] == y[0] + 128 && v[1] == y[1] + 128;
        same = same && in_integers(sequences[2][t], as_float) == whole[t] &&
               whole[t] == in_integers.dequantize_output(y) && in_integers.trace(q, traced).output() == y;
    }
    return same && as_int8 == as_float && as_int8 == traced && !(as_int8 == small_model::state_type{});
}

/// A sequence from a given state goes on where the last one ended; a padded one ends where its length says.
constexpr bool state_goes_on() {
    cp::padded_sequence<model::input_type, 8> first{};
    cp::sequence<model::input_type, 5> second{};
    first.length = 3;
    for (std::size_t t = 0; t < 3; ++t) first[t] = sequences[0][t];
    for (std::size_t t = 0; t < 5; ++t) second[t] = sequences[0][t + 3];
    const auto whole = in_integers(sequences[0]);
    small_model::state_type state{};
    const auto begun = in_integers(first, state);
    return begun.length == 3 && begun[2] == whole[2] && in_integers(second, state)[4] == whole[7];
}

constexpr auto classes = [] {
    std::array<std::size_t, 6> all{};
    for (std::size_t n = 0; n < all.size(); ++n) all[n] = cp::classify(net, sequences[n]);
    return all;
}();

/// Signal-to-noise of the last layer.
template <class Network, class Samples, class... Options>
constexpr double decibels_of(const Samples& samples, const Options&... options) {
    const auto float_net = cp::initialized<Network>(cp::torch_default{.seed = 5});
    return cp::report_quantization(float_net, cp::quantize(float_net, samples, options...), samples)
        .output()
        .signal_to_noise;
}

// In branches, whose states are side by side; and of a signal, with other layers over time.
using in_branches =
    cp::network<cp::residual<cp::lstm<2, 2>>, cp::add<cp::lstm<2, 3>, cp::linear<2, 3>>, cp::relu,
                cp::concatenate<cp::linear<3, 1>, cp::sequential<cp::lstm<3, 2, cp::no_bias>, cp::linear<2, 2>>>>;
using of_signal = cp::network<cp::signal<4, 2>, cp::over_time<cp::lstm<2, 6>>, cp::over_time<cp::linear<6, 3>>,
                              cp::flatten, cp::linear<12, 2>>;
using behind_flatten = cp::network<cp::signal<3, 2>, cp::flatten, cp::lstm<6, 4>>;
using at_the_end = cp::network<cp::signal<4, 2>, cp::over_time<cp::lstm<2, 6>, cp::last_step>, cp::linear<6, 2>>;
constexpr auto signals = [] {
    std::array<of_signal::input_type, 8> some{};
    const auto all = near_floats::samples_for<of_signal>();
    for (std::size_t n = 0; n < some.size(); ++n) some[n] = all[n];
    return some;
}();

/// Cells that leave ±1 have larger steps.
constexpr std::int32_t power_of_cells(float bias) {
    using counter = cp::network<cp::lstm<1, 1>>;
    counter::parameter_type values{};
    values[2] = 1;                              // weight_ih of g
    values[8] = values[9] = values[10] = bias;  // i, f and g
    const auto counting = counter::from_parameters(values);
    std::array<cp::sequence<counter::input_type, 12>, 1> ones{};
    for (auto& x : ones[0]) x = {1};
    return cp::quantize(counting, ones).layer<0>().cell_power;
}

}  // namespace

static_assert(forms_agree());
static_assert(state_goes_on());
static_assert(cp::accuracy(in_integers, sequences, classes) == 1);
static_assert(small_model::has_state && cp::footprint<small_model>::state_bytes == 4 * 6);
static_assert(cp::footprint<small_model>::parameter_bytes < 4 * 6 * 8 + 12 + 4 * 4 * 6 + 250);
static_assert(decibels_of<model>(sequences) > 40);
static_assert(decibels_of<in_branches>(sequences) > 36);
static_assert(decibels_of<of_signal>(signals) > 36);
static_assert(decibels_of<at_the_end>(signals) > 36);
static_assert(power_of_cells(0) == -15 && power_of_cells(10) == -11);

TEST_CASE("an LSTM in integers computes what the compiler does") {
    CHECK(forms_agree());
    CHECK(state_goes_on());
    CHECK(decibels_of<model>(sequences) > 40);
    CHECK(decibels_of<model>(sequences, cp::least_squared_error{}) > 40);
    CHECK(decibels_of<in_branches>(sequences) > 36);
    CHECK(decibels_of<of_signal>(signals) > 36);
    CHECK(decibels_of<at_the_end>(signals) > 36);
    CHECK(decibels_of<of_signal>(signals, cp::per_tensor{}, cp::percentile{99.9}) > 30);
    constexpr auto whole = in_integers(sequences[3]);
    const volatile std::size_t third = 3;
    CHECK(in_integers(sequences[third]) == whole);
}

TEST_CASE("an LSTM behind flatten has the columns of its weights in PyTorch's order") {
    constexpr auto samples = near_floats::samples_for<behind_flatten>();
    std::array<cp::sequence<behind_flatten::input_type, 4>, 6> all{};
    for (std::size_t k = 0; k < 24; ++k) all[k / 4][k % 4] = samples[k];
    CHECK(decibels_of<behind_flatten>(all) > 36);
}
