#include <constprop/constprop.hpp>
#include <constprop/int8/mixed_network.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include "catch.hpp"
#include "near_floats.hpp"

namespace cp = constprop;
using near_floats::greatest_error, near_floats::network_for, near_floats::samples_for;

namespace {

// Images; the last layer computes on what `flatten` gives.
using model = cp::network<cp::image<5, 4, 2>, cp::conv2d<2, 3, cp::kernel<3>, cp::same>, cp::relu,
                          cp::conv2d<3, 4, cp::kernel<2>>, cp::tanh, cp::flatten, cp::linear<48, 5>, cp::softmax>;
constexpr model net = network_for<model>();
constexpr auto inputs = samples_for<model>();

/// A network of three parts, and the parts that are made by hand.
constexpr auto mixed = cp::quantize(net, inputs, cp::float_last<2>{}, cp::per_tensor{}, cp::float_first<2>{});
using mixed_type = std::remove_const_t<decltype(mixed)>;

using head = cp::network<cp::image<5, 4, 2>, cp::conv2d<2, 3, cp::kernel<3>, cp::same>, cp::relu>;
using middle = cp::network<cp::image<5, 4, 3>, cp::conv2d<3, 4, cp::kernel<2>>, cp::tanh, cp::flatten>;
using tail = cp::network<cp::flattened<cp::image<4, 3, 4>>, cp::linear<48, 5>, cp::softmax>;
static_assert(std::is_same_v<mixed_type, cp::mixed_network<head, cp::int8_network<middle, cp::per_tensor>, tail>>);

/// `Part::parameter_count` parameters of the network, from the one at `First` on.
template <class Part, std::size_t First> constexpr Part part_from() {
    const auto all = net.parameters();
    typename Part::parameter_type values{};
    for (std::size_t k = 0; k < values.size(); ++k) values[k] = all[First + k];
    return Part::from_parameters(values);
}
constexpr head first = part_from<head, 0>();
constexpr tail last = part_from<tail, head::parameter_count + middle::parameter_count>();
constexpr auto between = [] {
    std::array<middle::input_type, inputs.size()> given{};
    for (std::size_t n = 0; n < given.size(); ++n) given[n] = first(inputs[n]);
    return cp::quantize(part_from<middle, head::parameter_count>(), given, cp::per_tensor{});
}();

constexpr bool is_its_parts(std::size_t samples) {
    bool same = mixed.part<0>() == first && mixed.part<1>() == between && mixed.part<2>() == last;
    for (std::size_t n = 0; n < samples; ++n) same = same && mixed(inputs[n]) == last(between(first(inputs[n])));
    return same;
}

// Twenty-four classes that a last layer of eight bits confuses: weights of one output are a thousand times another's.
using sensitive = cp::network<cp::linear<4, 8>, cp::tanh, cp::linear<8, 2>>;
constexpr sensitive steep = [] {
    sensitive one = network_for<sensitive>();
    for (std::size_t i = 0; i < 8; ++i) one.layer<2>().weight(0, i) *= 100;
    return one;
}();
constexpr auto steep_inputs = samples_for<sensitive>();

/// The greatest difference in the output that is small.
template <class Small> constexpr float error_of_small_output(const Small& small) {
    float most = 0;
    for (const auto& x : steep_inputs) {
        const float off = steep(x)[1] - small(x)[1], size = off < 0 ? -off : off;
        most = size > most ? size : most;
    }
    return most;
}
constexpr float whole_error = error_of_small_output(cp::quantize(steep, steep_inputs)),
                mixed_error = error_of_small_output(cp::quantize(steep, steep_inputs, cp::float_last<1>{}));

// The common use: logits are integers, softmax is computed in floats.
using classifier = cp::network<cp::linear<4, 6>, cp::relu, cp::linear<6, 3>, cp::softmax>;
constexpr classifier floats = network_for<classifier>();
constexpr auto samples = samples_for<classifier>();
constexpr auto float_softmax = cp::quantize(floats, samples, cp::float_last<1>{});
using softmax_type = std::remove_const_t<decltype(float_softmax)>;

constexpr bool takes_integers() {
    const auto q = float_softmax.part<0>().quantize_input(samples[3]);
    std::array<std::uint8_t, 4> u{};
    for (std::size_t k = 0; k < 4; ++k) u[k] = static_cast<std::uint8_t>(q[k] + 128);
    const auto y = float_softmax(samples[3]);
    return float_softmax(q) == y && float_softmax(u) == y &&
           cp::classify(float_softmax, q) == cp::classify(float_softmax, u) &&
           cp::classify(float_softmax, samples[3]) == cp::classify(float_softmax, q) &&
           float_softmax(std::array{q, q})[1] == y && float_softmax(std::array{samples[3], samples[2]})[0] == y;
}

/// The number of layers of each part.
template <class Small> struct layers_of;
template <class... Networks> struct layers_of<cp::mixed_network<Networks...>> {
    static constexpr std::array<std::size_t, sizeof...(Networks)> value{Networks::layer_count...};
};
template <class Network, class... Options> constexpr auto cut_by() {
    return layers_of<decltype(cp::quantize(Network{}, samples_for<Network>(), Options{}...))>::value;
}

constexpr bool is_restored() {
    const auto saved = cp::snapshot(mixed);
    mixed_type other;
    return other != mixed && cp::restore(saved, other) == cp::restore_result::restored && other == mixed;
}

}  // namespace

static_assert(is_its_parts(2));
static_assert(takes_integers());
static_assert(mixed_error < whole_error / 4);
static_assert(is_restored());

// No layer in floats is no option at all.
static_assert(std::is_same_v<decltype(cp::quantize(floats, samples, cp::float_first<0>{}, cp::float_last<0>{})),
                             decltype(cp::quantize(floats, samples))>);

// A function that clamps stays with its layer, in floats. Others do not.
static_assert(cut_by<classifier, cp::float_first<1>>() == std::array<std::size_t, 2>{2, 2});
static_assert(cut_by<classifier, cp::float_first<2>>() == std::array<std::size_t, 2>{2, 2});
static_assert(cut_by<classifier, cp::float_last<2>>() == std::array<std::size_t, 2>{2, 2});
static_assert(cut_by<sensitive, cp::float_first<1>, cp::float_last<1>>() == std::array<std::size_t, 3>{1, 1, 1});
static_assert(cut_by<cp::network<cp::linear<2, 3>, cp::linear<3, 3>, cp::relu, cp::relu6>, cp::float_last<1>>() ==
              std::array<std::size_t, 2>{1, 3});
static_assert(cut_by<cp::network<cp::vector<3>, cp::relu, cp::linear<3, 2>>, cp::float_last<1>>() ==
              std::array<std::size_t, 2>{1, 1});
using with_block = cp::network<cp::linear<2, 3>, cp::residual<cp::linear<3, 3>>, cp::relu, cp::linear<3, 2>>;
static_assert(cut_by<with_block, cp::float_first<2>>() == std::array<std::size_t, 2>{3, 1});
static_assert(cut_by<with_block, cp::float_last<2>>() == std::array<std::size_t, 2>{1, 3});

// Layers without an integer form, where they stay floats.
using normalized =
    cp::network<cp::linear<2, 3>, cp::batch_norm, cp::linear<3, 3>, cp::tanh, cp::linear<3, 2>, cp::log_softmax>;
static_assert(cut_by<normalized, cp::float_first<2>, cp::float_last<1>>() == std::array<std::size_t, 3>{2, 3, 1});

// What it costs, and what looks wrong.
static_assert(cp::footprint<softmax_type>::multiply_accumulates == 24 + 18);
static_assert(cp::footprint<softmax_type>::parameter_bytes ==
              cp::footprint<softmax_type::part_type<0>>::parameter_bytes);
static_assert(cp::footprint<mixed_type>::parameter_bytes ==
              cp::footprint<head>::parameter_bytes + cp::footprint<tail>::parameter_bytes +
                  cp::footprint<cp::int8_network<middle, cp::per_tensor>>::parameter_bytes);
static_assert(cp::footprint<mixed_type>::inference_bytes >= 60 * 4 + 48 * 4);
static_assert(cp::fits<softmax_type, cp::parameter_bytes<200>, cp::inference_ram<2000>>);
static_assert(!cp::fits<softmax_type, cp::multiply_accumulates<41>>);
static_assert(std::is_same_v<cp::within<softmax_type, cp::multiply_accumulates<42>>, softmax_type>);
static_assert(cp::lint<softmax_type>::clean);
static_assert(cp::lint<decltype(cp::quantize(cp::network<cp::linear<2, 3>, cp::linear<3, 1>, cp::softmax>{},
                                             samples_for<cp::network<cp::linear<2, 3>>>(),
                                             cp::float_last<1>{}))>::finds(cp::suspicion::always_same, 2));

// Braced lists, data sets, checked inputs.
static_assert(float_softmax({0.5F, 0, -1, 1}) == float_softmax(std::array<float, 4>{0.5F, 0, -1, 1}));
static_assert(!cp::checked(float_softmax, {0, 0, 2, 0}, {-1, 1}));
constexpr std::array<std::size_t, samples.size()> classes = [] {
    std::array<std::size_t, samples.size()> all{};
    for (std::size_t n = 0; n < all.size(); ++n) all[n] = cp::classify(floats, samples[n]);
    return all;
}();
static_assert(cp::accuracy(float_softmax, samples, classes) > 0.9);
static_assert(cp::confusion_matrix(float_softmax, samples, classes)[0][0] > 0);
static_assert(cp::evaluate(float_softmax, cp::mse{}, samples[0], floats(samples[0])) < 1e-4F);

// A weight of 0 costs nothing, in no part.
constexpr cp::constant_network<mixed> constant;
constexpr cp::constant_network<float_softmax> constant_softmax;
static_assert(constant_softmax.connections <= 42 && constant_softmax(samples[1]) == float_softmax(samples[1]));

// What layers in floats before the integers cost is nothing; what those behind cost is what they are given.
constexpr auto report = cp::report_quantization(net, mixed, inputs);
static_assert(report.layers[0].greatest_difference == 0 && report.layers[1].greatest_difference == 0);
static_assert(report.layers[2].greatest_difference > 0 && report.output().greatest_difference > 0);
static_assert(report.output().signal_to_noise > 30);

TEST_CASE("a mixed network is its parts, one after the other") {
    CHECK(is_its_parts(inputs.size()));
    CHECK(takes_integers());
    CHECK(is_restored());
    // Sums of floats may be rounded once more or less, so that an integer is the next one.
    const auto of_constant = constant(inputs[5]), of_network = mixed(inputs[5]);
    for (std::size_t k = 0; k < 5; ++k) CHECK(of_constant[k] == Approx(of_network[k]).margin(0.01));
    // At run time the samples may be a vector, or a span. The order of options does not matter.
    const std::vector<model::input_type> all(inputs.begin(), inputs.end());
    const auto from_vector = cp::quantize(net, all, cp::per_tensor{}, cp::float_first<2>{}, cp::float_last<2>{});
    CHECK(cp::quantize(net, std::span(inputs), cp::float_first<1>{}, cp::float_last<2>{}, cp::per_tensor{}) ==
          from_vector);
    CHECK(cp::quantize(net, inputs, cp::float_first<2>{}, cp::percentile{90}).part<1>().takes().scale <
          cp::quantize(net, inputs, cp::float_first<2>{}).part<1>().takes().scale);
}

TEST_CASE("a last layer that is sensitive costs less in floats") {
    CHECK(error_of_small_output(cp::quantize(steep, steep_inputs, cp::float_last<1>{})) < whole_error / 4);
    CHECK(greatest_error(net, mixed) < 0.03F);
}

TEST_CASE("integers behind flatten have the weights in their order") {
    const auto behind = cp::quantize(net, inputs, cp::float_first<5>{}, cp::float_last<1>{});
    CHECK(std::is_same_v<std::remove_const_t<decltype(behind)>::part_type<1>::original,
                         cp::network<cp::flattened<cp::image<4, 3, 4>>, cp::linear<48, 5>>>);
    CHECK(greatest_error(net, behind) < 0.02F);
    CHECK(behind.part<1>().layer<0>().weight(2, 7) == cp::quantize(net, inputs).layer<5>().weight(2, 7));
}

TEST_CASE("a batch norm is folded before layers are counted") {
    using trained =
        cp::network<cp::linear<2, 3>, cp::batch_norm, cp::relu, cp::linear<3, 3>, cp::tanh, cp::linear<3, 2>>;
    auto one = network_for<trained>();
    for (std::size_t k = 0; k < 3; ++k) one.layer<1>().statistics()[k] = 0.25F * static_cast<float>(k);
    const auto x = samples_for<trained>();
    const auto whole = cp::quantize(one, x, cp::float_first<3>{});
    const auto folded = cp::quantize(cp::for_inference(one), x, cp::float_first<1>{});
    CHECK(decltype(folded)::layers_before(1) == 2);
    CHECK(greatest_error(one, whole) < 0.02F);
    CHECK(greatest_error(one, folded) < 0.02F);
    for (std::size_t k = 0; k < 2; ++k) CHECK(whole(x[3])[k] == Approx(folded(x[3])[k]).margin(0.02));
}

TEST_CASE("a snapshot is of one cut") {
    const auto saved = cp::snapshot(mixed);
    auto other = cp::quantize(net, inputs, cp::float_first<2>{}, cp::per_tensor{});
    CHECK(cp::restore(std::span(saved.bytes), other) == cp::restore_result::other_type);
}

namespace {

// Over time: a state in a part of floats, and one in integers.
using recurrent = cp::network<cp::gru<2, 3>, cp::lstm<3, 4>, cp::linear<4, 2>>;
constexpr auto recordings = [] {
    std::array<cp::sequence<recurrent::input_type, 5>, 3> all{};
    for (std::size_t n = 0; n < all.size(); ++n)
        for (std::size_t t = 0; t < 5; ++t)
            all[n][t] = {static_cast<float>((n * 3 + t * 5) % 7) / 3 - 1, static_cast<float>((n + t * 3) % 5) / 2 - 1};
    return all;
}();
constexpr recurrent rhythm = cp::initialized<recurrent>(cp::torch_default{.seed = 2});
constexpr auto mixed_rhythm = cp::quantize(rhythm, recordings, cp::float_first<1>{}, cp::float_last<1>{});
using rhythm_type = std::remove_const_t<decltype(mixed_rhythm)>;

constexpr bool steps_are_the_sequence() {
    const auto& x = recordings[1];
    const auto y = mixed_rhythm(x);
    const auto by_hand = mixed_rhythm.part<2>()(mixed_rhythm.part<1>()(mixed_rhythm.part<0>()(x)));
    rhythm_type::state_type state{}, zeros{};
    bool same = y == by_hand;
    for (std::size_t t = 0; t < x.size(); ++t) same = same && mixed_rhythm(x[t], state) == y[t];
    const auto saved = cp::snapshot(state);
    return same && !(state == zeros) && cp::restore(saved, zeros) == cp::restore_result::restored && state == zeros;
}

// A layer that needs whole sequences, in floats.
using both_ways = cp::network<cp::bidirectional<cp::gru<2, 2>>, cp::linear<4, 3>, cp::tanh>;
constexpr both_ways there_and_back = cp::initialized<both_ways>(cp::torch_default{.seed = 4});
constexpr auto mixed_ways = cp::quantize(there_and_back, recordings, cp::float_first<1>{});

}  // namespace

static_assert(steps_are_the_sequence());
static_assert(rhythm_type::has_state && cp::footprint<rhythm_type>::state_bytes >= 3 * 4 + 4 * 4);
static_assert(cp::report_quantization(rhythm, mixed_rhythm, recordings).output().signal_to_noise > 25);
static_assert(mixed_ways(recordings[0]) == mixed_ways.part<1>()(mixed_ways.part<0>()(recordings[0])));

TEST_CASE("mixed networks over time") {
    CHECK(steps_are_the_sequence());
    const auto y = mixed_ways(recordings[2]);
    const auto due = there_and_back(recordings[2]);
    for (std::size_t t = 0; t < due.size(); ++t)
        for (std::size_t k = 0; k < 3; ++k) CHECK(y[t][k] == Approx(due[t][k]).margin(0.03));
}
