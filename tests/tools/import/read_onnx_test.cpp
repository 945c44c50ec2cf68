#include "import/read_onnx.hpp"

#include <cstddef>
#include <string>

#include "catch.hpp"
#include "import/header.hpp"
#include "tools/import/reading.hpp"

namespace {

onnx_file one_layer() {
    onnx_file file;
    file.node("MatMul", {"x", "w"}, {"y"}).set_name("layer");
    file.floats("w", {3, 2}, {1, 2, 3, 4, 5, 6});
    return file;
}

/// That a text begins and ends so, without another line between.
bool says(const std::string& text, const std::string& begin, const std::string& end) {
    return text.starts_with(begin) && text.ends_with(end) && text.find('\n') == std::string::npos;
}

}  // namespace

TEST_CASE("a file says where it comes from") {
    onnx_file file = one_layer();
    file.model.set_producer_name("py\ntorch");
    file.model.set_producer_version("2.0");
    const auto model = constprop::tools::read_onnx(file.bytes(), "m.onnx", {});
    CHECK(model.producer == "py?torch 2.0");
    CHECK(model.opset == 17);
}

TEST_CASE("what is no ONNX file is refused") {
    const std::string again =
        "; expected a model in ONNX's format. Export the model again, for example with "
        "torch.onnx.export.";
    CHECK(error_of_file("") == "m.onnx: it holds no graph" + again);
    CHECK(error_of_file("{\"layers\": []}") == "m.onnx: its 14 bytes are no ONNX model, or are cut off" + again);
    CHECK(error_of_file(onnx::ModelProto{}.SerializeAsString()) == "m.onnx: it holds no graph" + again);
}

TEST_CASE("a file that is cut off anywhere is refused in one line") {
    const std::string bytes = one_layer().bytes();
    for (std::size_t size = 0; size + 1 < bytes.size(); ++size) {
        // What protobuf takes for whole lacks something else: the opset comes last.
        const std::string error = error_of_file(bytes.substr(0, size));
        CHECK(says(error, "m.onnx: ", "."));
        CHECK(error != "(no error)");
    }
}

TEST_CASE("opsets are those that are known") {
    onnx_file file = one_layer();
    file.model.mutable_opset_import(0)->set_version(1000);
    CHECK(error_of_file(file) ==
          "m.onnx: its operators are those of opset 1000; expected opset 1 to 24. Export it with opset_version=17.");
    file.model.clear_opset_import();
    CHECK(says(error_of_file(file), "m.onnx: it names no opset; ", ""));
}

TEST_CASE("an operator without a layer is refused by its name, with what would work") {
    onnx_file file;
    file.node("Einsum", {"x", "w"}, {"y"}).set_name("features.0");
    file.floats("w", {1}, {1});
    CHECK(
        error_of_file(file) ==
        "m.onnx: node 'features.0' (Einsum): there is no layer for this operator; expected a chain of Gemm, Conv, "
        "pools, arithmetic with constants, normalizations, activations and Softmax. Leave it out of the exported model, "
        "or put layers of these in its place.");
    file.graph().mutable_node(0)->set_op_type("Relu");
    file.graph().mutable_node(0)->set_domain("my.ops");
    CHECK(says(error_of_file(file), "m.onnx: node 'features.0' (my.ops.Relu): there is no layer", ""));
}

TEST_CASE("names that are no text are shown as such") {
    onnx_file file;
    file.node("Co\xFFnv\n", {"x"}, {"y"}).set_name("\xC0\x80\x1B[31m");
    CHECK(says(error_of_file(file), "m.onnx: node '???[31m' (Co?nv?): there is no layer", ""));
}

TEST_CASE("shapes that the file has no values for are refused, whatever their size") {
    onnx_file file;
    file.node("MatMul", {"x", "w"}, {"y"});
    auto& w = file.floats("w", {std::int64_t{1} << 40, 3}, {1, 2, 3});
    CHECK(error_of_file(file) ==
          "m.onnx: initializer 'w': it holds 3 values; expected 3298534883328, as its dimensions say. Export the model "
          "again, with its weights inside.");
    w.set_dims(1, std::int64_t{1} << 40);
    CHECK(
        says(error_of_file(file), "m.onnx: initializer 'w': its dimensions multiply to more than any file holds;", ""));
    w.set_dims(0, -3);
    CHECK(says(error_of_file(file), "m.onnx: initializer 'w': a dimension is -3; ", ""));
    w.set_dims(0, 3), w.set_dims(1, 1);
    w.set_raw_data("12345");
    CHECK(says(error_of_file(file), "m.onnx: initializer 'w': it holds 5 bytes; expected 3 values of 4 bytes", ""));
    w.set_data_location(onnx::TensorProto::EXTERNAL);
    CHECK(
        says(error_of_file(file), "m.onnx: initializer 'w': its values lie in '', outside of the model's folder;", ""));

    onnx_file wide({-1, std::int64_t{1} << 40});
    wide.node("Relu", {"x"}, {"y"});
    CHECK(says(error_of_file(wide), "m.onnx: input 'x': a sample has too many values; expected at most 65536.", ""));
}

TEST_CASE("a value that nothing gives is missing") {
    onnx_file file = one_layer();
    file.graph().clear_initializer();
    CHECK(error_of_file(file) ==
          "m.onnx: node 'layer' (MatMul): its input 'w' is missing; expected an initializer, or an output of a node "
          "before it. Export the model again.");
    file.graph().mutable_output(0)->set_name("z");
    CHECK(says(error_of_file(file), "m.onnx: its output depends on no input; ", ""));
}

TEST_CASE("a cycle, and a node before what it needs, are refused") {
    onnx_file file;
    file.node("Relu", {"b"}, {"a"}).set_name("first");
    file.node("Relu", {"a"}, {"b"});
    file.node("Add", {"b", "x"}, {"y"});
    CHECK(
        error_of_file(file) ==
        "m.onnx: node 'first' (Relu): its input 'b' comes from a node after it, or from itself; expected nodes in the "
        "order of computation, without a cycle. Export the model again.");
    onnx_file self;
    self.node("Add", {"y", "x"}, {"y"});
    CHECK(says(error_of_file(self), "m.onnx: the node that gives 'y' (Add): its input 'y' comes from", ""));
}

TEST_CASE("names stand for one value each") {
    onnx_file file = one_layer();
    file.floats("w", {1}, {1});
    CHECK(says(error_of_file(file), "m.onnx: two values are called 'w'; ", ""));
    onnx_file other = one_layer();
    other.node("Relu", {"x"}, {"y"});
    CHECK(says(error_of_file(other), "m.onnx: two values are called 'y'; ", ""));
}

TEST_CASE("a graph has one input and one output") {
    onnx_file file = one_layer();
    file.graph().add_output()->set_name("x");
    CHECK(error_of_file(file) ==
          "m.onnx: the graph has 2 outputs, 'y', 'x'; expected the name of one. Choose one: --output-name y.");
    onnx_file two;
    two.input("z", {-1, 3});
    two.node("Add", {"x", "z"}, {"y"});
    CHECK(error_of_file(two) ==
          "m.onnx: it has 2 inputs, 'x', 'z'; expected one. Give all but one a value: --set NAME=FILE.");
    // One that nothing reads does not count, nor does one with an initializer.
    onnx_file older = one_layer();
    older.input("unused", {-1, 3});
    older.input("w", {3, 2});
    CHECK(layers_of(older).outputs() == 2);
    onnx_file numbers({-1, 3}, onnx::TensorProto::INT64);
    numbers.node("Relu", {"x"}, {"y"});
    CHECK(says(error_of_file(numbers), "m.onnx: input 'x': its values are of type INT64; ", ""));
}

TEST_CASE("an input can be given a value") {
    onnx_file two;
    two.input("z", {1, 3});
    two.node("Add", {"x", "z"}, {"y"});
    const auto model =
        constprop::tools::read_onnx(two.bytes(), "m.onnx", {.fixed = {{"z", {{1, 3}, {1, 2, 3}, "FLOAT"}}}});
    CHECK(scale_at(model.layers, 0).shifts == std::vector<double>{1, 2, 3});
    CHECK(
        error_of([&] { constprop::tools::read_onnx(two.bytes(), "m.onnx", {.fixed = {{"q", {{}, {1}, "FLOAT"}}}}); }) ==
        "m.onnx: the graph has no input 'q'; expected one to be given a value. Look at its inputs with --list.");
}

TEST_CASE("branches come together, or make up an activation") {
    onnx_file around = one_layer();
    around.node("Relu", {"x"}, {"r"});
    around.graph().mutable_node(0)->set_output(0, "m");
    around.node("Add", {"m", "r"}, {"y"});
    CHECK(
        error_of_file(around) ==
        "m.onnx: the node that gives 'y' (Add): its branches give samples of shapes (batch, 2) and (batch, 3); expected "
        "equal ones. Leave out broadcasting between branches.");

    onnx_file square;
    square.node("Mul", {"x", "x"}, {"y"});
    CHECK(says(error_of_file(square),
               "m.onnx: the node that gives 'y' (Mul): the branches of 'x' come together as nothing that is known;",
               "Use one of those (nn.GELU, nn.Hardswish, nn.Softsign, nn.SiLU)."));

    onnx_file silu;
    silu.node("Sigmoid", {"x"}, {"s"});
    silu.node("Mul", {"s", "x"}, {"y"});
    CHECK(function_at(layers_of(silu), 0) == "constprop::silu");
}

TEST_CASE("sizes other than the batch's are fixed") {
    onnx_file file({-1, -1});
    file.node("Relu", {"x"}, {"y"});
    CHECK(says(error_of_file(file), "m.onnx: input 'x': the size of dimension 1 is not fixed; ", ""));
}

TEST_CASE("an attribute of another type is refused") {
    onnx_file file;
    onnx_file::set(file.node("LeakyRelu", {"x"}, {"y"}), "alpha", 1);
    CHECK(says(error_of_file(file),
               "m.onnx: the node that gives 'y' (LeakyRelu): its attribute 'alpha' is of type INT; expected FLOAT.",
               ""));
    onnx_file small;
    onnx_file::set(small.node("Elu", {"x"}, {"y"}), "alpha", 1e-30F);
    CHECK(says(error_of_file(small), "m.onnx: the node that gives 'y' (Elu): its alpha is ", ""));
}

TEST_CASE("a network has bounds") {
    onnx_file file;
    std::string last = "x";
    for (int k = 0; k < 300; ++k) {
        const std::string next = k == 299 ? "y" : "r" + std::to_string(k);
        file.node("Relu", {last}, {next});
        last = next;
    }
    CHECK(says(error_of_file(file), "m.onnx: the node that gives 'r200' (Relu): it would be layer 201; ", ""));

    // One large matrix, used again and again.
    onnx_file shared({-1, 1000});
    shared.floats("w", {1000, 1000}, std::vector<float>(1'000'000, 0.5F));
    for (int k = 0; k < 5; ++k)
        shared.node("MatMul", {k == 0 ? "x" : "m" + std::to_string(k - 1), "w"},
                    {k == 4 ? "y" : "m" + std::to_string(k)});
    CHECK(says(error_of_file(shared), "m.onnx: the node that gives 'y' (MatMul): with it the network has 5005000", ""));
}

TEST_CASE("the report of an ONNX file says what each node became") {
    onnx_file file;
    file.node("MatMul", {"x", "w"}, {"product"});
    file.node("Add", {"product", "b"}, {"sum"});
    file.node("Identity", {"sum"}, {"same"});
    file.node("Relu", {"same"}, {"y"});
    file.floats("w", {3, 2}, {1, 2, 3, 4, 5, 6});
    file.floats("b", {2}, {1, 2});
    const auto model = constprop::tools::read_onnx(file.bytes(), "m.onnx", {});
    const auto facts = constprop::tools::write_header(model, {}, {.name = "m", .file = "m.onnx"}).facts;
    REQUIRE(facts.rows.size() == 2);
    CHECK(facts.rows[0].from == "MatMul 'product', Add 'sum'");
    CHECK(facts.rows[1].from == "Relu 'y'");
    CHECK(facts.folded ==
          std::vector<std::string>{"Identity 'same' changes no value, or only the order in which values lie"});
}
