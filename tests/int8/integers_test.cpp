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

/// The same network from its own integers, and from its snapshot.
template <class Network> bool comes_back(const Network& net) {
    Network restored{};
    if (restored == net || cp::restore(cp::snapshot(net), restored) != cp::restore_result::restored) return false;
    const Network again = Network::from_integers(net.integers());
    bool same = restored == net && again == net;
    typename Network::int8_input q{};
    for (std::size_t seed = 0; seed < 5; ++seed) {
        for (std::size_t k = 0; k < q.size(); ++k) q[k] = static_cast<std::int8_t>((k * 53 + seed * 101) % 256 - 128);
        same = same && restored(q) == net(q) && again(q) == net(q);
    }
    return same;
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
