// Layers once their scale is known, and functions that there is no layer for.
#include <string>
#include <vector>

#include "catch.hpp"
#include "tools/import/quantized/quantized_file.hpp"

namespace {

using names = std::vector<std::string>;

/// Two values as one pixel, r.
quantized_file pixel() {
    quantized_file file({-1, 2});
    file.floats("wide", {}, {4});
    file.integers("shape", {1, 2, 1, 1});
    file.quantize("x", "q");
    file.dequantize("q", "d");
    file.node("Reshape", {"d", "shape"}, {"r"});
    return file;
}

/// The mean of windows around the pixel, padded with zeros.
quantized_file means(std::int64_t size) {
    quantized_file file = pixel();
    auto& pool = file.node("AveragePool", {"r"}, {"p"});
    onnx_file::set(pool, "kernel_shape", std::vector<std::int64_t>{size, size});
    onnx_file::set(pool, "pads", std::vector<std::int64_t>(4, size / 2));
    onnx_file::set(pool, "count_include_pad", 1);
    file.end("p");
    return file;
}

}  // namespace

TEST_CASE("windows see a vector as one pixel") {
    CHECK(network_of(means(3)).layers.spelled ==
          names{"constprop::depthwise_conv2d<2, constprop::kernel<3>, constprop::padding<1, 1, 1, 1>>",
                "constprop::flatten"});
}

TEST_CASE("means of huge windows are one line") {
    CHECK(says(means(2001), "'last' (QuantizeLinear): its windows of 2001 by 2001 need a weight for each value"));
}

TEST_CASE("the mean of one pixel is the pixel") {
    quantized_file file = pixel();
    file.node("GlobalAveragePool", {"r"}, {"m"});
    SECTION("in its scale") {
        file.quantize("m", "mq");
        file.dequantize("mq", "md");
        file.node("Relu", {"md"}, {"a"});
        file.end("a");
        CHECK(network_of(file).layers.spelled == names{"constprop::relu"});
    }
    SECTION("in another") {
        file.node("QuantizeLinear", {"m", "wide", "z"}, {"mq"});
        file.node("DequantizeLinear", {"mq", "wide", "z"}, {"y"});
        CHECK(network_of(file).layers.spelled == names{"constprop::own_scale<constprop::identity>"});
        CHECK(network_of(file).gives == constprop::quantization{4, 0});
    }
}

TEST_CASE("functions with parameters that no layer has are one line") {
    quantized_file file({-1, 2});
    file.quantize("x", "q");
    file.dequantize("q", "d");
    SECTION("Selu") {
        auto& selu = file.node("Selu", {"d"}, {"f"});
        const int which = GENERATE(0, 1, 2);
        if (which == 1) onnx_file::set(selu, "alpha", 3.0F);
        if (which == 2) onnx_file::set(selu, "gamma", 9.0F);
        file.end("f");
        if (which == 0) CHECK(network_of(file).layers.spelled == names{"constprop::selu"});
        else CHECK(says(file, "there is no layer with its parameters in integers"));
    }
    SECTION("bounds beyond all integers") {
        const float low = GENERATE(100.0F, -200.0F);
        file.floats("low", {}, {low}), file.floats("high", {}, {low + 10});
        file.node("Clip", {"d", "low", "high"}, {"f"});
        file.end("f");
        CHECK(says(file, "its bounds lie beyond all integers of its scale; expected bounds between them"));
    }
}
