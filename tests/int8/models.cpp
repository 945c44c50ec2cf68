// Two of TensorFlow Lite's models as types written by hand, with the integers of their files: the same bits as its reference
// kernels, between the layers too.

#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "ad01.hpp"
#include "catch.hpp"
#include "hello_world.hpp"

namespace cp = constprop;

namespace {

using hello =
    cp::int8_network<cp::network<cp::linear<1, 16>, cp::relu, cp::linear<16, 16>, cp::relu, cp::linear<16, 1>>,
                     cp::per_tensor>;

constexpr hello sine =
    hello::from_integers(hello_world::takes, hello_world::layer_0, hello_world::layer_1, hello_world::layer_2);

using autoencoder =
    cp::int8_network<cp::network<cp::linear<640, 128>, cp::relu, cp::linear<128, 128>, cp::relu, cp::linear<128, 128>,
                                 cp::relu, cp::linear<128, 128>, cp::relu, cp::linear<128, 8>, cp::relu,
                                 cp::linear<8, 128>, cp::relu, cp::linear<128, 128>, cp::relu, cp::linear<128, 128>,
                                 cp::relu, cp::linear<128, 128>, cp::relu, cp::linear<128, 640>>,
                     cp::per_tensor>;

autoencoder read_autoencoder() {
    using namespace ad01;
    // A variable, so that g++ does not try to make the network while it compiles, which takes it minutes.
    static auto takes_now = takes;
    return autoencoder::from_integers(takes_now, layer_0, layer_1, layer_2, layer_3, layer_4, layer_5, layer_6, layer_7,
                                      layer_8, layer_9);
}

constexpr bool hello_is_right() {
    bool same = true;
    for (std::size_t k = 0; k < 3; ++k) same = same && sine(hello_world::inputs[k]) == hello_world::outputs[k];
    const auto all = sine.trace(hello_world::inputs[2]);
    return same && all.output<0>() == hello_world::gives_0 && all.output<2>() == hello_world::gives_1 &&
           all.output<4>() == hello_world::gives_2;
}

}  // namespace

static_assert(hello_is_right());

TEST_CASE("hello_world: bit for bit") { CHECK(hello_is_right()); }

TEST_CASE("hello_world: every input, by the compiler and by the processor") {
    static constexpr auto by_compiler = [] {
        std::array<std::int8_t, 256> all{};
        for (std::size_t k = 0; k < 256; ++k)
            all[k] = sine(hello::int8_input{static_cast<std::int8_t>(static_cast<int>(k) - 128)})[0];
        return all;
    }();
    for (int x = -128; x < 128; ++x) {
        CAPTURE(x);
        volatile int input = x;
        CHECK(sine(hello::int8_input{static_cast<std::int8_t>(input)})[0] == by_compiler[std::size_t(x + 128)]);
    }
}

TEST_CASE("ad01: bit for bit, between the layers too") {
    const auto net = std::make_unique<autoencoder>(read_autoencoder());
    for (std::size_t k = 0; k < 3; ++k) CHECK((*net)(ad01::inputs[k]) == ad01::outputs[k]);
    const auto all = net->trace(ad01::inputs[2]);
    CHECK(all.output<0>() == ad01::gives_0);
    CHECK(all.output<2>() == ad01::gives_1);
    CHECK(all.output<4>() == ad01::gives_2);
    CHECK(all.output<6>() == ad01::gives_3);
    CHECK(all.output<8>() == ad01::gives_4);
    CHECK(all.output<10>() == ad01::gives_5);
    CHECK(all.output<12>() == ad01::gives_6);
    CHECK(all.output<14>() == ad01::gives_7);
    CHECK(all.output<16>() == ad01::gives_8);
    CHECK(all.output<18>() == ad01::gives_9);
}
