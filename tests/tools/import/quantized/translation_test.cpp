#include <cstdint>
#include <string>
#include <vector>

#include "catch.hpp"
#include "tools/import/quantized/quantized_file.hpp"

namespace {

using names = std::vector<std::string>;
using places = std::vector<std::int64_t>;

const places to_first{0, 3, 1, 2}, to_last{0, 2, 3, 1};

void transpose(onnx_file& file, const std::string& from, const std::string& to, const places& order) {
    onnx_file::set(file.node("Transpose", {from}, {to}), "perm", order);
}

}  // namespace

TEST_CASE("an output that is the input is one line") {
    quantized_file file({-1, 4});
    file.quantize("x", "q");
    file.graph().mutable_output(0)->set_name("x");
    CHECK(error_of_quantized(file) ==
          "m.onnx: output 'x': it is the input itself; expected a value that is computed. Choose another with "
          "--output-name.");
}

TEST_CASE("the input is put in order wherever a Transpose stands") {
    const bool is_first = GENERATE(false, true);  // whether the file's input has channels first
    quantized_file file = is_first ? quantized_file({-1, 3, 2, 2}) : quantized_file({-1, 2, 2, 3});
    const places& order = is_first ? to_last : to_first;
    if (GENERATE(true, false)) {
        transpose(file, "x", "t", order);
        file.quantize("t", "q");
        file.dequantize("q", "v");
    } else {
        file.quantize("x", "q");
        file.dequantize("q", "d");
        transpose(file, "d", "v", order);
    }
    file.node("Relu", {"v"}, {"r"});
    file.end("r");
    CHECK(network_of(file).layers.spelled ==
          (is_first ? names{"constprop::from_channels_first", "constprop::relu"} : names{"constprop::relu"}));
}

TEST_CASE("operators on integers keep channels last") {
    quantized_file file({-1, 4, 5, 2});
    file.quantize("x", "q");
    transpose(file, "q", "first", to_first);
    bytes(file, "w", {3, 2, 1, 1}, {1, 2, 3, 4, 5, 6});
    file.node("QLinearConv", {"first", "s", "z", "w", "s", "z", "s", "z"}, {"c"});
    transpose(file, "c", "last", to_last);
    std::int64_t channels = 3;
    SECTION("LeakyRelu") {
        auto& leaky = file.node("QLinearLeakyRelu", {"last", "s", "z", "s", "z"}, {"l"});
        leaky.set_domain("com.microsoft");
        onnx_file::set(leaky, "alpha", 0.25F);
    }
    SECTION("Sigmoid") { file.node("QLinearSigmoid", {"last", "s", "z", "s", "z"}, {"l"}).set_domain("com.microsoft"); }
    SECTION("Add and Mul") {
        const char* const op = GENERATE("QLinearAdd", "QLinearMul");
        file.node("QLinearSigmoid", {"last", "s", "z", "s", "z"}, {"a"}).set_domain("com.microsoft");
        file.node(op, {"last", "s", "z", "a", "s", "z", "s", "z"}, {"l"}).set_domain("com.microsoft");
    }
    SECTION("Add of a constant") {
        bytes(file, "k", {3}, {1, 2, 3});
        file.node("QLinearAdd", {"last", "s", "z", "k", "s", "z", "s", "z"}, {"l"}).set_domain("com.microsoft");
    }
    SECTION("Concat") {
        file.node("QLinearSigmoid", {"last", "s", "z", "s", "z"}, {"a"}).set_domain("com.microsoft");
        auto& joined = file.node("QLinearConcat", {"s", "z", "last", "s", "z", "a", "s", "z"}, {"l"});
        joined.set_domain("com.microsoft");
        onnx_file::set(joined, "axis", 3);
        channels = 6;
    }
    file.dequantize("l", "y");
    const auto read = constprop::tools::quantized::read_quantized(file.model, "m.onnx", {});
    CHECK(read.output.shape.sizes == places{-1, 4, 5, channels});
    CHECK(read.output.places.empty());
}
