// One of several outputs, labels, and what is said of all of them.
#include <string>

#include "catch.hpp"
#include "import/list.hpp"
#include "tools/import/reading.hpp"

namespace tools = constprop::tools;

namespace {

onnx_file actor_and_critic() {
    onnx_file file;
    file.node("MatMul", {"x", "w"}, {"y"});
    file.node("Einsum", {"x", "w"}, {"value"});
    file.node("MatMul", {"x", "v"}, {"other"});
    file.node("Mul", {"mask", "x"}, {"unused"});
    file.floats("w", {3, 2}, {1, 2, 3, 4, 5, 6});
    file.floats("v", {3, 1}, {1, 2, 3});
    file.input("mask", {-1, 3});
    for (const char* const name : {"value", "other", "unused"}) file.graph().add_output()->set_name(name);
    return file;
}

}  // namespace

TEST_CASE("of several outputs one is chosen by its name") {
    const onnx_file file = actor_and_critic();
    CHECK(error_of_file(file) ==
          "m.onnx: the graph has 4 outputs, 'y', 'value', which is no chain of layers, 'other', 'unused', which is no "
          "chain "
          "of layers; expected the name of one. Choose one: --output-name y.");
    const auto read = [&](const std::string& output) {
        return tools::read_onnx(file.bytes(), "m.onnx", {.output = output});
    };
    CHECK(read("y").layers.outputs() == 2);
    CHECK(read("other").layers.outputs() == 1);
    CHECK(read("other").output.name == "other");
    CHECK(error_of([&] { read("actions"); }) ==
          "m.onnx: it has no output 'actions'; expected one of 'y', 'value', 'other', 'unused'. Look at them with "
          "--list.");
    // The first reason, where there is no chain at all.
    onnx_file none = actor_and_critic();
    none.graph().mutable_output()->DeleteSubrange(0, 1);
    none.graph().mutable_output()->DeleteSubrange(1, 1);
    CHECK(error_of_file(none).starts_with("m.onnx: the node that gives 'value' (Einsum): there is no layer"));
    CHECK(
        error_of_file(none).ends_with("Also: the graph has 2 outputs, 'value', which is no chain of layers, "
                                      "'unused', which is no chain of layers"));
}

TEST_CASE("a label at the end is said to be classify's") {
    onnx_file file;
    file.node("MatMul", {"x", "w"}, {"m"});
    auto& last = file.node("ArgMax", {"m"}, {"label"});
    onnx_file::set(last, "axis", -1);
    file.node("ArrayFeatureExtractor", {"names", "label"}, {"extracted"}).set_domain("ai.onnx.ml");
    file.node("Reshape", {"extracted", "shape"}, {"y"});
    file.floats("w", {3, 2}, {1, 2, 3, 4, 5, 6});
    auto& names = file.tensor("names", {2}, onnx::TensorProto::STRING);
    names.add_string_data("cat"), names.add_string_data("dog");
    file.integers("shape", {-1});
    const auto read = tools::read_onnx(file.bytes(), "m.onnx", {});
    REQUIRE(read.layers.steps().size() == 1);
    REQUIRE(read.notes.size() == 1);
    CHECK(read.notes[0] ==
          "The model ends in the label of a class: the network gives what it is chosen by, and "
          "classify(net, x) its position.");
    last.mutable_attribute(0)->set_i(0);
    CHECK(error_of_file(file).starts_with("m.onnx: the node that gives 'label' (ArgMax): it goes along axis 0 of"));
    onnx_file middle;
    onnx_file::set(middle.node("ArgMax", {"x"}, {"label"}), "axis", 1);
    middle.node("Relu", {"label"}, {"y"});
    CHECK(error_of_file(middle) ==
          "m.onnx: the node that gives 'y' (Relu): it computes with the label of a class; expected the label as the "
          "model's output. End the model before it, and call classify(net, x).");
}

TEST_CASE("refusals say all reasons, the one that decides first") {
    onnx_file file({-1, -1, 3});
    file.node("Transpose", {"x"}, {"t"}).set_name("turn");
    file.node("Where", {"t", "t", "t"}, {"u"});
    file.node("Einsum", {"u", "w"}, {"a"}).set_name("features");
    file.node("Einsum", {"a", "w"}, {"b"});
    file.node("Scan", {"b", "w", "w"}, {"y"}).set_name("scan");
    file.floats("w", {1}, {1});
    CHECK(
        error_of_file(file) ==
        "m.onnx: node 'scan' (Scan): there is no layer for this operator; expected a chain of Gemm, Conv, pools, "
        "arithmetic with constants, normalizations, activations and Softmax. Leave it out of the exported model, or put "
        "layers of these in its place. Also: nor is there one for Einsum (2 nodes); nor is there "
        "one for Where; input 'x': the size of dimension 1 is not fixed");
    // Of a model that is turned before its convolutions, the turning is not what decides.
    onnx_file image({-1, 4, 4, 3});
    auto& turn = image.node("Transpose", {"x"}, {"t"});
    auto* order = turn.add_attribute();
    order->set_name("perm"), order->set_type(onnx::AttributeProto::INTS);
    for (const int d : {3, 0, 1, 2}) order->add_ints(d);
    image.node("Einsum", {"t", "w"}, {"y"}).set_name("c");
    image.floats("w", {1}, {1});
    CHECK(error_of_file(image).starts_with("m.onnx: node 'c' (Einsum): there is no layer"));
    CHECK(error_of_file(image).find("transpose the weights") == std::string::npos);
}

TEST_CASE("advice helps: folding is not for random numbers") {
    onnx_file file;
    file.node("RandomNormal", {}, {"noise"});
    file.node("Add", {"x", "noise"}, {"y"});
    const std::string text = error_of_file(file);
    CHECK(text.find("Choose the output that does not sample") != std::string::npos);
    CHECK(text.find("onnxsim") == std::string::npos);
    CHECK(text.find("do_constant_folding") == std::string::npos);
}

TEST_CASE("a file can be listed without being read") {
    const std::string text = tools::list_of(actor_and_critic().bytes(), "m.onnx");
    CHECK(text ==
          "producer: a test \nopsets: ai.onnx 17\ninputs:\n  x (batch, 3) FLOAT\n  mask (batch, 3) FLOAT\n"
          "outputs:\n  y\n  value\n  other\n  unused\noperators:\n  Einsum 1, for which there is no layer\n  MatMul 2\n"
          "  Mul 1\ninitializers: 2, 9 numbers\n");
}
