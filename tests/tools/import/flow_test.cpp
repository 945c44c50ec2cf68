#include "import/flow.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

#include "catch.hpp"
#include "tools/import/reading.hpp"

namespace tools = constprop::tools;
using numbers = std::vector<double>;
using sizes = std::vector<std::int64_t>;

namespace {

onnx_file of_image(std::int64_t channels, std::int64_t height, std::int64_t width) {
    return onnx_file({-1, channels, height, width});
}

}  // namespace

TEST_CASE("what lies in another order is put in place by the weights") {
    onnx_file file = of_image(2, 1, 3);
    file.node("Conv", {"x", "w"}, {"c"});
    file.floats("w", {2, 2, 1, 1}, {1, 0, 0, 1});
    SECTION("flattened channels first, as PyTorch does") { file.node("Flatten", {"c"}, {"f"}); }
    SECTION("flattened channels last, as TensorFlow does") {
        onnx_file::set(file.node("Transpose", {"c"}, {"t"}), "perm", sizes{0, 2, 3, 1});
        file.node("Flatten", {"t"}, {"f"});
    }
    file.node("MatMul", {"f", "v"}, {"y"});
    file.floats("v", {6, 1}, {1, 2, 3, 4, 5, 6});
    const bool last = file.graph().node_size() == 4;
    CHECK(outputs_of(file, {1, 10, 100, 1000, 10'000, 100'000}) == numbers{last ? 642'531.0 : 654'321.0});
}

TEST_CASE("a linear layer gives what a convolution takes") {
    onnx_file file({-1, 1});
    file.node("MatMul", {"x", "v"}, {"m"});
    file.floats("v", {1, 6}, {1, 2, 3, 4, 5, 6});
    double expected = 0;
    SECTION("channels first") {
        file.node("Reshape", {"m", "s"}, {"t"});
        file.integers("s", {-1, 2, 1, 3});
        expected = 654'321;
    }
    SECTION("channels last") {
        file.node("Reshape", {"m", "s"}, {"r"});
        file.integers("s", {-1, 1, 3, 2});
        onnx_file::set(file.node("Transpose", {"r"}, {"t"}), "perm", sizes{0, 3, 1, 2});
        expected = 642'531;
    }
    file.node("Conv", {"t", "w"}, {"y"});
    file.floats("w", {1, 2, 1, 3}, {1, 10, 100, 1000, 10'000, 100'000});
    CHECK(outputs_of(file, {1}) == numbers{expected});
    CHECK(layers_of(file).steps().size() == 3);  // linear, unflatten, conv2d
}

TEST_CASE("an output that is an image lies channels last, and the header's note says so") {
    onnx_file file = of_image(2, 1, 2);
    file.node("MaxPool", {"x"}, {"y"});
    onnx_file::set(*file.graph().mutable_node(0), "kernel_shape", sizes{1, 1});
    const auto model = tools::read_onnx(file.bytes(), "m.onnx", {});
    CHECK(model.layers({1, 2, 10, 20}) == numbers{1, 10, 2, 20});
    CHECK(model.output.places == std::vector<std::size_t>{0, 2, 1, 3});
    REQUIRE(model.notes.size() == 1);
    CHECK(model.notes[0] ==
          "The network's outputs lie row by row, channels last: the model's output is (channel, row, column).");
}
