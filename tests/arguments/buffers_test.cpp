#include <constprop/arguments/buffers.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

using model = cp::network<cp::linear<3, 20>, cp::tanh, cp::linear<20, 2>>;
using one_layer = cp::network<cp::linear<3, 2>>;
using ends_in_softmax = cp::network<cp::linear<3, 20>, cp::relu, cp::linear<20, 4>, cp::softmax>;
using begins_with_relu = cp::network<cp::unrolled<cp::linear<3, 3>, 0>, cp::softmax, cp::relu>;

/// A buffer that receives one reading after the other, as by DMA.
template <class Network> constexpr bool from_a_buffer() {
    const Network net = cp::initialized<Network>(cp::torch_default{.seed = 1});
    constexpr std::size_t outputs = Network::output_size;
    float received[9] = {9, 0.5F, -1, 0.25F, 9, 2, -0.5F, 0.125F, 9};
    const typename Network::input_type first{0.5F, -1, 0.25F}, second{2, -0.5F, 0.125F};
    const std::span<float, 9> all(received);
    const std::span<const float> readings(received);
    const float alone[3] = {0.5F, -1, 0.25F};

    bool right = net(all.template subspan<1, 3>()) == net(first) &&
                 net(readings.template subspan<5, 3>()) == net(second) && net(readings.subspan(5, 3)) == net(second) &&
                 net(std::span(received + 1, 3)) == net(first) &&
                 net(std::span<const float, 3>(received + 1, 3)) == net(first) && net(alone) == net(first);

    // Two outputs beside each other, with a mark on each side.
    float sent[2 * outputs + 2] = {};
    sent[0] = sent[2 * outputs + 1] = 7;
    net.run(readings.template subspan<1, 3>(), std::span<float, outputs>(sent + 1, outputs));
    net.run(second, std::span<float>(sent + 1 + outputs, outputs));
    for (std::size_t k = 0; k < outputs; ++k)
        right = right && sent[1 + k] == net(first)[k] && sent[1 + outputs + k] == net(second)[k];
    right = right && sent[0] == 7 && sent[2 * outputs + 1] == 7;

    float c_array[outputs] = {};
    typename Network::output_type array{};
    net.run(alone, c_array);
    net.run(alone, array);
    for (std::size_t k = 0; k < outputs; ++k) right = right && c_array[k] == array[k];
    return right && array == net(first);
}
static_assert(from_a_buffer<model>() && from_a_buffer<one_layer>() && from_a_buffer<ends_in_softmax>() &&
              from_a_buffer<begins_with_relu>());

constexpr model trained = cp::initialized<model>(cp::torch_default{.seed = 2});
constexpr bool of_a_constant_network() {
    constexpr cp::constant_network<trained> net;
    const float received[4] = {9, 0.5F, -1, 0.25F};
    const std::span<const float, 4> all(received);
    const auto y = net({0.5F, -1, 0.25F});
    return net(all.subspan<1, 3>()) == y && net(all.subspan(1, 3)) == y;
}
static_assert(of_a_constant_network());

/// A stream's steps, from a buffer and to one, are those of a whole sequence.
using remembers = cp::network<cp::gru<3, 4>, cp::linear<4, 2>>;
constexpr bool step_by_step() {
    const remembers net = cp::initialized<remembers>(cp::torch_default{.seed = 3});
    const float received[9] = {0.5F, -1, 0.25F, 2, -0.5F, 0.125F, -1, 1, 0};
    const std::span<const float, 9> all(received);
    cp::sequence<remembers::input_type, 3> steps{};
    for (std::size_t t = 0; t < 3; ++t)
        for (std::size_t k = 0; k < 3; ++k) steps[t][k] = received[3 * t + k];
    const auto due = net(steps);

    remembers::state_type state{}, other{};
    remembers::output_type y{};
    bool right = true;
    for (std::size_t t = 0; t < 3; ++t) {
        right = right && net(all.subspan(3 * t, 3), state) == due[t];
        net.run(all.subspan(3 * t, 3), y, other);
        right = right && y == due[t] && state == other;
    }
    state = {};
    return right && net(all.subspan<0, 3>(), state) == due[0];
}
static_assert(step_by_step());

}  // namespace

TEST_CASE("networks run from a buffer to a buffer") {
    CHECK(from_a_buffer<model>());
    CHECK(from_a_buffer<one_layer>());
    CHECK(from_a_buffer<ends_in_softmax>());
    CHECK(from_a_buffer<begins_with_relu>());
    CHECK(of_a_constant_network());
    const std::vector<float> x{0.5F, -1, 0.25F};
    std::vector<float> y(2);
    trained.run(std::span(x), std::span(y));
    CHECK(std::array{y[0], y[1]} == trained({0.5F, -1, 0.25F}));
}

TEST_CASE("streams run from a buffer to a buffer") { CHECK(step_by_step()); }
