#include <cstdint>
#include <string>
#include <vector>

#include "catch.hpp"
#include "tools/import/quantized/quantized_file.hpp"

namespace {

using names = std::vector<std::string>;
using integers = std::vector<std::int32_t>;

}  // namespace

TEST_CASE("a constant is added behind the integers that clamp what it is added to") {
    quantized_file file({-1, 1, 3, 3});
    bytes(file, "least", {}, {-128});  // a Relu that the quantizer left out
    file.floats("k", {3, 1, 1}, {10, 20, 30});
    file.quantize("x", "q");
    file.dequantize("q", "d");
    file.layer("d", "c", 1, 3);
    file.quantize("c", "cq", "least");
    SECTION("of real numbers") {
        file.dequantize("cq", "cd", "least");
        file.node("Add", {"k", "cd"}, {"a"});
        file.end("a");
    }
    SECTION("of integers") {
        bytes(file, "kq", {3, 1, 1}, {20, 40, 60});
        file.node("QLinearAdd", {"cq", "s", "least", "kq", "s", "z", "s", "z"}, {"a"}).set_domain("com.microsoft");
        file.dequantize("a", "y");
    }
    const auto net = network_of(file);
    CHECK(net.layers.spelled == names{"constprop::conv2d<1, 3, constprop::kernel<1>>",
                                      "constprop::depthwise_conv2d<3, constprop::kernel<1>>"});
    CHECK(net.layers.sources.at(0).gives == constprop::quantization{0.5F, -128});
    CHECK(net.layers.sources.at(0).biases == integers{0, 0, 0});
    // In steps of 1/2 · 1/127.
    CHECK(net.layers.sources.at(1).weights == std::vector<std::int8_t>{127, 127, 127});
    CHECK(net.layers.sources.at(1).biases == integers{2540, 5080, 7620});
}

TEST_CASE("a constant is added to a vector as to one pixel") {
    quantized_file file({-1, 3});
    file.floats("k", {1, 3}, {1, 2, 3});
    file.quantize("x", "q");
    file.dequantize("q", "d");
    file.node("Add", {"d", "k"}, {"a"});
    file.end("a");
    const auto net = network_of(file);
    CHECK(net.layers.spelled == names{"constprop::depthwise_conv2d<3, constprop::kernel<1>>", "constprop::flatten"});
    CHECK(net.layers.sources.at(0).biases == integers{254, 508, 762});
}

TEST_CASE("a constant has one number, or one for each channel") {
    quantized_file file({-1, 1, 3, 3});
    file.quantize("x", "q");
    file.dequantize("q", "d");
    file.layer("d", "c", 1, 3);
    const bool is_quantized = GENERATE(false, true);
    if (is_quantized) {
        file.quantize("c", "cq");
        file.dequantize("cq", "cd");
    }
    file.node("Add", {is_quantized ? "cd" : "c", "k"}, {"a"});
    file.end("a");
    SECTION("one for each column") {
        file.floats("k", {3}, {10, 20, 30});
        CHECK(says(file, "'a' (Add): it adds a constant of shape (3) to (batch, 3, 3, 3); expected one number, or"));
    }
    SECTION("one for each row") {
        file.floats("k", {1, 1, 3, 1}, {10, 20, 30});
        CHECK(says(file, "it adds a constant of shape (1, 1, 3, 1)"));
    }
    SECTION("one more dimension") {
        file.floats("k", {1, 1, 3, 1, 1}, {10, 20, 30});
        CHECK(says(file, "it adds a constant of shape (1, 1, 3, 1, 1)"));
    }
    SECTION("one for each channel") {
        file.floats("k", {1, 3, 1, 1}, {10, 20, 30});
        CHECK(network_of(file).layers.sources.back().biases ==
              (is_quantized ? integers{2540, 5080, 7620} : integers{40, 80, 120}));
    }
    SECTION("one") {
        file.floats("k", {}, {10});
        CHECK(network_of(file).layers.sources.back().biases ==
              (is_quantized ? integers{2540, 2540, 2540} : integers{40, 40, 40}));
    }
}

TEST_CASE("integers are not added as numbers") {
    quantized_file file({-1, 3});
    file.quantize("x", "q");
    file.node("Add", {"q", "q"}, {"a"});
    file.dequantize("a", "y");
    CHECK(says(file, "it takes the integers of q as numbers"));
}
