// What bytes of a file are: with a sign or without one.
#include <string>
#include <vector>

#include "catch.hpp"
#include "tools/import/quantized/quantized_file.hpp"

namespace {

constexpr int int8 = onnx::TensorProto::INT8, uint8 = onnx::TensorProto::UINT8, int16 = onnx::TensorProto::INT16;

/// Input x of four values as integers q of this type, with the zero point "zero".
quantized_file integers(int type, int zero, std::initializer_list<std::int64_t> shape = {-1, 4}) {
    quantized_file file(shape);
    bytes(file, "zero", {}, {zero}, type);
    file.quantize("x", "q", "zero");
    return file;
}

/// The real numbers of integers q, as an operator takes them.
void end(quantized_file& file, const std::string& q) {
    file.dequantize(q, "d", "zero");
    file.node("Relu", {"d"}, {"r"});
    file.end("r");
}

constexpr const char* none = "(no error)";

}  // namespace

TEST_CASE("without a zero point integers have the type that is said, or none with a sign") {
    quantized_file file({-1, 4});
    auto& quantize = file.node("QuantizeLinear", {"x", "s"}, {"q"});
    file.node("DequantizeLinear", {"q", "s"}, {"d"});
    file.node("Relu", {"d"}, {"r"});
    file.end("r");
    SECTION("nothing is said") { CHECK(network_of(file).takes == constprop::quantization{0.5F, -128}); }
    SECTION("a sign") {
        onnx_file::set(quantize, "output_dtype", int8);
        CHECK(network_of(file).takes == constprop::quantization{0.5F, 0});
    }
    SECTION("none") {
        onnx_file::set(quantize, "output_dtype", uint8);
        CHECK(network_of(file).takes == constprop::quantization{0.5F, -128});
    }
    SECTION("more bits") {
        onnx_file::set(quantize, "output_dtype", int16);
        CHECK(says(file, "its integers are of type INT16; expected INT8 or UINT8"));
    }
    SECTION("scales of blocks") {
        onnx_file::set(quantize, "block_size", 2);
        CHECK(says(file, "it has a scale for each block of values"));
    }
}

TEST_CASE("what integers are padded with is a zero of their type") {
    const int type = GENERATE(int8, uint8);
    const bool is_zero = GENERATE(true, false);
    quantized_file file = integers(type, 100, {-1, 1, 4, 4});
    bytes(file, "with", {}, {is_zero ? 100 : 0}, type);
    file.integers("amounts", {0, 0, 1, 1, 0, 0, 1, 1});
    file.node("Pad", {"q", "amounts", "with"}, {"p"});
    file.dequantize("p", "y", "zero");
    if (is_zero) CHECK(network_of(file).layers.spelled == std::vector<std::string>{"constprop::pad<1, 1, 1, 1>"});
    else CHECK(says(file, "it does not pad rows and columns with zeros"));
}

TEST_CASE("integers are clipped by nothing but the bounds of their type") {
    const int type = GENERATE(int8, uint8);
    quantized_file file = integers(type, 100);
    const auto clip = [&](const char* op) { file.node(op, {"q"}, {"c"}); };
    SECTION("Relu") { clip("Relu"); }
    SECTION("Clip") {
        bytes(file, "low", {}, {0}, type), bytes(file, "high", {}, {type == uint8 ? 255 : 127}, type);
        file.node("Clip", {"q", "low", "high"}, {"c"});
    }
    end(file, "c");
    if (type == uint8) CHECK(error_of_quantized(file) == none);
    else CHECK(says(file, "it clips integers to 0"));
}

TEST_CASE("Cast is to the type that there is") {
    const int type = GENERATE(int8, uint8), to = GENERATE(int8, uint8);
    quantized_file file = integers(type, 100);
    onnx_file::set(file.node("Cast", {"q"}, {"c"}), "to", to);
    end(file, "c");
    if (type == to) CHECK(error_of_quantized(file) == none);
    else CHECK(says(file, "it converts to type"));
}

TEST_CASE("constants are cast, clipped and made real as their integers are") {
    quantized_file file({-1, 2});
    bytes(file, "w", {2, 1}, {-1, 2});
    file.quantize("x", "q");
    file.dequantize("q", "d");
    file.dequantize("w", "wd");
    const auto multiply = [&](const std::string& weights) {
        file.node("MatMul", {"d", weights}, {"p"});
        file.end("p");
    };
    SECTION("to bytes without a sign") {
        onnx_file::set(file.node("Cast", {"wd"}, {"c"}), "to", uint8);
        multiply("c");
        CHECK(says(file, "it converts a constant to type UINT8"));
    }
    SECTION("real numbers are clipped") {
        file.floats("low", {}, {-1});
        file.node("Clip", {"wd", "low"}, {"c"});
        multiply("c");
        CHECK(says(file, "it clips real numbers of a constant"));
    }
    SECTION("in another scale") {
        file.floats("wide", {}, {2});
        file.node("QuantizeLinear", {"f", "wide", "z"}, {"fq"});
        file.floats("f", {2, 1}, {2, 4});
        file.dequantize("fq", "c");
        multiply("c");
        CHECK(says(file, "its scales or zero points are not those with which fq was quantized"));
    }
}
