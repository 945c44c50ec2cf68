// Branches: what is added, multiplied and concatenated, and what does not come together.
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "catch.hpp"
#include "tools/import/reading.hpp"

namespace tools = constprop::tools;
using numbers = std::vector<double>;
using sizes = std::vector<std::int64_t>;

namespace {

/// Two functions of "x", "a" and "b", that are no linear ones.
onnx_file two_branches() {
    onnx_file file;
    file.node("Relu", {"x"}, {"a"});
    file.node("MatMul", {"x", "w"}, {"m"});
    file.node("Relu", {"m"}, {"b"});
    file.floats("w", {3, 3}, {0, 0, 1, 0, 1, 0, 1, 0, 0});  // turns a sample around
    return file;
}

const tools::join_step& join_at(const tools::chain& layers, std::size_t k) {
    return std::get<tools::join_step>(layers.steps().at(k));
}

}  // namespace

TEST_CASE("branches are added, subtracted, multiplied and concatenated") {
    onnx_file file = two_branches();
    const numbers x{1, -2, 3};
    SECTION("Add") {
        file.node("Add", {"a", "b"}, {"y"});
        CHECK(outputs_of(file, x) == numbers{4, 0, 4});
    }
    SECTION("Sum of three") {
        file.node("Sum", {"x", "a", "b"}, {"y"});
        CHECK(outputs_of(file, x) == numbers{5, -2, 7});
    }
    SECTION("Sub") {
        file.node("Sub", {"b", "a"}, {"y"});
        CHECK(outputs_of(file, x) == numbers{2, 0, -2});
    }
    SECTION("Mul with what goes around") {
        file.node("Mul", {"b", "x"}, {"p"});
        file.node("Add", {"p", "a"}, {"y"});
        CHECK(outputs_of(file, x) == numbers{4, 0, 6});
        REQUIRE(layers_of(file).steps().size() == 1);
        CHECK(join_at(layers_of(file), 0).branches->at(0).steps().size() == 1);  // the product is a branch of the sum
    }
    SECTION("Concat") {
        onnx_file::set(file.node("Concat", {"b", "a"}, {"y"}), "axis", 1);
        CHECK(outputs_of(file, x) == numbers{3, 0, 1, 1, 0, 3});
    }
}

TEST_CASE("channels of images are concatenated, in order of the inputs") {
    onnx_file file({-1, 2, 1, 2});
    onnx_file::set(file.node("MaxPool", {"x"}, {"a"}), "kernel_shape", sizes{1, 1});
    file.node("Conv", {"x", "w"}, {"b"});
    onnx_file::set(file.node("Concat", {"b", "a"}, {"y"}), "axis", 1);
    file.floats("w", {1, 2, 1, 1}, {1, 1});
    CHECK(outputs_of(file, {1, 2, 10, 20}) == numbers{11, 22, 1, 2, 10, 20});
    file.graph().mutable_node(2)->mutable_attribute(0)->set_i(3);
    CHECK(error_of_file(file).find("it does not join channels of images of one size, or values of vectors") !=
          std::string::npos);
}

TEST_CASE("a branch may have branches, and what goes around one keeps its numbers") {
    onnx_file file = two_branches();
    file.node("Sigmoid", {"b"}, {"s"});
    file.node("Mul", {"s", "b"}, {"silu"});
    file.node("Add", {"silu", "a"}, {"y"});
    const auto layers = layers_of(file);
    REQUIRE(layers.steps().size() == 1);
    CHECK(join_at(layers, 0).name == "add");
    CHECK(join_at(layers, 0).branches->at(0).steps().size() == 3);  // linear, relu, silu
    CHECK(layers.parameters() == 12);
}

TEST_CASE("branches that cross are refused, with the node where they do") {
    onnx_file file;
    // b and c are joined with a and with each other.
    file.node("Relu", {"x"}, {"a"}), file.node("Tanh", {"x"}, {"b"});
    file.node("Relu", {"a"}, {"c"});
    file.node("Tanh", {"a"}, {"d"});
    file.node("Mul", {"d", "b"}, {"e"}).set_name("crossing");
    file.node("Add", {"c", "e"}, {"y"});
    CHECK(error_of_file(file).starts_with("m.onnx: node 'crossing' (Mul): its input 'b' is on no branch from 'a'; "));
    onnx_file open;
    open.node("Relu", {"x"}, {"a"}), open.node("Tanh", {"x"}, {"b"});
    open.node("MatMul", {"a", "b"}, {"y"});
    CHECK(error_of_file(open).starts_with("m.onnx: the node that gives 'y' (MatMul): "));
}

TEST_CASE("branches in branches have an end") {
    onnx_file file;
    std::string last = "x";
    for (int k = 0; k < 40; ++k) {
        // Each value goes around all that follow.
        const std::string next = "r" + std::to_string(k);
        file.node(k % 2 == 0 ? "Relu" : "Tanh", {last}, {next});
        last = next;
    }
    for (int k = 39; k-- > 0;) {
        const std::string next = k == 0 ? "y" : "s" + std::to_string(k);
        file.node("Add", {last, "r" + std::to_string(k)}, {next});
        last = next;
    }
    const std::string error = error_of_file(file);
    CHECK(error.starts_with("m.onnx: "));
    CHECK(error.find('\n') == std::string::npos);
}
