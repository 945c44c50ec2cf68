#include <constprop/constprop.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

#include "catch.hpp"
#include "stored_networks.hpp"

namespace cp = constprop;

namespace {

using stored_networks::drawn, stored_networks::factors, stored_networks::input;

/// A matrix of a user's that reads floats.
struct matrix {
    static constexpr cp::layer_shape shape(std::size_t /*offered*/) noexcept {
        return {.inputs = 4, .outputs = 3, .weights = 12};
    }
    template <std::size_t, class T> static constexpr void forward(const T* w, const T* x, T* y) noexcept {
        for (std::size_t o = 0; o < 3; ++o) {
            y[o] = 0;
            for (std::size_t i = 0; i < 4; ++i) y[o] += w[4 * o + i] * x[i];
        }
    }
};

template <class Network> using small_of = cp::stored_as<cp::scaled_int8, Network>;

template <class Network> constexpr Network widened(const small_of<Network>& net) noexcept {
    return Network::from_parameters(net.parameters(), net.statistics());
}

/// The outputs of a few steps or samples.
template <class Net> constexpr auto outputs_of(const Net& net) noexcept {
    std::array<typename Net::output_type, 3> y{};
    [[maybe_unused]] typename Net::state_type state{};
    for (std::size_t n = 0; n < y.size(); ++n) {
        const auto x = input<typename Net::input_type>(n);
        if constexpr (Net::has_state) y[n] = net(x, state);
        else y[n] = net(x);
    }
    return y;
}
template <class Network> constexpr small_of<Network> small(drawn<Network>());
template <class Network> constexpr auto by_the_compiler = outputs_of(small<Network>);

/// Checks a stored network against the compiler's bits, and against the network of floats with the numbers that it stores.
template <class Network> void compare() {
    const auto& net = small<Network>;
    CHECK(outputs_of(net) == by_the_compiler<Network>);
    const Network wide = widened<Network>(net);
    CHECK(wide.parameters() != drawn<Network>().parameters());
    CHECK(small_of<Network>(wide) == net);
    CHECK(small_of<Network>::from_parameters(net.parameters(), net.statistics()) == net);
    const auto exact = outputs_of(wide), found = outputs_of(net);
    for (std::size_t n = 0; n < exact.size(); ++n)
        for (std::size_t k = 0; k < exact[n].size(); ++k)
            CHECK(found[n][k] == Approx(exact[n][k]).epsilon(2e-6).margin(2e-6));
    if constexpr (!Network::has_state) {
        std::array<typename Network::input_type, 5> batch;
        for (std::size_t n = 0; n < batch.size(); ++n) batch[n] = input<typename Network::input_type>(n);
        const auto y = net(batch);
        for (std::size_t n = 0; n < 3; ++n)
            for (std::size_t k = 0; k < y[n].size(); ++k)
                CHECK(y[n][k] == Approx(found[n][k]).epsilon(2e-6).margin(2e-6));
        CHECK(net.trace(batch[1]).output() == found[1]);
    }
}

/// Checks that y = s Σ q x + b, bit for bit, for a network of one layer without groups that has `Outputs` outputs at each place,
/// by the network of floats that has the integers as weights, and no biases.
template <class Network, std::size_t Outputs, std::size_t Axis = 0> void check_sums() {
    const auto& net = small<Network>;
    const auto p = net.parameters();
    constexpr std::size_t weights = Network::parameter_count - Outputs;
    const auto dimensions = Network().template layer<0>().tensors[0].dimensions;
    std::size_t inner = 1;
    for (std::size_t d = Axis + 1; d < dimensions.size(); ++d) inner *= dimensions[d] == 0 ? 1 : dimensions[d];
    const auto output_of = [&](std::size_t k_) { return k_ / inner % Outputs; };
    std::array<float, Outputs> scales{};
    for (std::size_t k = 0; k < weights; ++k)
        scales[output_of(k)] = std::fmax(scales[output_of(k)], std::fabs(p[k]) / 127);
    auto integers = p;
    for (std::size_t k = 0; k < p.size(); ++k) integers[k] = k < weights ? p[k] / scales[output_of(k)] : 0;
    for (std::size_t k = 0; k < weights; ++k) {
        CHECK(integers[k] == std::round(integers[k]));
        CHECK(std::fabs(p[k] - drawn<Network>().parameters()[k]) <= 0.501F * scales[output_of(k)]);
    }
    for (std::size_t k = weights; k < p.size(); ++k) CHECK(p[k] == drawn<Network>().parameters()[k]);
    const auto sums = outputs_of(Network::from_parameters(integers)), y = outputs_of(net);
    for (std::size_t n = 0; n < y.size(); ++n)
        for (std::size_t k = 0; k < y[n].size(); ++k)
            CHECK(y[n][k] == sums[n][k] * scales[k % Outputs] + p[weights + k % Outputs]);
}

using digits = cp::network<cp::linear<64, 32>, cp::relu, cp::linear<32, 10>>;
using model = cp::network<cp::linear<3, 4>, cp::tanh, cp::linear<4, 2>>;

constexpr model trained = drawn<model>();
constexpr small_of<model> stored(trained);
constexpr model::input_type x{0.5F, -1, 0.25F};
static_assert(stored(x) != trained(x) && stored != small_of<model>());
static_assert(stored == small_of<model>::from_parameters(trained.parameters()));
static_assert(small_of<model>(cp::stored_as<cp::half, model>(trained)) ==
              small_of<model>(cp::with_scalar<float, model>(cp::stored_as<cp::half, model>(trained))));
static_assert(small_of<model>(cp::with_scalar<double, model>(trained)) == stored);
static_assert(cp::initialized<small_of<model>>(cp::torch_default{.seed = 1}) ==
              small_of<model>(cp::initialized<model>(cp::torch_default{.seed = 1})));
static_assert(std::is_same_v<small_of<model>::scalar, float> && std::is_trivially_copyable_v<small_of<model>>);
static_assert(stored.layer<0>().weight(1, 2) == stored.parameters()[5]);
static_assert(stored.layer<0>().bias(3) == trained.layer<0>().bias(3));

// Integers and scales that are given, such as those of a file, are kept: here the greatest integer is not 127.
using given = cp::network<cp::linear<3, 2>, cp::prelu<>, cp::batch_norm>;
constexpr small_of<given> of_integers = small_of<given>::from_integers(
    {50, -1, 2, 3, -128, 7}, {0.1F, 0.25F, 0.5F, -0.5F, 0.125F, 1, 1, 0, 0}, {0, 0, 1, 1});
static_assert(small_of<given>::integer_count == 6 && small_of<given>::float_count == 9);
static_assert(of_integers.layer<0>().weight(0, 0) == 0.1F * 50 && of_integers.layer<0>().weight(1, 1) == -32 &&
              of_integers.layer<0>().bias(0) == 0.5F && of_integers.layer<1>().parameter(0) == 0.125F &&
              of_integers.statistics()[2] == 1);
static_assert(cp::network<cp::linear<3, 2>>::parameter_count == 8 &&
              cp::stored_as<cp::scaled_int8, cp::network<cp::linear<3, 2>>>::from_integers(
                  {50, -1, 2, 3, -128, 7}, {0.1F, 0.25F, 0.5F, -0.5F})({1, 2, 4})[0] == 56 * 0.1F + 0.5F);

// An integer for each weight, and floats for scales and biases; each tensor begins at a word.
static_assert(cp::footprint<small_of<digits>>::parameter_bytes == (2048 + 32 * 8) + (320 + 10 * 8));
static_assert(cp::footprint<small_of<cp::network<cp::linear<3, 1>>>>::parameter_bytes == 4 + 8);
static_assert(cp::footprint<small_of<digits>>::inference_ram == cp::footprint<digits>::inference_ram);
static_assert(cp::fits<small_of<digits>, cp::parameter_bytes<2704>>);

// Layers without matrices stay floats where they are; within another layer, and layers that read floats, are converted.
using with_norm = cp::network<cp::linear<4, 6>, cp::layer_norm, cp::prelu<>, cp::linear<6, 2>>;
static_assert(std::is_same_v<std::remove_cvref_t<decltype(small_of<with_norm>().layer<1>())>::stored, float>);
static_assert(cp::footprint<small_of<with_norm>>::inference_sum_bytes == cp::footprint<with_norm>::inference_sum_bytes);
using inside = cp::network<cp::vector<6>, cp::residual<factors, cp::linear<6, 6>>>;
static_assert(cp::footprint<small_of<inside>>::inference_sum_bytes ==
              cp::footprint<inside>::inference_sum_bytes + 6 * sizeof(float));

}  // namespace

TEST_CASE("sums of integers are scaled once for each output") {
    check_sums<cp::network<cp::linear<64, 32>>, 32>();
    check_sums<cp::network<cp::linear<33, 7>>, 7>();
    check_sums<cp::network<cp::linear<5, 1>>, 1>();
    check_sums<cp::network<cp::unrolled<cp::linear<9, 21>, 4096>>, 21>();
    check_sums<cp::network<cp::image<6, 5, 3>, cp::conv2d<3, 7, cp::kernel<3>, cp::same>>, 7>();
    check_sums<cp::network<cp::image<5, 5, 6>, cp::depthwise_conv2d<6, cp::kernel<3>>>, 6>();
    check_sums<cp::network<cp::image<4, 4, 2>, cp::transposed_conv2d<2, 3, cp::kernel<3>, cp::stride<2>>>, 3, 1>();
    check_sums<cp::network<cp::signal<12, 2>, cp::conv1d<2, 5, cp::kernel<3>>>, 5>();
    check_sums<cp::network<cp::causal_conv1d<3, 5, cp::kernel<3>>>, 5>();
}

TEST_CASE("networks in scaled int8 have the compiler's bits: linear layers and convolutions") {
    compare<digits>();
    compare<model>();
    compare<cp::network<cp::linear<33, 7>, cp::relu, cp::linear<7, 37>, cp::softmax>>();
    compare<
        cp::network<cp::image<8, 8>, cp::conv2d<1, 4, cp::kernel<3>>, cp::relu, cp::flatten, cp::linear<144, 10>>>();
    compare<cp::network<cp::image<6, 5, 3>, cp::conv2d<3, 7, cp::kernel<3>, cp::same, cp::no_bias>, cp::relu,
                        cp::depthwise_conv2d<7, cp::kernel<3>>, cp::conv2d<7, 21, cp::kernel<1>>>>();
    compare<
        cp::network<cp::image<4, 4, 4>, cp::transposed_conv2d<4, 6, cp::kernel<3>, cp::stride<2>, cp::groups<2>>>>();
    compare<cp::network<cp::image<4, 4, 4>, cp::conv2d<4, 6, cp::kernel<3>, cp::groups<2>>>>();
}

TEST_CASE("networks in scaled int8 have the compiler's bits: layers with a state") {
    compare<cp::network<cp::rnn<5, 7>, cp::linear<7, 2>>>();
    compare<cp::network<cp::gru<3, 16>, cp::linear<16, 2>>>();
    compare<cp::network<cp::gru<3, 5, cp::reset_before>, cp::linear<5, 2>>>();
    compare<cp::network<cp::gru<4, 6, cp::reset_before, cp::no_bias>>>();
    compare<cp::network<cp::lstm<3, 7>, cp::linear<7, 2>>>();
    compare<cp::network<cp::lstm<20, 4, cp::no_bias>, cp::linear<4, 2>>>();
    compare<cp::network<cp::causal_conv1d<3, 5, cp::kernel<3>>, cp::relu, cp::linear<5, 2>>>();
}

TEST_CASE("networks in scaled int8 have the compiler's bits: other layers, and layers inside of layers") {
    compare<with_norm>();
    compare<inside>();
    compare<cp::network<cp::linear<4, 4>, matrix, factors, cp::scale<3>, cp::linear<3, 2>>>();
    compare<cp::network<cp::linear<4, 6>, cp::batch_norm, cp::linear<6, 2>>>();
    compare<cp::network<cp::linear<3, 5>, cp::residual<cp::linear<5, 3>, cp::relu, cp::linear<3, 5>>>>();
    compare<cp::network<cp::linear<3, 5>, cp::sequential<cp::linear<5, 3>, factors, cp::linear<3, 4>>,
                        cp::concatenate<cp::linear<4, 3>, cp::sequential<cp::linear<4, 5>, cp::tanh>>>>();
    compare<cp::network<cp::image<4, 4, 3>,
                        cp::add<cp::conv2d<3, 5, cp::kernel<1>>, cp::conv2d<3, 5, cp::kernel<1>, cp::no_bias>>>>();
    compare<cp::network<cp::signal<6, 3>, cp::over_time<cp::gru<3, 4>, cp::last_step>, cp::linear<4, 2>>>();
}

TEST_CASE("weights that are all zero, and tiny ones, are stored") {
    auto values = trained.parameters();
    for (std::size_t k = 0; k < 3; ++k) values[k] = 0;
    for (std::size_t k = 3; k < 6; ++k) values[k] = 1e-42F;
    const small_of<model> net = small_of<model>::from_parameters(values);
    for (std::size_t k = 0; k < 6; ++k) CHECK(std::fabs(net.parameters()[k]) <= values[k]);
    CHECK(std::isfinite(net(x)[0]));
    CHECK(small_of<model>::from_parameters(net.parameters()) == net);
}

TEST_CASE("networks in scaled int8 are evaluated, classified, run from buffers and compiled in") {
    const std::array<model::input_type, 3> inputs{input<model::input_type>(1), input<model::input_type>(2), x};
    const std::array<model::output_type, 3> targets{};
    CHECK(cp::evaluate(stored, cp::mse{}, inputs, targets) ==
          Approx(cp::evaluate(widened<model>(stored), cp::mse{}, inputs, targets)));
    CHECK(cp::classify(stored, x) == cp::classify(trained, x));
    const float in[] = {0.5F, -1, 0.25F};
    float out[2] = {};
    stored.run(in, out);
    CHECK(out[1] == stored(x)[1]);
    static constexpr small_of<model> constant = stored;
    CHECK(cp::constant_network<constant>{}(x) == stored(x));
    CHECK(cp::constant_network<constant>::connections == cp::count_nonzero_weights(stored));
    static constexpr small_of<digits> all = small<digits>;
    const auto digit = input<digits::input_type>(1);
    CHECK(cp::constant_network<all>{}(digit) == all(digit));
}

namespace {
inline constexpr auto wide_constant = widened<model>(stored);

template <class Net> auto after_a_step(Net net) {
    auto optimizer = cp::make_optimizer(net, cp::plain_sgd{.learning_rate = 0.1});
    cp::train_step(net, optimizer, cp::mse{}, x, model::output_type{0.5F, -0.5F});
    return cp::thaw(net);
}
}  // namespace

TEST_CASE("the last layer learns in floats behind layers in scaled int8, and layers before them do") {
    const auto learned = after_a_step(cp::freeze_before<stored, 2>()),
               wide = after_a_step(cp::freeze_before<wide_constant, 2>());
    CHECK(learned != wide_constant);
    for (std::size_t k = 0; k < wide.parameters().size(); ++k)
        CHECK(learned.parameters()[k] == Approx(wide.parameters()[k]).margin(1e-6));
    for (std::size_t k = 0; k < 16; ++k) CHECK(learned.parameters()[k] == wide_constant.parameters()[k]);
    using around = cp::network<cp::linear<3, 3>, cp::frozen<stored, 0>, cp::frozen<stored, 1>, cp::frozen<stored, 2>>;
    using around_wide = cp::network<cp::linear<3, 3>, cp::frozen<wide_constant, 0>, cp::frozen<wide_constant, 1>,
                                    cp::frozen<wide_constant, 2>>;
    const auto begin = drawn<around>();
    const auto slopes = cp::differentiate(begin, cp::mse{}, x, model::output_type{0.5F, -0.5F});
    const auto same = cp::differentiate(around_wide::from_parameters(begin.parameters()), cp::mse{}, x,
                                        model::output_type{0.5F, -0.5F});
    for (std::size_t k = 0; k < 12; ++k)
        CHECK(slopes.gradient.parameters()[k] == Approx(same.gradient.parameters()[k]).margin(1e-6));
}

TEST_CASE("networks that are made of one in scaled int8 are stored so, too") {
    using with_batches = cp::network<cp::linear<3, 4>, cp::batch_norm, cp::tanh, cp::linear<4, 2>>;
    const small_of<with_batches> net(drawn<with_batches>());
    const auto folded = cp::for_inference(net);
    CHECK(folded == std::remove_const_t<decltype(folded)>(cp::for_inference(widened<with_batches>(net))));
    CHECK(cp::freeze_statistics(net).parameters() == net.parameters());

    using net_type = cp::network<cp::linear<3, 4>, cp::relu, cp::linear<4, 2>>;
    constexpr net_type net_of_floats = cp::initialized<net_type>(cp::torch_default{.seed = 1});
    constexpr small_of<net_type> of_it(net_of_floats);
    CHECK(cp::count_nonzero_weights(cp::prune(of_it, cp::smallest{.fraction = 0.5})) == 10);
    CHECK(cp::count_nonzero_weights(cp::prune(of_it, cp::below{.magnitude = 0.2})) ==
          cp::count_nonzero_weights(cp::prune(net_of_floats, cp::below{.magnitude = 0.2})));
    const auto three = cp::prune(of_it, cp::keep_units<0, 3>{});
    CHECK(three == std::remove_const_t<decltype(three)>(cp::prune(widened<net_type>(of_it), cp::keep_units<0, 3>{})));

    constexpr cp::with_scalar<cp::fixed<16, 16>, net_type> in_fixed_point(net_of_floats);
    constexpr small_of<net_type> of_fixed_point(in_fixed_point);
    for (std::size_t k = 0; k < net_type::parameter_count; ++k)
        CHECK(of_fixed_point.parameters()[k] == Approx(net_of_floats.parameters()[k]).margin(5e-3));
    const std::array<net_type::input_type, 2> samples{x, net_type::input_type{}};
    const std::array<std::int8_t, 3> integers{90, -100, 17};
    CHECK(cp::quantize(of_it, samples)(integers) == cp::quantize(widened<net_type>(of_it), samples)(integers));
}

TEST_CASE("a snapshot of a network in scaled int8 has its bytes and its type") {
    small_of<model> other;
    const auto block = cp::snapshot(stored);
    CHECK(cp::restore(block, other) == cp::restore_result::restored);
    CHECK(other == stored);
    CHECK(sizeof(block.bytes) + model::parameter_count * 2 ==
          sizeof(cp::snapshot(cp::stored_as<cp::half, model>()).bytes) + 68);
    cp::stored_as<cp::bfloat16, model> another;
    model wide;
    CHECK(cp::restore(std::span(block.bytes), another) == cp::restore_result::other_type);
    CHECK(cp::restore(std::span(block.bytes), wide) == cp::restore_result::other_type);
}
