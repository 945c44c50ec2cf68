// What is computed from constants, and from shapes, while importing; what becomes a linear layer.
#include <cmath>
#include <string>
#include <vector>

#include "catch.hpp"
#include "tools/import/reading.hpp"

using numbers = std::vector<double>;

namespace {

void set_ints(onnx::NodeProto& node, const std::string& name, const std::vector<int>& values) {
    auto* one = node.add_attribute();
    one->set_name(name), one->set_type(onnx::AttributeProto::INTS);
    for (const int value : values) one->add_ints(value);
}
void set_floats(onnx::NodeProto& node, const std::string& name, const std::vector<float>& values) {
    auto* one = node.add_attribute();
    one->set_name(name), one->set_type(onnx::AttributeProto::FLOATS);
    for (const float value : values) one->add_floats(value);
}
void set_text(onnx::NodeProto& node, const std::string& name, const std::string& value) {
    auto* one = node.add_attribute();
    one->set_name(name), one->set_type(onnx::AttributeProto::STRING), one->set_s(value);
}

}  // namespace

TEST_CASE("constants are computed: (x - mean) / sqrt(variance + epsilon)") {
    onnx_file file;
    file.node("Add", {"variance", "epsilon"}, {"sum"});
    file.node("Sqrt", {"sum"}, {"deviation"});
    file.node("Mul", {"mean", "two"}, {"doubled"});
    file.node("Sub", {"x", "doubled"}, {"centered"});
    file.node("Div", {"centered", "deviation"}, {"y"});
    file.floats("variance", {3}, {3.5F, 0, 15.5F});
    file.floats("epsilon", {}, {0.5F});
    file.floats("mean", {3}, {1, 2, 3});
    file.floats("two", {1}, {2});
    const auto layers = layers_of(file);
    CHECK(scale_at(layers, 0).factors[0] == 0.5);
    CHECK(scale_at(layers, 0).factors[2] == 0.25);
    CHECK(scale_at(layers, 0).shifts[2] == -1.5);
    CHECK(scale_at(layers, 0).shifts[1] == -4 / std::sqrt(0.5));
}

TEST_CASE("a shape that is computed from the input's is known, but for the number of samples") {
    onnx_file file({-1, 2, 3});
    SECTION("Shape, Gather, Unsqueeze, Concat, Reshape") {
        file.node("Shape", {"x"}, {"shape"});
        file.node("Gather", {"shape", "zero"}, {"batch"});
        file.node("Unsqueeze", {"batch", "first"}, {"rows"});
        file.node("Concat", {"rows", "rest"}, {"sizes"}).add_attribute()->set_name("axis");
        file.graph().mutable_node(3)->mutable_attribute(0)->set_type(onnx::AttributeProto::INT);
        file.node("Reshape", {"x", "sizes"}, {"flat"});
    }
    SECTION("Shape, Slice, Mul, Concat") {
        file.node("Shape", {"x"}, {"shape"});
        file.node("Slice", {"shape", "first", "one"}, {"rows"});
        file.node("Slice", {"shape", "one", "three"}, {"sides"});
        onnx_file::set(file.node("ReduceProd", {"sides"}, {"columns"}), "keepdims", 1);
        onnx_file::set(file.node("Concat", {"rows", "columns"}, {"sizes"}), "axis", 0);
        file.node("Reshape", {"x", "sizes"}, {"flat"});
    }
    SECTION("ones of the batch's size") {
        file.node("Flatten", {"x"}, {"flattened"});
        file.node("Shape", {"flattened"}, {"shape"});
        file.node("ConstantOfShape", {"shape"}, {"zeros"});
        file.node("Expand", {"zeros", "shape"}, {"more"});
        file.node("Add", {"flattened", "more"}, {"flat"});
    }
    file.node("MatMul", {"flat", "w"}, {"y"});
    file.floats("w", {6, 1}, {1, 2, 3, 4, 5, 6});
    auto& zero = file.tensor("zero", {}, onnx::TensorProto::INT64);
    zero.add_int64_data(0);
    file.integers("first", {0});
    file.integers("one", {1});
    file.integers("three", {3});
    file.integers("rest", {-1});
    const auto layers = layers_of(file);
    REQUIRE(layers.steps().size() == 1);
    CHECK(linear_at(layers, 0).weights == numbers{1, 2, 3, 4, 5, 6});
}

TEST_CASE("a few bytes do not ask for many numbers") {
    onnx_file file;
    file.node("ConstantOfShape", {"s"}, {"c"});
    file.node("Add", {"x", "c"}, {"y"});
    file.integers("s", {1000, 1000});
    CHECK(error_of_file(file).find("it makes a constant of more than 262144 numbers") != std::string::npos);
}

TEST_CASE("a product with the constant first is a linear layer, too") {
    SECTION("of a vector") {
        onnx_file file({3});
        file.node("MatMul", {"w", "x"}, {"y"});
        file.floats("w", {2, 3}, {1, 2, 3, 4, 5, 6});
        CHECK(linear_at(layers_of(file), 0).weights == numbers{1, 2, 3, 4, 5, 6});
    }
    SECTION("of one column") {
        onnx_file file({3, 1});
        file.node("MatMul", {"w", "x"}, {"m"});
        file.node("Add", {"b", "m"}, {"y"});
        file.floats("w", {2, 3}, {1, 2, 3, 4, 5, 6});
        file.floats("b", {2, 1}, {7, 8});
        CHECK(linear_at(layers_of(file), 0).weights == numbers{1, 2, 3, 4, 5, 6});
        CHECK(linear_at(layers_of(file), 0).biases == numbers{7, 8});
    }
    SECTION("of a column for each sample") {
        onnx_file file;
        file.node("Transpose", {"x"}, {"columns"});
        file.node("MatMul", {"w", "columns"}, {"m"});
        file.node("Add", {"m", "b"}, {"a"});
        file.node("Transpose", {"a"}, {"y"});
        file.floats("w", {2, 3}, {1, 2, 3, 4, 5, 6});
        file.floats("b", {2, 1}, {7, 8});
        const auto read = constprop::tools::read_onnx(file.bytes(), "m.onnx", {});
        CHECK(linear_at(read.layers, 0).weights == numbers{1, 2, 3, 4, 5, 6});
        CHECK(linear_at(read.layers, 0).biases == numbers{7, 8});
        CHECK_FALSE(read.output.columns);
        file.graph().mutable_initializer(1)->set_dims(1, 2);  // a row of biases would be another for each sample
        file.graph().mutable_initializer(1)->set_dims(0, 1);
        CHECK(error_of_file(file).find("a column for columns of samples") != std::string::npos);
    }
    SECTION("Gemm, of rows that it transposes") {
        onnx_file file;
        onnx_file::set(file.node("Gemm", {"w", "x"}, {"y"}), "transB", 1);
        file.floats("w", {2, 3}, {1, 2, 3, 4, 5, 6});
        const auto read = constprop::tools::read_onnx(file.bytes(), "m.onnx", {});
        CHECK(linear_at(read.layers, 0).weights == numbers{1, 2, 3, 4, 5, 6});
        CHECK(read.output.columns);
    }
    SECTION("with another size it is refused") {
        onnx_file file({4, 1});
        file.node("MatMul", {"w", "x"}, {"y"});
        file.floats("w", {2, 3}, {1, 2, 3, 4, 5, 6});
        CHECK(error_of_file(file).find("it multiplies a matrix with (batch, 1)") != std::string::npos);
    }
}

TEST_CASE("what selects and joins values of a sample is a linear layer, and part of the next where that is less") {
    onnx_file file({-1, 4});
    file.node("Slice", {"x", "starts", "ends", "axes"}, {"first"});
    file.node("Gather", {"x", "indices"}, {"last"}).add_attribute()->set_name("axis");
    file.graph().mutable_node(1)->mutable_attribute(0)->set_type(onnx::AttributeProto::INT);
    file.graph().mutable_node(1)->mutable_attribute(0)->set_i(1);
    file.node("Mul", {"last", "two"}, {"more"});
    onnx_file::set(file.node("Concat", {"more", "first", "ones"}, {"all"}), "axis", 1);
    file.integers("starts", {0}), file.integers("ends", {2}), file.integers("axes", {1}), file.integers("indices", {3});
    file.floats("two", {}, {2});
    file.floats("ones", {1, 1}, {7});
    SECTION("a layer") {
        file.node("Relu", {"all"}, {"y"});
        const auto layers = layers_of(file);
        REQUIRE(layers.steps().size() == 2);
        CHECK(linear_at(layers, 0).weights == numbers{0, 0, 0, 2, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        CHECK(linear_at(layers, 0).biases == numbers{0, 0, 0, 7});
        CHECK(layers({1, 2, 3, 4}) == numbers{8, 1, 2, 7});
    }
    SECTION("part of a layer") {
        file.node("MatMul", {"all", "w"}, {"y"});
        file.floats("w", {4, 1}, {1, 10, 100, 1000});
        const auto layers = layers_of(file);
        REQUIRE(layers.steps().size() == 1);
        CHECK(linear_at(layers, 0).weights == numbers{10, 100, 0, 2});
        CHECK(linear_at(layers, 0).biases == numbers{7000});
    }
    SECTION("Split, and a mean") {
        onnx_file parts({-1, 4});
        onnx_file::set(parts.node("Split", {"x"}, {"a", "b"}), "axis", 1);
        parts.node("Sub", {"a", "b"}, {"d"});
        set_ints(parts.node("ReduceMean", {"d"}, {"y"}), "axes", {1});
        CHECK(layers_of(parts)({1, 2, 5, 9}) == numbers{-5.5});
    }
    SECTION("but not across samples") {
        onnx_file rows({2, 4});
        onnx_file::set(rows.node("Gather", {"x", "i"}, {"y"}), "axis", 0);
        rows.integers("i", {1, 0});
        rows.graph()
            .mutable_input(0)
            ->mutable_type()
            ->mutable_tensor_type()
            ->mutable_shape()
            ->mutable_dim(0)
            ->set_dim_param("n");
        CHECK(error_of_file(rows).find("it does more than to select") != std::string::npos);
    }
}

TEST_CASE("a Concat of one input, and of a value and what it lacks to 1") {
    onnx_file one;
    onnx_file::set(one.node("Concat", {"x"}, {"c"}), "axis", -1);
    one.node("Relu", {"c"}, {"y"});
    REQUIRE(layers_of(one).steps().size() == 1);
    onnx_file two({-1, 1});
    two.node("Sub", {"one", "x"}, {"other"});
    onnx_file::set(two.node("Concat", {"other", "x"}, {"y"}), "axis", 1);
    two.floats("one", {}, {1});
    CHECK(layers_of(two)({0.25}) == numbers{0.75, 0.25});
}

TEST_CASE("bounds are clip, however they are written") {
    const auto clipped = [](const char* op, const std::vector<float>& bounds) {
        onnx_file file;
        auto& node = file.node(op, {"x"}, {"y"});
        for (std::size_t k = 0; k < bounds.size(); ++k) {
            node.add_input("b" + std::to_string(k));
            file.floats("b" + std::to_string(k), {}, {bounds[k]});
        }
        return layers_of(file);
    };
    CHECK(function_at(clipped("Clip", {0, 6}), 0) == "constprop::relu6");
    CHECK(function_at(clipped("Clip", {-1, 0.5F}), 0) == "constprop::clip<std::ratio<-1>, std::ratio<1, 2>>");
    for (const double x : {-5.0, -0.5, 0.25, 3.0}) {
        CHECK(clipped("Clip", {-1, 0.5F})({x, x, x})[0] == std::fmin(std::fmax(x, -1), 0.5));
        CHECK(clipped("Max", {-1})({x, x, x})[1] == std::fmax(x, -1));
        CHECK(clipped("Min", {0.5F})({x, x, x})[2] == std::fmin(x, 0.5));
        CHECK(clipped("Clip", {0})({x, x, x})[0] == std::fmax(x, 0));
    }
    onnx_file old;
    old.model.mutable_opset_import(0)->set_version(10);
    auto& node = old.node("Clip", {"x"}, {"y"});
    onnx_file::set(node, "min", -1.0F), onnx_file::set(node, "max", 1.0F);
    CHECK(function_at(layers_of(old), 0) == "constprop::clip<std::ratio<-1>, std::ratio<1>>");
    node.mutable_attribute(1)->set_f(-2);
    CHECK(error_of_file(old).find("expected a lower and a greater one") != std::string::npos);
}

TEST_CASE("PRelu of one slope is leaky_relu, of several it is prelu") {
    onnx_file file;
    file.node("PRelu", {"x", "s"}, {"y"});
    auto& slope = file.floats("s", {3}, {0.25F, 0.25F, 0.25F});
    CHECK(function_at(layers_of(file), 0) == "constprop::leaky_relu<std::ratio<1, 4>>");
    slope.set_float_data(1, 0.5F);
    CHECK(layers_of(file)({-4, -4, 4}) == numbers{-1, -2, 4});
}

TEST_CASE("Selu is selu, or a scaled elu") {
    onnx_file file;
    auto& node = file.node("Selu", {"x"}, {"y"});
    CHECK(function_at(layers_of(file), 0) == "constprop::selu");
    onnx_file::set(node, "gamma", 2.0F), onnx_file::set(node, "alpha", 1.0F);
    CHECK(function_at(layers_of(file), 0) == "constprop::elu");
    CHECK(scale_at(layers_of(file), 1).factors == numbers{2});
}

TEST_CASE("linear models of scikit-learn: what is a chain, and what divides by a norm") {
    onnx_file file;
    file.model.add_opset_import()->set_domain("ai.onnx.ml");
    auto& model = file.node("LinearClassifier", {"x"}, {"label", "scores"});
    model.set_domain("ai.onnx.ml");
    set_floats(model, "coefficients", {-1, -2, -3, 1, 2, 3});
    set_floats(model, "intercepts", {-4, 4});
    set_ints(model, "classlabels_ints", {5, 7});
    set_text(model, "post_transform", "LOGISTIC");
    auto& normalizer = file.node("Normalizer", {"scores"}, {"y"});
    normalizer.set_domain("ai.onnx.ml");
    set_text(normalizer, "norm", "L1");
    const auto layers = layers_of(file);
    REQUIRE(layers.steps().size() == 2);
    CHECK(linear_at(layers, 0).weights == numbers{-1, -2, -3, 1, 2, 3});
    CHECK(function_at(layers, 1) == "constprop::sigmoid");
    model.mutable_attribute(0)->set_floats(0, -1.5F);
    CHECK(error_of_file(file).find("it divides by a norm (L1) of its input") != std::string::npos);
    model.mutable_attribute(2)->add_ints(9);
    CHECK(error_of_file(file).find("it has 3 classes and scores for 2") != std::string::npos);
    onnx_file regression;
    regression.model.mutable_opset_import(0)->set_domain("ai.onnx.ml");
    auto& scaler = regression.node("Scaler", {"x"}, {"s"});
    scaler.set_domain("ai.onnx.ml");
    set_floats(scaler, "offset", {1, 2, 3}), set_floats(scaler, "scale", {2});
    auto& linear = regression.node("LinearRegressor", {"s"}, {"y"});
    linear.set_domain("ai.onnx.ml");
    set_floats(linear, "coefficients", {1, 10, 100});
    CHECK(layers_of(regression)({2, 4, 6}) == numbers{2 + 40 + 600});
}
