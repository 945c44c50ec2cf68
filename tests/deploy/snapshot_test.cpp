#include <constprop/activations/leaky_relu.hpp>
#include <constprop/activations/relu.hpp>
#include <constprop/activations/tanh.hpp>
#include <constprop/branches/residual.hpp>
#include <constprop/deploy/freeze.hpp>
#include <constprop/deploy/freeze_statistics.hpp>
#include <constprop/deploy/snapshot.hpp>
#include <constprop/initializers/initialize.hpp>
#include <constprop/layers/batch_norm.hpp>
#include <constprop/layers/causal_conv1d.hpp>
#include <constprop/layers/conv2d.hpp>
#include <constprop/layers/delay.hpp>
#include <constprop/layers/flatten.hpp>
#include <constprop/layers/gru.hpp>
#include <constprop/layers/linear.hpp>
#include <constprop/layers/rnn.hpp>
#include <constprop/layers/window_options.hpp>
#include <constprop/losses/mse.hpp>
#include <constprop/numbers/fixed.hpp>
#include <constprop/optimizers/adam.hpp>
#include <constprop/optimizers/adamw.hpp>
#include <constprop/optimizers/clip.hpp>
#include <constprop/optimizers/rmsprop.hpp>
#include <constprop/optimizers/schedules.hpp>
#include <constprop/optimizers/sgd.hpp>
#include <constprop/training/train_step.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>
#include <tuple>
#include <type_traits>

#include "catch.hpp"

namespace {

namespace cp = constprop;
using cp::restore_result;

using model = cp::network<cp::linear<3, 4>, cp::relu, cp::linear<4, 2>>;
constexpr model drawn = cp::initialized<model>(cp::torch_default{.seed = 5});
constexpr model drawn_otherwise = cp::initialized<model>(cp::torch_default{.seed = 6});

template <class Network> constexpr void steps(Network& net, auto& optimizer, std::size_t count) noexcept {
    typename Network::input_type x{};
    typename Network::output_type target{};
    for (std::size_t n = 0; n < count; ++n) {
        for (std::size_t k = 0; k < x.size(); ++k) x[k] = static_cast<float>(k + optimizer.steps() % 3) * 0.5F - 0.5F;
        target[0] = static_cast<float>(optimizer.steps() % 2);
        cp::train_step(net, optimizer, cp::mse{}, x, target);
    }
}

// Training goes on from a snapshot as if nothing had happened, bit for bit.
template <class Network, class Rule>
constexpr bool goes_on(const Network& start, const Rule& rule, std::size_t before, std::size_t after) {
    Network net = start;
    auto optimizer = cp::make_optimizer(net, rule);
    steps(net, optimizer, before);
    const auto saved = cp::snapshot(net, optimizer);
    static_assert(std::is_trivially_copyable_v<decltype(saved)>);
    steps(net, optimizer, after);

    Network again{};
    auto other = cp::make_optimizer(again, rule);
    steps(again, other, 1);
    if (cp::restore(saved, again, other) != restore_result::restored) return false;
    steps(again, other, after);
    return again == net && other.steps() == optimizer.steps() &&
           cp::snapshot(again, other).bytes == cp::snapshot(net, optimizer).bytes;
}

static_assert(goes_on(drawn, cp::sgd{.learning_rate = 0.1, .momentum = 0.9}, 2, 1));
static_assert(goes_on(drawn, cp::adam{.learning_rate = 0.01}, 2, 1));

using normalized = cp::network<cp::image<4, 4>, cp::conv2d<1, 2, cp::kernel<3>>, cp::batch_norm, cp::relu, cp::flatten,
                               cp::residual<cp::linear<8, 8>, cp::tanh>, cp::linear<8, 2>>;

// The bytes are fixed: what is in flash is still read when the library or the compiler has changed. These are computed by
// zlib's crc32, the fingerprint of
// "constprop::basic_network<float32<constprop::linear<1<1>>;unsigned16;".
constexpr auto small =
    cp::snapshot(cp::network<cp::linear<1, 1>>::from_parameters({1.5F, -2.0F}), std::uint16_t{0x1234});
static_assert(small.bytes == std::array<unsigned char, 30>{
                                 'C', 'P', 'S',  'N',  1, 0, 0, 0,    0x66, 0x98, 0x5D, 0x8D, 10, 0,   0, 0,  //
                                 0,   0,   0xC0, 0x3F, 0, 0, 0, 0xC0, 0x34, 0x12, 0xCE, 0xD5, 5,  0x7A});

// Each compiler finds these, whatever it writes of default arguments and namespaces.
using many_layers =
    cp::network<cp::gru<1, 4>, cp::delay<2>, cp::causal_conv1d<4, 2, cp::kernel<3>>, cp::residual<cp::rnn<2, 2>>>;
using image_network =
    cp::basic_network<cp::fixed<16, 16>, cp::image<8, 8>, cp::conv2d<1, 4, cp::kernel<3>, cp::stride<2>>,
                      cp::batch_norm, cp::leaky_relu<>>;
static_assert(cp::detail::fingerprint<many_layers::state_type>() == 0x9EB4798F);
static_assert(cp::detail::fingerprint<many_layers, cp::optimizer<many_layers, cp::adam, cp::clip_norm>>() ==
              0x022B9BD0);
static_assert(cp::detail::fingerprint<image_network>() == 0x94B4D1DB);

}  // namespace

TEST_CASE("training goes on from a snapshot as if nothing had happened") {
    CHECK(goes_on(drawn, cp::plain_sgd{}, 3, 4));
    CHECK(goes_on(drawn, cp::sgd{.momentum = 0.9, .dampening = 0.5}, 0, 4));
    CHECK(goes_on(drawn, cp::sgd{.momentum = 0.9, .dampening = 0.5}, 5, 4));
    CHECK(goes_on(drawn, cp::rmsprop{}, 5, 4));
    CHECK(goes_on(drawn, cp::adam{}, 7, 4));
    CHECK(goes_on(drawn, cp::adamw{}, 7, 4));
    CHECK(goes_on(drawn, cp::with(cp::adam{}, cp::warm_up{.steps = 9}, cp::clip_norm{.max = 0.1}), 4, 8));
    CHECK(goes_on(cp::freeze_statistics(cp::initialized<normalized>(cp::torch_default{})), cp::adam{}, 3, 3));
}

TEST_CASE("networks with statistics, and states between time steps, are saved whole") {
    normalized net = cp::initialized<normalized>(cp::torch_default{.seed = 1});
    auto optimizer = cp::make_optimizer(net, cp::adam{});
    std::array<normalized::input_type, 4> x{};
    std::array<normalized::output_type, 4> target{};
    for (std::size_t n = 0; n < x.size(); ++n) x[n][n] = 1.0F + static_cast<float>(n), target[n][0] = 1.0F;
    cp::train_step(net, optimizer, cp::mse{}, x, target);
    REQUIRE(net.statistics() != normalized{}.statistics());
    normalized other{};
    REQUIRE(cp::restore(cp::snapshot(net), other) == restore_result::restored);
    CHECK(other == net);
    CHECK(other.statistics() == net.statistics());

    using streamed = cp::network<cp::causal_conv1d<1, 3, cp::kernel<3>>, cp::gru<3, 4>, cp::delay<2>, cp::linear<4, 1>>;
    const auto stream = cp::initialized<streamed>(cp::torch_default{.seed = 2});
    streamed::state_type state{}, later{};
    for (const float value : {0.5F, -1.0F, 2.0F, 0.25F}) (void)stream(streamed::input_type{value}, state);
    streamed restored{};
    REQUIRE(cp::restore(cp::snapshot(stream, state), restored, later) == restore_result::restored);
    REQUIRE(restored == stream);
    REQUIRE(later == state);
    CHECK(stream(streamed::input_type{1.0F}, later) == stream(streamed::input_type{1.0F}, state));
}

TEST_CASE("numbers come back with all their bits") {
    const float nan = std::numeric_limits<float>::quiet_NaN(), infinity = std::numeric_limits<float>::infinity();
    const auto odd = std::array{nan, -infinity, -0.0F, std::numeric_limits<float>::denorm_min()};
    const double precise = 0.1;
    const std::int64_t negative = -5'000'000'000;
    const bool yes = true;
    auto odd_again = std::array<float, 4>{};
    double precise_again = 0;
    std::int64_t negative_again = 0;
    bool yes_again = false;
    const auto saved = cp::snapshot(odd, precise, negative, yes);
    REQUIRE(cp::restore(saved, odd_again, precise_again, negative_again, yes_again) == restore_result::restored);
    CHECK(std::memcmp(odd.data(), odd_again.data(), sizeof odd) == 0);
    CHECK((precise_again == precise && negative_again == negative && yes_again));
}

namespace {

template <class Activation> struct learner {
    cp::network<cp::linear<2, 2>, Activation, cp::linear<2, 2>> net;
    float scales[3] = {1, 2, 3};

    template <class Self> static constexpr auto saved(Self& self) noexcept { return std::tie(self.net, self.scales); }
};

}  // namespace

TEST_CASE("restore refuses a type of your own with other parts, and the state of another layer") {
    const learner<cp::relu> one{.net = {}, .scales = {4, 5, 6}};
    learner<cp::relu> again{};
    REQUIRE(cp::restore(cp::snapshot(one), again) == restore_result::restored);
    CHECK(again.scales[2] == 6);
    learner<cp::tanh> other{};
    const auto saved = cp::snapshot(one);
    CHECK(cp::restore(std::span(saved.bytes), other) == restore_result::other_type);

    const auto state_of = [](auto net) { return typename decltype(net)::state_type{}; };
    const auto delayed = cp::snapshot(state_of(cp::network<cp::linear<1, 2>, cp::delay<4>>{}));
    auto shorter = state_of(cp::network<cp::linear<1, 4>, cp::delay<2>>{});
    CHECK(cp::restore(std::span(delayed.bytes), shorter) == restore_result::other_type);
    const auto gated = cp::snapshot(state_of(cp::network<cp::gru<1, 4>>{}));
    auto plain = state_of(cp::network<cp::rnn<1, 4>>{});
    CHECK(cp::restore(std::span(gated.bytes), plain) == restore_result::other_type);
}

TEST_CASE("an integer that has no room for what was saved stays as it is") {
    const auto saved = cp::snapshot(std::int64_t{5'000'000'000});
    const auto fits = cp::snapshot(std::int64_t{-7});
    int count = 1;
    CHECK(cp::restore(std::span(saved.bytes), count) == restore_result::other_type);
    CHECK(count == 1);
    CHECK(cp::restore(std::span(fits.bytes), count) == restore_result::restored);
    CHECK(count == -7);
    bool yes = false;
    const auto five = cp::snapshot(std::uint8_t{5});
    CHECK(cp::restore(std::span(five.bytes), yes) == restore_result::other_type);
}

TEST_CASE("a snapshot that is cut off, or has one wrong bit, changes nothing") {
    const auto saved = cp::snapshot(drawn, std::size_t{7});
    for (std::size_t size = 0; size < saved.size; ++size) {
        model net{};
        std::size_t count = 1;
        const auto found = cp::restore(std::span(saved.bytes).first(size), net, count);
        REQUIRE(found == (size < 20 ? restore_result::no_snapshot : restore_result::damaged));
        REQUIRE((net == model{} && count == 1));
    }
    for (std::size_t bit = 0; bit < 8 * saved.size; ++bit) {
        auto damaged = saved;
        damaged.bytes[bit / 8] = static_cast<unsigned char>(damaged.bytes[bit / 8] ^ 1U << bit % 8);
        model net{};
        std::size_t count = 1;
        const auto found = cp::restore(damaged, net, count);
        REQUIRE(found == (bit < 32   ? restore_result::no_snapshot
                          : bit < 64 ? restore_result::other_version
                                     : restore_result::damaged));
        REQUIRE((net == model{} && count == 1));
    }
    // More bytes, as of a page of flash, do no harm.
    std::array<unsigned char, saved.size + 9> page{};
    std::memcpy(page.data(), saved.bytes.data(), saved.size);
    model net{};
    std::size_t count = 0;
    CHECK(cp::restore(std::span(page), net, count) == restore_result::restored);
    CHECK((net == drawn && count == 7));
}

TEST_CASE("other types, and other constants of frozen layers, are refused") {
    const auto of_relu = cp::snapshot(drawn);
    cp::network<cp::linear<3, 4>, cp::tanh, cp::linear<4, 2>> other{};
    CHECK(cp::restore(std::span(of_relu.bytes), other) == restore_result::other_type);
    cp::network<cp::linear<3, 4>, cp::relu, cp::linear<4, 3>> larger{};
    CHECK(cp::restore(std::span(of_relu.bytes), larger) == restore_result::other_type);
    cp::basic_network<double, cp::linear<3, 4>, cp::relu, cp::linear<4, 2>> precise{};
    CHECK(cp::restore(std::span(of_relu.bytes), precise) == restore_result::other_type);
    model net = drawn;
    auto adam = cp::make_optimizer(net, cp::adam{});
    CHECK(cp::restore(std::span(of_relu.bytes), net, adam) == restore_result::other_type);

    constexpr auto tuned = cp::freeze_before<drawn, 2>();
    constexpr auto tuned_from_other = cp::freeze_before<drawn_otherwise, 2>();
    auto first = tuned;
    auto second = tuned_from_other;
    CHECK(cp::restore(cp::snapshot(tuned), first) == restore_result::restored);
    const auto of_tuned = cp::snapshot(tuned);
    CHECK(cp::restore(std::span(of_tuned.bytes), second) == restore_result::other_type);
}
