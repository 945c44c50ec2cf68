#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <tuple>
#include <type_traits>

#include "catch.hpp"
#include "near_floats.hpp"

namespace cp = constprop;
using near_floats::network_for, near_floats::samples_for;

namespace {

using model = cp::network<cp::linear<3, 8>, cp::relu, cp::linear<8, 4>, cp::softmax>;
constexpr auto small_net = cp::quantize(network_for<model>(), samples_for<model>());
using small_type = std::remove_const_t<decltype(small_net)>;

using images = cp::network<cp::image<5, 6, 3>, cp::conv2d<3, 4, cp::kernel<3>, cp::same>, cp::relu,
                           cp::residual<cp::depthwise_conv2d<4, cp::kernel<3>, cp::same>, cp::sigmoid>,
                           cp::concatenate<cp::identity, cp::sequential<cp::conv2d<4, 2, cp::kernel<1>>, cp::tanh>>,
                           cp::global_average_pool, cp::gelu, cp::linear<6, 3>>;

/// What a network gives for inputs in int8: one after the other where it has a state.
template <class Network> auto outputs_of(const Network& net) {
    std::array<typename Network::int8_output, 5> y{};
    typename Network::int8_input q{};
    typename Network::state_type state{};
    for (std::size_t seed = 0; seed < y.size(); ++seed) {
        for (std::size_t k = 0; k < q.size(); ++k) q[k] = static_cast<std::int8_t>((k * 53 + seed * 101) % 256 - 128);
        if constexpr (Network::has_state) y[seed] = net(q, state);
        else y[seed] = net(q);
    }
    return y;
}

/// The same network from its own integers, and from its snapshot.
template <class Network> bool comes_back(const Network& net) {
    Network restored{};
    if (restored == net || cp::restore(cp::snapshot(net), restored) != cp::restore_result::restored) return false;
    const Network again = Network::from_integers(net.integers());
    return restored == net && again == net && outputs_of(restored) == outputs_of(net) &&
           outputs_of(again) == outputs_of(net);
}

/// Per tensor, the factor of a linear layer is rounded otherwise: it is kept where a network has a scale for each output, too.
constexpr auto one_scale_in_many = [] {
    using two = cp::network<cp::linear<2, 3>, cp::linear<3, 2>>;
    const cp::int8_tensors<6, 3, 1> first{
        .weights = {1, 2, 3, -4, 5, -6}, .scales = {0.0137F}, .biases = {10, -20, 30}, .gives = {0.27F, -5}};
    const cp::int8_tensors<6, 2, 2> second{
        .weights = {7, -8, 9, 100, 110, -127}, .scales = {0.013F, 0.017F}, .biases = {1, 2}, .gives = {0.3F, 9}};
    return cp::int8_network<two>::from_integers({0.53F, 3}, first, second);
}();

}  // namespace

static_assert(small_net == small_net && !(small_net == small_type{}));
static_assert(small_type::from_integers(small_net.integers()) == small_net);
static_assert(std::get<0>(small_net.integers()) == small_net.takes());
static_assert(std::get<1>(one_scale_in_many.integers()).biases == std::array<std::int32_t, 3>{10, -20, 30});
static_assert(std::get<2>(one_scale_in_many.integers()).weights ==
              std::array<std::int8_t, 6>{7, -8, 9, 100, 110, -127});

// All that an inference takes, and budgets.
static_assert(cp::footprint<small_type>::inference_ram > cp::footprint<small_type>::inference_bytes + 512);
static_assert(cp::fits<small_type, cp::parameter_bytes<300>, cp::inference_bytes<64>, cp::inference_ram<2048>>);
static_assert(!cp::fits<small_type, cp::inference_ram<512>>);
static_assert(std::is_same_v<cp::within<small_type, cp::inference_ram<4096>>, small_type>);

// Layers that look wrong do so in integers, too.
static_assert(cp::lint<small_type>::clean);
using twice = cp::int8_network<cp::network<cp::linear<2, 3>, cp::linear<3, 2>>>;
static_assert(cp::lint<twice>::finds(cp::suspicion::same_linear_map, 1));

TEST_CASE("networks of integers come back from their integers and from snapshots") {
    CHECK(comes_back(small_net));
    CHECK(comes_back(one_scale_in_many));
    CHECK(comes_back(cp::quantize(network_for<model>(), samples_for<model>(), cp::per_tensor{})));
    CHECK(comes_back(cp::quantize(network_for<model>(), samples_for<model>(), cp::int4_weights<>{})));
    CHECK(comes_back(cp::quantize(network_for<images>(), samples_for<images>())));
    CHECK(comes_back(cp::quantize(network_for<images>(), samples_for<images>(), cp::int4_weights<cp::per_tensor>{})));
}

TEST_CASE("layers over time come back from their integers and from snapshots") {
    constexpr std::array<cp::sequence<std::array<float, 3>, 2>, 1> steps{{{{{{-1, 0.5F, 0.25F}, {0.75F, 1, -0.5F}}}}}};
    using lstm = cp::network<cp::lstm<3, 5>, cp::linear<5, 2>>;
    using gru = cp::network<cp::linear<3, 4>, cp::residual<cp::sequential<cp::gru<4, 4>, cp::tanh>>>;
    CHECK(comes_back(cp::quantize(network_for<lstm>(), steps)));
    CHECK(comes_back(cp::quantize(network_for<gru>(), steps)));
    using each = cp::network<cp::signal<4, 3>, cp::over_time<cp::linear<3, 2>>, cp::over_time<cp::tanh>>;
    using last = cp::network<cp::signal<4, 3>, cp::over_time<cp::gru<3, 5>>,
                             cp::over_time<cp::lstm<5, 4>, cp::last_step>, cp::linear<4, 2>>;
    CHECK(comes_back(cp::quantize(network_for<each>(), samples_for<each>())));
    CHECK(comes_back(cp::quantize(network_for<last>(), samples_for<last>())));
}

TEST_CASE("the integers of a recurrent layer are those of its tensors") {
    cp::int8_gru_tensors<2, 1> from{.input_weights = {1, -2, 3, 4, 5, -6},
                                    .hidden_weights = {7, 8, -9},
                                    .input_scales = {0.01F, 0.02F, 0.03F},
                                    .hidden_scales = {0.03F, 0.02F, 0.01F},
                                    .biases = {100, -200, 300},
                                    .hidden_biases = {-5},
                                    .gives = {0.0078F, 3}};
    const auto net = cp::int8_network<cp::network<cp::gru<2, 1>>>::from_integers({0.03F, -7}, from);
    const auto found = std::get<1>(net.integers());
    CHECK(found.input_weights == from.input_weights);
    CHECK(found.hidden_weights == from.hidden_weights);
    CHECK(found.biases == from.biases);
    CHECK(found.hidden_biases == from.hidden_biases);
    CHECK(found.gives == from.gives);
    from.hidden_weights[2] = 9;
    CHECK(!(net == cp::int8_network<cp::network<cp::gru<2, 1>>>::from_integers({0.03F, -7}, from)));
}

TEST_CASE("a snapshot of integers is refused where another type is, and where a byte has changed") {
    auto saved = cp::snapshot(small_net);
    auto other = cp::quantize(network_for<model>(), samples_for<model>(), cp::per_tensor{});
    CHECK(cp::restore(std::span(saved.bytes), other) == cp::restore_result::other_type);
    small_type same = small_net;
    saved.bytes[60] ^= 1U;
    CHECK(cp::restore(saved, same) == cp::restore_result::damaged);
    CHECK(same == small_net);
}

TEST_CASE("the fingerprint of a network of integers is the same for all compilers") {
    constexpr auto saved = cp::snapshot(small_net);
    std::uint32_t types = 0;
    for (std::size_t k = 0; k < 4; ++k) types |= std::uint32_t{saved.bytes[8 + k]} << (8 * k);
    CHECK(types == 0x1E54B3AF);
}

template <class Network> constexpr auto stream_in_integers() {
    std::array<cp::sequence<typename Network::input_type, 3>, 2> samples{};
    samples[0][1] = {0.5F, -1}, samples[1][2] = {1, 0.25F};
    return cp::quantize(cp::initialized<Network>(cp::torch_default{.seed = 2}), samples);
}

TEST_CASE("the state of a stream in integers is saved, and is no other layer's") {
    using with_lstm = cp::network<cp::lstm<2, 4>, cp::residual<cp::gru<4, 4>>, cp::linear<4, 2>>;
    using with_gru = cp::network<cp::gru<2, 4>, cp::residual<cp::gru<4, 4>>, cp::linear<4, 2>>;
    const auto net = stream_in_integers<with_lstm>();
    using network = std::remove_const_t<decltype(net)>;
    network::state_type state{}, later{};
    for (const int value : {100, -70, 3}) (void)net(network::int8_input{static_cast<std::int8_t>(value), 5}, state);
    const auto saved = cp::snapshot(state);
    REQUIRE(cp::restore(saved, later) == cp::restore_result::restored);
    CHECK(later == state);
    CHECK(net(network::int8_input{1, 2}, later) == net(network::int8_input{1, 2}, state));

    decltype(stream_in_integers<with_gru>())::state_type of_another{};
    CHECK(cp::restore(std::span(saved.bytes), of_another) == cp::restore_result::other_type);
    // Equal on every compiler, and part of the format.
    CHECK(cp::detail::fingerprint<network::state_type>() == 0xFD3D6065);
}
