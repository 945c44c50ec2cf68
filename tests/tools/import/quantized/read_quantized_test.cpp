#include "import/quantized/read_quantized.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include "catch.hpp"
#include "host/throws.hpp"
#include "import/tflite/report.hpp"
#include "tools/import/quantized/quantized_file.hpp"

namespace {

namespace tools = constprop::tools;
using tools::quantized::read_quantized;

/// y = dequantized(quantized(x W)), of two values and three outputs.
onnx_file product(int type = onnx::TensorProto::UINT8) {
    onnx_file file({-1, 2});
    file.floats("sx", {}, {0.5F}), bytes(file, "zx", {}, {type == onnx::TensorProto::UINT8 ? 130 : 2}, type);
    file.floats("sy", {}, {0.25F}), bytes(file, "zy", {}, {type == onnx::TensorProto::UINT8 ? 128 : 0}, type);
    file.floats("sw", {}, {0.125F}), bytes(file, "zw", {}, {0});
    bytes(file, "w", {2, 3}, {1, -2, 3, 4, 5, -127});
    file.node("QuantizeLinear", {"x", "sx", "zx"}, {"xq"});
    file.node("DequantizeLinear", {"xq", "sx", "zx"}, {"xd"});
    file.node("DequantizeLinear", {"w", "sw", "zw"}, {"wd"});
    file.node("MatMul", {"xd", "wd"}, {"p"});
    file.node("QuantizeLinear", {"p", "sy", "zy"}, {"pq"});
    file.node("DequantizeLinear", {"pq", "sy", "zy"}, {"y"});
    return file;
}

}  // namespace

TEST_CASE("bytes without a sign become integers with one, 128 less") {
    for (const int type : {onnx::TensorProto::UINT8, onnx::TensorProto::INT8}) {
        const auto net = network_of(product(type));
        CHECK(net.layers.spelled == std::vector<std::string>{"constprop::linear<2, 3>"});
        CHECK(net.takes == constprop::quantization{0.5F, 2});
        CHECK(net.gives == constprop::quantization{0.25F, 0});
        CHECK(net.layers.sources.at(0).weights == std::vector<std::int8_t>{1, 4, -2, 5, 3, -127});
    }
}

TEST_CASE("a constant that is added to sums is a bias, in their steps") {
    onnx_file file = product();
    file.graph().mutable_node(3)->set_output(0, "product");
    file.floats("b", {3}, {0.0625F, -0.125F, 1});
    file.node("Add", {"product", "b"}, {"p"});
    // The nodes that were behind it come last.
    auto& nodes = *file.graph().mutable_node();
    const onnx::NodeProto quantize = nodes[4], dequantize = nodes[5];
    nodes.DeleteSubrange(4, 2);
    *nodes.Add() = quantize, *nodes.Add() = dequantize;
    const auto net = network_of(file);
    CHECK(net.layers.spelled.size() == 1);
    CHECK(net.layers.sources.at(0).biases == std::vector<std::int32_t>{1, -2, 16});
}

TEST_CASE("a report has the bounds of a clip") {
    onnx_file file = product();
    auto& nodes = *file.graph().mutable_node();
    nodes[3].set_output(0, "product");
    file.floats("low", {}, {-2}), file.floats("high", {}, {0.5F});
    file.node("Clip", {"product", "low", "high"}, {"p"});
    for (int k = nodes.size() - 1; k > 4; --k) nodes.SwapElements(k, k - 1);
    const auto rows = tools::tflite::report_of(network_of(file), "n", {}).rows;
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].values->least == -32);
    CHECK(rows[1].values->least == -2);
    CHECK(rows[1].values->greatest == 0.5);
}

TEST_CASE("quantizing operators tell that a file is quantized") {
    CHECK(tools::quantized::is_quantized(product().model));
    onnx_file file;
    file.node("Relu", {"x"}, {"y"});
    CHECK(!tools::quantized::is_quantized(file.model));
}

TEST_CASE("what no network of integers does is one line") {
    onnx_file file = product();
    auto& nodes = *file.graph().mutable_node();
    SECTION("scales found while it runs") {
        nodes[0].set_op_type("DynamicQuantizeLinear");
        CHECK(says(file, "Quantize with static scales"));
    }
    SECTION("other integers") {
        file.graph().mutable_initializer(1)->set_data_type(onnx::TensorProto::UINT16);
        CHECK(says(file, "of type UINT16"));
    }
    SECTION("weights of floats") {
        nodes[3].set_input(1, "f");
        file.floats("f", {2, 3}, {1, 2, 3, 4, 5, 6});
        CHECK(says(file, "its weights are not quantized constants"));
    }
    SECTION("weights far from their zero point") {
        file.graph().mutable_initializer(5)->set_int32_data(0, 100);
        CHECK(says(file, "a weight is -227 steps from its zero point"));
    }
    SECTION("a scale of 0") {
        file.graph().mutable_initializer(0)->set_float_data(0, 0);
        CHECK(says(file, "a scale is 0.000000; expected a number above 0"));
    }
    SECTION("another scale behind a value than before it") {
        nodes[1].set_input(1, "sy");
        CHECK(says(file, "its scale or zero point is not that with which xq was quantized"));
    }
    SECTION("floats at the end") {
        nodes.DeleteSubrange(4, 2);
        nodes[3].set_output(0, "y");
        CHECK(says(file, "what it gives at the end is not quantized"));
    }
    SECTION("a layer that was left out") {
        nodes[1].set_op_type("Identity");
        nodes[1].mutable_input()->DeleteSubrange(1, 2);
        nodes[0].set_op_type("Identity");
        nodes[0].mutable_input()->DeleteSubrange(1, 2);
        CHECK(says(file, "it takes 'xd', which is not quantized"));
    }
    SECTION("integers of fewer bits") {
        nodes[1].set_input(0, "xc");
        bytes(file, "low", {}, {0}, onnx::TensorProto::UINT8), bytes(file, "high", {}, {15}, onnx::TensorProto::UINT8);
        auto& clip = file.node("Clip", {"xq", "low", "high"}, {"xc"});
        const onnx::NodeProto copy = clip;
        nodes.RemoveLast();
        *nodes.Add() = copy;
        for (int k = nodes.size() - 1; k > 1; --k) nodes.SwapElements(k, k - 1);
        CHECK(says(file, "it clips integers"));
    }
    SECTION("an operator without a layer") {
        nodes[3].set_op_type("MatMulInteger");
        CHECK(says(file, "there is no layer in integers for this operator"));
    }
    SECTION("another output") {
        CHECK(error_of([&] { read_quantized(file.model, "m.onnx", {.output = "z"}); }).find("it has no output 'z'") !=
              std::string::npos);
    }
}

TEST_CASE("a softmax at the end keeps its own steps where the file has none") {
    onnx_file file = product();
    file.graph().mutable_node(5)->set_output(0, "logits");
    file.node("Softmax", {"logits"}, {"y"});
    const auto net = network_of(file);
    CHECK(net.layers.spelled.back() == "constprop::softmax");
    CHECK(net.gives == constprop::quantization{1.0F / 256, -128});
}
