#include "import/operators.hpp"

#include <cmath>
#include <vector>

#include "catch.hpp"
#include "tools/import/reading.hpp"

using numbers = std::vector<double>;

TEST_CASE("Gemm is a linear layer, whatever its attributes") {
    onnx_file file;
    auto& gemm = file.node("Gemm", {"x", "w", "b"}, {"y"});
    onnx_file::set(gemm, "alpha", 2.0F);
    onnx_file::set(gemm, "beta", 3.0F);
    SECTION("of inputs and outputs") { file.floats("w", {3, 2}, {1, 2, 3, 4, 5, 6}); }
    SECTION("or transposed") {
        file.floats("w", {2, 3}, {1, 3, 5, 2, 4, 6});
        onnx_file::set(gemm, "transB", 1);
    }
    file.floats("b", {2}, {7, 8});
    const auto layers = layers_of(file);
    CHECK(layers.inputs() == 3);
    CHECK(layers.outputs() == 2);
    REQUIRE(layers.steps().size() == 1);
    CHECK(linear_at(layers, 0).weights == numbers{2, 6, 10, 4, 8, 12});
    CHECK(linear_at(layers, 0).biases == numbers{21, 24});
}

TEST_CASE("MatMul and Add, in either order of operands, are one linear layer") {
    onnx_file file({1, 1, 3});
    file.node("MatMul", {"x", "w"}, {"m"});
    file.node("Add", {"b", "m"}, {"y"});
    file.floats("w", {3, 2}, {1, 2, 3, 4, 5, 6});
    file.floats("b", {1, 2}, {7, 8});
    const auto layers = layers_of(file);
    REQUIRE(layers.steps().size() == 1);
    CHECK(linear_at(layers, 0).weights == numbers{1, 3, 5, 2, 4, 6});
    CHECK(linear_at(layers, 0).biases == numbers{7, 8});
}

TEST_CASE("a product with a vector gives one number") {
    onnx_file file;
    file.node("MatMul", {"x", "w"}, {"m"});
    file.node("Sigmoid", {"m"}, {"y"});
    file.floats("w", {3}, {1, 2, 3});
    const auto layers = layers_of(file);
    CHECK(layers.outputs() == 1);
    CHECK(linear_at(layers, 0).weights == numbers{1, 2, 3});
}

TEST_CASE("arithmetic with constants is folded into the layer before it") {
    onnx_file file;
    file.node("MatMul", {"x", "w"}, {"m"});
    file.node("Sub", {"c", "m"}, {"s"});
    file.node("Mul", {"s", "d"}, {"t"});
    file.node("Div", {"t", "two"}, {"u"});
    file.node("Neg", {"u"}, {"y"});
    file.floats("w", {3, 2}, {1, 2, 3, 4, 5, 6});
    file.floats("c", {}, {1});
    file.floats("d", {2}, {2, 4});
    file.floats("two", {1}, {2});
    const auto layers = layers_of(file);
    REQUIRE(layers.steps().size() == 1);
    CHECK(linear_at(layers, 0).weights == numbers{1, 3, 5, 4, 8, 12});
    CHECK(linear_at(layers, 0).biases == numbers{-1, -2});
}

TEST_CASE("until opset 6 an attribute says where a constant's dimensions stand") {
    onnx_file file({-1, 2, 2});
    auto& add = file.node("Add", {"x", "c"}, {"y"});
    onnx_file::set(add, "broadcast", 1);
    onnx_file::set(add, "axis", 1);
    file.floats("c", {2}, {1, 2});
    CHECK(scale_at(layers_of(file), 0).shifts == numbers{1, 2, 1, 2});
    file.model.mutable_opset_import(0)->set_version(6);
    CHECK(scale_at(layers_of(file), 0).shifts == numbers{1, 1, 2, 2});
    add.mutable_attribute(1)->set_i(3);
    CHECK(
        error_of_file(file).starts_with("m.onnx: the node that gives 'y' (Add): its axis is 3; expected one at which"));
}

TEST_CASE("a change of shape keeps samples whole") {
    onnx_file file({2, 6});
    auto& reshape = file.node("Reshape", {"x", "shape"}, {"y"});
    auto& shape = file.integers("shape", {3, 4});
    // All of a fixed batch can be one sample; of an unknown one it cannot.
    CHECK(layers_of(file).inputs() == 12);
    shape.set_int64_data(0, 2), shape.set_int64_data(1, -1);
    CHECK(layers_of(file).inputs() == 6);
    onnx_file unknown({-1, 6});
    *unknown.graph().add_node() = reshape;
    *unknown.graph().add_initializer() = shape;
    CHECK(error_of_file(unknown).find("apart") != std::string::npos);
    unknown.graph().mutable_initializer(0)->set_int64_data(0, 1);
    CHECK(layers_of(unknown).inputs() == 6);
    unknown.graph().mutable_initializer(0)->set_int64_data(0, -1);
    unknown.graph().mutable_initializer(0)->set_int64_data(1, 4);
    CHECK(
        error_of_file(unknown) ==
        "m.onnx: the node that gives 'y' (Reshape): it takes samples of shape (batch, 6) apart; expected the batch to "
        "stay as it is. Reshape within a sample, or use Flatten (nn.Flatten).");
}

TEST_CASE("batch normalization is folded in double") {
    onnx_file file;
    const auto normalize = [&](const char* from, const char* to) {
        onnx_file::set(file.node("BatchNormalization", {from, "g", "b", "m", "v"}, {to}), "epsilon", 0.5F);
    };
    file.floats("g", {3}, {2, 4, 6});
    file.floats("b", {3}, {1, 1, 1});
    file.floats("m", {3}, {1, 2, 3});
    file.floats("v", {3}, {0.5F, 3.5F, 8.5F});  // √(v + ε) = 1, 2, 3
    file.floats("w", {3, 3}, {1, 0, 0, 0, 1, 1, 0, 0, 1});
    SECTION("into the linear layer before it") {
        file.node("MatMul", {"x", "w"}, {"h"});
        normalize("h", "y");
        const auto layers = layers_of(file);
        REQUIRE(layers.steps().size() == 1);
        CHECK(linear_at(layers, 0).weights == numbers{2, 0, 0, 0, 2, 0, 0, 2, 2});
        CHECK(linear_at(layers, 0).biases == numbers{-1, -3, -5});
    }
    SECTION("or after it") {
        normalize("x", "h");
        file.node("MatMul", {"h", "w"}, {"y"});
        const auto layers = layers_of(file);
        REQUIRE(layers.steps().size() == 1);
        CHECK(linear_at(layers, 0).weights == numbers{2, 0, 0, 0, 2, 0, 0, 2, 2});
        CHECK(linear_at(layers, 0).biases == numbers{-1, -3, -8});
    }
    SECTION("or stays a layer") {
        file.node("Relu", {"x"}, {"a"});
        normalize("a", "h");
        file.node("Tanh", {"h"}, {"y"});
        const auto layers = layers_of(file);
        REQUIRE(layers.steps().size() == 3);
        CHECK(scale_at(layers, 1).factors == numbers{2, 2, 2});
        CHECK(scale_at(layers, 1).shifts == numbers{-1, -3, -5});
    }
}

TEST_CASE("activations keep their parameters") {
    const auto spelling = [](const char* op, const char* attribute, float number) {
        onnx_file file;
        onnx_file::set(file.node(op, {"x"}, {"y"}), attribute, number);
        return function_at(layers_of(file), 0);
    };
    CHECK(spelling("LeakyRelu", "alpha", 0.2F) == "constprop::leaky_relu<std::ratio<1, 5>>");
    CHECK(spelling("LeakyRelu", "other", 0) == "constprop::leaky_relu<std::ratio<1, 100>>");
    CHECK(spelling("Elu", "alpha", 1) == "constprop::elu");
    CHECK(spelling("Elu", "alpha", -1.5F) == "constprop::elu_with<std::ratio<-3, 2>>");
}

TEST_CASE("HardSigmoid is shifted and scaled to be the library's") {
    onnx_file file;
    onnx_file::set(file.node("HardSigmoid", {"x"}, {"y"}), "alpha", 0.25F);
    const auto layers = layers_of(file);
    CHECK(scale_at(layers, 0).factors == numbers{1.5});
    CHECK(scale_at(layers, 0).shifts == numbers{0});
    CHECK(function_at(layers, 1) == "constprop::hard_sigmoid");
}

TEST_CASE("Softmax goes over a sample, before opset 13 and after") {
    onnx_file file({2, 3, 1});
    auto& softmax = file.node("Softmax", {"x"}, {"y"});
    const auto samples_of = [&](int opset) {
        file.model.mutable_opset_import(0)->set_version(opset);
        const auto layers = layers_of(file);
        CHECK(function_at(layers, 0) == "constprop::softmax");
        return layers.inputs();
    };
    CHECK(samples_of(12) == 3);  // axis 1 and what follows
    CHECK(samples_of(13) == 1);  // axis 2, of 6 samples
    onnx_file::set(softmax, "axis", -2);
    CHECK(samples_of(13) == 3);
    softmax.mutable_attribute(0)->set_i(0);
    CHECK(error_of_file(file).starts_with(
        "m.onnx: the node that gives 'y' (Softmax): it goes along axis 0 of (batch, 3, 1); "));
}

TEST_CASE("what changes a shape and no order goes away") {
    onnx_file file({-1, 2, 1, 3});
    file.node("Squeeze", {"x", "axes"}, {"a"});
    file.node("Reshape", {"a", "shape"}, {"b"});
    file.node("Unsqueeze", {"b", "axes"}, {"c"});
    file.node("Flatten", {"c"}, {"d"});
    file.node("Dropout", {"d"}, {"e", "mask"});
    file.node("Identity", {"e"}, {"f"});
    file.node("MatMul", {"f", "w"}, {"y"});
    file.integers("axes", {2});
    file.integers("shape", {0, 3, -1});
    file.floats("w", {6, 1}, {1, 2, 3, 4, 5, 6});
    const auto layers = layers_of(file);
    REQUIRE(layers.steps().size() == 1);
    CHECK(linear_at(layers, 0).weights == numbers{1, 2, 3, 4, 5, 6});
}

TEST_CASE("constants may be computed from constants by what keeps their values") {
    onnx_file file;
    auto* tensor = file.node("Constant", {}, {"half"}).add_attribute();
    tensor->set_name("value");
    tensor->mutable_t()->set_data_type(onnx::TensorProto::FLOAT16);
    tensor->mutable_t()->add_dims(2), tensor->mutable_t()->add_dims(3);
    for (const int bits : {0x3C00, 0x4000, 0x4200, 0x4400, 0x4500, 0xC600}) tensor->mutable_t()->add_int32_data(bits);
    onnx_file::set(file.node("Cast", {"half"}, {"single"}), "to", static_cast<int>(onnx::TensorProto::FLOAT));
    file.node("Transpose", {"single"}, {"w"});
    file.node("MatMul", {"x", "w"}, {"y"});
    CHECK(linear_at(layers_of(file), 0).weights == numbers{1, 2, 3, 4, 5, -6});
}

TEST_CASE("the mask of Dropout is no output") {
    onnx_file file;
    file.node("Dropout", {"x"}, {"z", "y"});
    CHECK(error_of_file(file).find("its second output, the mask, is used; expected its first one.") !=
          std::string::npos);
}
