#include <string>
#include <vector>

#include "catch.hpp"
#include "tools/import/reading.hpp"

namespace {

using numbers = std::vector<double>;
using sizes = std::vector<std::int64_t>;

void mean(onnx_file& file, const std::string& from, const std::string& to, const sizes& axes) {
    onnx_file::set(file.node("ReduceMean", {from}, {to}), "axes", axes);
}

/// (x − mean) / √(variance + 0.75), with the exponent 2 that squares, and a mean over `axes`.
onnx_file normalizes(float exponent = 2, const sizes& axes = {-1}) {
    onnx_file file({-1, 2});
    file.floats("two", {}, {exponent}), file.floats("epsilon", {}, {0.75F});
    mean(file, "x", "mean", {-1});
    file.node("Sub", {"x", "mean"}, {"centered"});
    file.node("Pow", {"centered", "two"}, {"square"});
    mean(file, "square", "variance", axes);
    file.node("Add", {"variance", "epsilon"}, {"shifted"});
    file.node("Sqrt", {"shifted"}, {"deviation"});
    file.node("Div", {"centered", "deviation"}, {"y"});
    return file;
}

}  // namespace

TEST_CASE("the nodes of a layer normalization are one layer") {
    const numbers y = outputs_of(normalizes(), {1.5, 2.5});
    CHECK(y[0] == Approx(-0.5));
    CHECK(y[1] == Approx(0.5));
}

TEST_CASE("nodes that are nearly a layer normalization are none") {
    CHECK(!error_of_file(normalizes(3)).empty());
    CHECK(!error_of_file(normalizes(2, {0})).empty());
    onnx_file file = normalizes();
    SECTION("its deviation is used elsewhere") {
        file.graph().mutable_node(6)->set_output(0, "normalized");
        file.node("Mul", {"normalized", "deviation"}, {"y"});
    }
    SECTION("its mean has no dimension") { onnx_file::set(*file.graph().mutable_node(0), "keepdims", 0); }
    SECTION("it divides by the variance") { file.graph().mutable_node(6)->set_input(1, "shifted"); }
    CHECK(!error_of_file(file).empty());
}
