#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

#include "catch.hpp"
#include "stored_networks.hpp"

namespace cp = constprop;

namespace {

using stored_networks::drawn, stored_networks::factors, stored_networks::input;

/// The network of floats with the parameters that are stored, rounded.
template <class Stored, class Network> constexpr Network widened(const cp::stored_as<Stored, Network>& net) noexcept {
    return Network::from_parameters(net.parameters(), net.statistics());
}

/// Checks that a stored network computes what the network of floats does with the same numbers, bit for bit.
template <class Stored, class Network> void compare() {
    const auto net = drawn<Network>();
    const cp::stored_as<Stored, Network> small(net);
    const Network wide = widened<Stored, Network>(small);
    CHECK(wide.parameters() != net.parameters());
    for (std::size_t k = 0; k < net.parameters().size(); ++k)
        REQUIRE(small.parameters()[k] == static_cast<float>(Stored(net.parameters()[k])));
    if constexpr (Network::has_state) {
        typename Network::state_type of_small{}, of_wide{};
        for (std::size_t step = 0; step < 3; ++step) {
            const auto x = input<typename Network::input_type>(step);
            CHECK(small(x, of_small) == wide(x, of_wide));
        }
    } else {
        const auto x = input<typename Network::input_type>(1);
        CHECK(small(x) == wide(x));
        std::array<typename Network::input_type, 5> batch;
        for (std::size_t n = 0; n < batch.size(); ++n) batch[n] = input<typename Network::input_type>(n);
        CHECK(small(batch) == wide(batch));
        CHECK(small.trace(x).output() == wide(x));
    }
}
template <class Network> void compare_both() {
    compare<cp::half, Network>();
    compare<cp::bfloat16, Network>();
}

using digits = cp::network<cp::linear<64, 32>, cp::relu, cp::linear<32, 10>>;
using model = cp::network<cp::linear<3, 4>, cp::tanh, cp::linear<4, 2>>;

constexpr model trained = drawn<model>();
constexpr cp::stored_as<cp::half, model> small(trained);
constexpr model::input_type x{0.5F, -1, 0.25F};
static_assert(small(x) == widened<cp::half, model>(small)(x) && small(x) != trained(x));
static_assert(small == cp::stored_as<cp::half, model>::from_parameters(trained.parameters()));
static_assert(small != cp::stored_as<cp::half, model>());
static_assert(cp::with_scalar<float, model>(small) == widened<cp::half, model>(small));
static_assert(cp::stored_as<cp::bfloat16, model>(small) ==
              cp::stored_as<cp::bfloat16, model>(widened<cp::half, model>(small)));
static_assert(std::is_same_v<cp::stored_as<cp::half, model>::scalar, float> &&
              std::is_trivially_copyable_v<decltype(small)>);

static_assert(sizeof(cp::stored_as<cp::half, digits>) * 2 <= sizeof(digits) + 64);
static_assert(cp::footprint<cp::stored_as<cp::half, digits>>::parameter_bytes == 4820);
static_assert(cp::footprint<digits>::parameter_bytes == 9640);
static_assert(cp::footprint<cp::stored_as<cp::half, digits>>::inference_ram == cp::footprint<digits>::inference_ram);
static_assert(cp::fits<cp::stored_as<cp::half, digits>, cp::parameter_bytes<4820>>);

// Each layer begins at a word.
using odd = cp::network<cp::linear<2, 1>, cp::tanh, cp::linear<1, 1>>;
static_assert(cp::footprint<cp::stored_as<cp::half, odd>>::parameter_bytes == 8 + 4);
static_assert(cp::footprint<cp::with_scalar<cp::fixed<5, 10>, odd>>::parameter_bytes == 2 * 5);

// In a branch it may begin between words, where only some processors load words.
using between_words = cp::network<cp::residual<cp::linear<64, 65>, cp::relu, cp::linear<65, 64>>>;
static_assert(cp::footprint<cp::stored_as<cp::half, between_words>>::inference_ram ==
              cp::footprint<between_words>::inference_ram +
                  (cp::kernels::detail::loads_words<cp::half> ? (65 * 64 + 64) * sizeof(float) : 0));

// A layer that reads floats has its parameters converted on the stack, also within another.
using with_floats = cp::network<cp::linear<4, 6>, factors, cp::linear<6, 2>>;
static_assert(cp::footprint<cp::stored_as<cp::half, with_floats>>::inference_sum_bytes >=
              6 * sizeof(float) + (cp::kernels::has_vectors<float> ? 0 : 1));
using inside = cp::network<cp::vector<6>, cp::residual<factors, cp::linear<6, 6>>>;
static_assert(cp::footprint<cp::stored_as<cp::half, inside>>::inference_sum_bytes ==
              cp::footprint<inside>::inference_sum_bytes + 6 * sizeof(float));

}  // namespace

TEST_CASE("stored networks compute as networks of floats with the rounded numbers: linear layers") {
    compare_both<digits>();
    compare_both<model>();
    compare_both<cp::network<cp::linear<5, 1>, cp::sigmoid>>();
    compare_both<cp::network<cp::linear<33, 7>, cp::relu, cp::linear<7, 37>, cp::softmax>>();
    compare_both<cp::network<cp::unrolled<cp::linear<9, 21>, 4096>, cp::relu, cp::unrolled<cp::linear<21, 3>, 4096>>>();
}

TEST_CASE("stored networks compute as networks of floats with the rounded numbers: convolutions") {
    compare_both<
        cp::network<cp::image<8, 8>, cp::conv2d<1, 4, cp::kernel<3>>, cp::relu, cp::flatten, cp::linear<144, 10>>>();
    compare_both<cp::network<cp::image<6, 5, 3>, cp::conv2d<3, 7, cp::kernel<3>, cp::same>, cp::relu,
                             cp::depthwise_conv2d<7, cp::kernel<3>>, cp::conv2d<7, 21, cp::kernel<1>>>>();
    compare_both<cp::network<cp::image<4, 4, 2>, cp::transposed_conv2d<2, 3, cp::kernel<3>, cp::stride<2>>>>();
    compare_both<cp::network<cp::signal<12, 2>, cp::conv1d<2, 5, cp::kernel<3>>, cp::tanh>>();
}

TEST_CASE("stored networks compute as networks of floats with the rounded numbers: layers with a state") {
    compare_both<cp::network<cp::rnn<5, 7>, cp::linear<7, 2>>>();
    compare_both<cp::network<cp::gru<3, 16>, cp::linear<16, 2>>>();
    compare_both<cp::network<cp::gru<3, 5, cp::reset_before>, cp::linear<5, 2>>>();
    compare_both<cp::network<cp::gru<4, 6, cp::reset_before>>>();
    compare_both<cp::network<cp::lstm<3, 7>, cp::linear<7, 2>>>();
    compare_both<cp::network<cp::causal_conv1d<3, 5, cp::kernel<3>>, cp::relu, cp::linear<5, 2>>>();
}

TEST_CASE(
    "stored networks compute as networks of floats with the rounded numbers: other layers, and layers inside of layers") {
    compare_both<cp::network<cp::linear<4, 6>, factors, cp::prelu<>, cp::scale<6>, cp::linear<6, 2>>>();
    compare_both<cp::network<cp::linear<4, 6>, cp::layer_norm, cp::batch_norm, cp::linear<6, 2>>>();
    compare_both<cp::network<cp::linear<3, 5>, cp::residual<cp::linear<5, 3>, cp::relu, cp::linear<3, 5>>>>();
    compare_both<cp::network<cp::linear<3, 5>, cp::sequential<cp::linear<5, 3>, factors, cp::linear<3, 4>>,
                             cp::concatenate<cp::linear<4, 3>, cp::sequential<cp::linear<4, 5>, cp::tanh>>>>();
    compare_both<cp::network<cp::image<4, 4, 3>,
                             cp::add<cp::conv2d<3, 5, cp::kernel<1>>, cp::conv2d<3, 5, cp::kernel<1>, cp::no_bias>>>>();
}

TEST_CASE("stored networks are evaluated, classified, run from buffers and compiled in") {
    const std::array<model::input_type, 3> inputs{input<model::input_type>(1), input<model::input_type>(2), x};
    const std::array<model::output_type, 3> targets{};
    const model wide = widened<cp::half, model>(small);
    CHECK(cp::evaluate(small, cp::mse{}, inputs, targets) == cp::evaluate(wide, cp::mse{}, inputs, targets));
    CHECK(cp::classify(small, x) == cp::classify(wide, x));
    const float in[] = {0.5F, -1, 0.25F};
    float out[2] = {};
    small.run(in, out);
    CHECK(out[1] == wide(x)[1]);
    static constexpr cp::stored_as<cp::half, model> constant = small;
    CHECK(cp::constant_network<constant>{}(x) == wide(x));
}

namespace {
inline constexpr auto wide_constant = widened<cp::half, model>(small);
using with_norm = cp::network<cp::linear<3, 4>, cp::layer_norm, cp::tanh, cp::linear<4, 2>>;
inline constexpr cp::stored_as<cp::half, with_norm> with_norm_small(drawn<with_norm>());
inline constexpr auto with_norm_wide = widened<cp::half, with_norm>(with_norm_small);

template <class Net> auto after_a_step(Net net) {
    auto optimizer = cp::make_optimizer(net, cp::plain_sgd{.learning_rate = 0.1});
    cp::train_step(net, optimizer, cp::mse{}, x, model::output_type{0.5F, -0.5F});
    return cp::thaw(net);
}
}  // namespace

TEST_CASE("the last layer learns in floats behind layers that stay stored") {
    CHECK(after_a_step(cp::freeze_before<small, 2>()) == after_a_step(cp::freeze_before<wide_constant, 2>()));
    CHECK(after_a_step(cp::freeze_before<with_norm_small, 3>()) ==
          after_a_step(cp::freeze_before<with_norm_wide, 3>()));
    CHECK(after_a_step(cp::freeze_before<small, 2>()) != wide_constant);
    static_assert(sizeof(cp::freeze_before<small, 2>()) == sizeof(cp::freeze_before<wide_constant, 2>()));
    // Backpropagation through stored layers converts them.
    using around = cp::network<cp::linear<3, 3>, cp::frozen<small, 0>, cp::frozen<small, 1>, cp::frozen<small, 2>>;
    using around_wide = cp::network<cp::linear<3, 3>, cp::frozen<wide_constant, 0>, cp::frozen<wide_constant, 1>,
                                    cp::frozen<wide_constant, 2>>;
    const auto begin = drawn<around>();
    const auto slopes = cp::differentiate(begin, cp::mse{}, x, model::output_type{0.5F, -0.5F});
    const auto same = cp::differentiate(around_wide::from_parameters(begin.parameters()), cp::mse{}, x,
                                        model::output_type{0.5F, -0.5F});
    CHECK(slopes.gradient.parameters() == same.gradient.parameters());
}

TEST_CASE("what only training needs is folded into stored parameters, too") {
    using with_batches = cp::network<cp::linear<3, 4>, cp::batch_norm, cp::tanh, cp::linear<4, 2>>;
    const cp::stored_as<cp::half, with_batches> net(drawn<with_batches>());
    const auto folded = cp::for_inference(net);
    CHECK(folded == std::remove_const_t<decltype(folded)>(cp::for_inference(widened<cp::half, with_batches>(net))));
    auto changed = net;
    changed.layer<0>().weight(1, 2) = 0.5F;
    CHECK(changed.parameters()[5] == 0.5F);
}

TEST_CASE("a snapshot of a stored network has its bytes and its type") {
    cp::stored_as<cp::half, model> other;
    const auto block = cp::snapshot(small);
    CHECK(cp::restore(block, other) == cp::restore_result::restored);
    CHECK(other == small);
    cp::stored_as<cp::bfloat16, model> another;
    model wide;
    CHECK(cp::restore(std::span(block.bytes), another) == cp::restore_result::other_type);
    CHECK(cp::restore(std::span(block.bytes), wide) == cp::restore_result::other_type);
}

TEST_CASE("stored networks are pruned, and made of other scalars than floats") {
    using net_type = cp::network<cp::linear<3, 4>, cp::relu, cp::linear<4, 2>>;
    constexpr net_type net = cp::initialized<net_type>(cp::torch_default{.seed = 1});
    constexpr cp::stored_as<cp::half, net_type> stored(net);
    CHECK(cp::count_nonzero_weights(cp::prune(stored, cp::smallest{.fraction = 0.5})) == 10);
    CHECK(cp::count_nonzero_weights(cp::prune(stored, cp::below{.magnitude = 0.2})) ==
          cp::count_nonzero_weights(cp::prune(net, cp::below{.magnitude = 0.2})));

    constexpr cp::with_scalar<cp::fixed<16, 16>, net_type> in_fixed_point(net);
    constexpr cp::stored_as<cp::half, net_type> of_fixed_point(in_fixed_point);
    for (std::size_t k = 0; k < net_type::parameter_count; ++k)
        CHECK(of_fixed_point.parameters()[k] == Approx(net.parameters()[k]).margin(1e-3));
}
