// TensorFlow Lite's models of images: the same bits as its reference kernels, between the layers too, and inside of blocks.

#include "images.hpp"

#include <cstddef>
#include <memory>

#include "catch.hpp"

namespace {

// Variables, so that g++ does not try to make the networks while it compiles, which takes it minutes.
auto kws_takes = kws::takes, resnet_takes = resnet::takes, speech_takes = micro_speech::takes;

}  // namespace

TEST_CASE("keyword spotting: bit for bit, between the layers too") {
    const auto net = std::make_unique<images::keywords>(images::make_keywords(kws_takes));
    for (std::size_t k = 0; k < 3; ++k) CHECK((*net)(kws::inputs[k]) == kws::outputs[k]);
    const auto all = net->trace(kws::inputs[2]);
    CHECK(all.output<0>() == kws::gives_0);
    CHECK(all.output<2>() == kws::gives_1);
    CHECK(all.output<4>() == kws::gives_2);
    CHECK(all.output<6>() == kws::gives_3);
    CHECK(all.output<8>() == kws::gives_4);
    CHECK(all.output<10>() == kws::gives_5);
    CHECK(all.output<12>() == kws::gives_6);
    CHECK(all.output<14>() == kws::gives_7);
    CHECK(all.output<16>() == kws::gives_8);
    CHECK(all.output<18>() == kws::gives_9);
    CHECK(all.output<19>() == kws::gives_10);
    CHECK(all.output<20>() == kws::gives_11);
    CHECK(all.output<21>() == kws::gives_12);
}

TEST_CASE("image classification: bit for bit, between the layers too, and inside of blocks") {
    const auto net = std::make_unique<images::pictures>(images::make_pictures(resnet_takes));
    for (std::size_t k = 0; k < 3; ++k) CHECK((*net)(resnet::inputs[k]) == resnet::outputs[k]);
    const auto all = std::make_unique<decltype(net->trace(resnet::inputs[2]))>(net->trace(resnet::inputs[2]));
    CHECK(all->output<0>() == resnet::gives_0);
    CHECK(all->inner<2, 0>() == resnet::gives_1);
    CHECK(all->inner<2, 2>() == resnet::gives_2);
    CHECK(all->output<2>() == resnet::gives_3);
    CHECK(all->inner<4, 1, 0>() == resnet::gives_4);
    CHECK(all->inner<4, 1>() == resnet::gives_5);
    CHECK(all->inner<4, 0>() == resnet::gives_6);
    CHECK(all->output<5>() == resnet::gives_7);
    CHECK(all->inner<6, 1, 1>() == resnet::gives_8);
    CHECK(all->inner<6, 1, 2>() == resnet::gives_9);
    CHECK(all->inner<6, 0>() == resnet::gives_10);
    CHECK(all->output<7>() == resnet::gives_11);
    CHECK(all->output<8>() == resnet::gives_12);
    CHECK(all->output<9>() == resnet::gives_13);
    CHECK(all->output<10>() == resnet::gives_14);
    CHECK(all->output<11>() == resnet::gives_15);
}

TEST_CASE("speech: bit for bit, between the layers too") {
    const auto net = std::make_unique<images::speech>(images::make_speech(speech_takes));
    for (std::size_t k = 0; k < 3; ++k) CHECK((*net)(micro_speech::inputs[k]) == micro_speech::outputs[k]);
    const auto all = net->trace(micro_speech::inputs[2]);
    CHECK(all.output<0>() == micro_speech::gives_1);
    CHECK(all.output<3>() == micro_speech::gives_2);
    CHECK(all.output<4>() == micro_speech::gives_3);
}
