#include "import/read_outputs.hpp"

#include <string>
#include <vector>

#include "catch.hpp"
#include "host/throws.hpp"
#include "tools/import/onnx_file.hpp"

namespace {

namespace tools = constprop::tools;

/// Outputs "y" and "z" of relu(x W), each through a matrix of its own.
onnx_file two_heads() {
    onnx_file file;
    file.node("MatMul", {"x", "w"}, {"product"});
    file.node("Relu", {"product"}, {"body"});
    file.node("MatMul", {"body", "v"}, {"y"});
    file.node("MatMul", {"body", "u"}, {"z"});
    file.floats("w", {3, 2}, {1, 2, 3, 4, 5, 6});
    file.floats("v", {2, 1}, {1, -1});
    file.floats("u", {2, 2}, {1, 0, 0, 2});
    file.graph().add_output()->set_name("z");
    return file;
}

tools::several_outputs parts_of(const onnx_file& file, const std::vector<std::string>& outputs = {"y", "z"}) {
    return tools::read_outputs(file.bytes(), "m.onnx", outputs, {});
}

}  // namespace

TEST_CASE("outputs take what the layers that they share give") {
    const auto parts = parts_of(two_heads());
    REQUIRE(parts.trunk);
    REQUIRE(parts.heads.size() == 2);
    const auto body = parts.trunk->layers({1, -1, 1});
    CHECK(body == std::vector<double>{3, 4});
    CHECK(parts.heads[0].model.layers(body) == std::vector<double>{-1});
    CHECK(parts.heads[1].model.layers(body) == std::vector<double>{3, 8});
    CHECK(parts.of_trunk.empty());
}

TEST_CASE("outputs that share no value are networks from the input on") {
    onnx_file file = two_heads();
    file.graph().mutable_node(3)->set_input(0, "other");
    file.graph().mutable_node(3)->Swap(file.graph().mutable_node(2));
    auto& relu = file.node("Relu", {"product"}, {"rest"});
    SECTION("but the input") {
        relu.set_input(0, "x");
        file.node("MatMul", {"rest", "w"}, {"other"});
    }
    SECTION("but one of several") { file.node("Add", {"rest", "body"}, {"other"}); }
    // In the order of computation.
    auto& nodes = *file.graph().mutable_node();
    nodes.SwapElements(2, 4), nodes.SwapElements(3, 5);
    const auto parts = parts_of(file);
    CHECK(parts.heads.size() == 2);
    if (parts.trunk) CHECK(parts.trunk->output.name == "product");
    std::vector<double> x{1, -1, 1};
    if (parts.trunk) x = parts.trunk->layers(x);
    CHECK(parts.heads[0].model.layers(x) == std::vector<double>{-1});
}

TEST_CASE("an output that another one is computed from is the trunk") {
    onnx_file file = two_heads();
    file.graph().mutable_output(1)->set_name("body");
    const auto parts = parts_of(file, {"body", "y"});
    CHECK(parts.of_trunk == "body");
    CHECK(parts.heads.size() == 1);
    CHECK(tools::output_of(parts, "body").size == 2);
}

TEST_CASE("an output that is not there is one line") {
    CHECK(error_of([] { parts_of(two_heads(), {"y", "a"}); }) ==
          "m.onnx: it has no output 'a'; expected one that it has. Look at them with --list.");
}

TEST_CASE("outputs have names of their own") {
    CHECK(
        error_of([] { parts_of(two_heads(), {"y", "y"}); }) ==
        "m.onnx: output 'y' is asked for twice; expected a name for each. Give each --output-name once, or import one "
        "of them alone.");
    const auto named = [](const std::string& y, const std::string& z) {
        onnx_file file = two_heads();
        const std::string both[]{y, z};
        for (int k = 0; k < 2; ++k) {
            file.graph().mutable_output(k)->set_name(both[k]);
            file.graph().mutable_node(2 + k)->set_output(0, both[k]);
        }
        return error_of([&] { parts_of(file, {y, z}); });
    };
    CHECK(
        named("a.b", "a/b").starts_with("m.onnx: outputs 'a.b' and 'a/b' both become a_b; expected a name for each."));
    CHECK(
        named("y", "trunk").starts_with("m.onnx: an output has the name of the layers that all outputs share, trunk"));
    CHECK(named("y", "trunks") == "(no error)");
}
