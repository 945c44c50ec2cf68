#ifndef CONSTPROP_TESTS_TOOLS_IMPORT_QUANTIZED_QUANTIZED_FILE_HPP
#define CONSTPROP_TESTS_TOOLS_IMPORT_QUANTIZED_QUANTIZED_FILE_HPP

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include "host/throws.hpp"
#include "import/quantized/read_quantized.hpp"
#include "tools/import/onnx_file.hpp"

inline onnx::TensorProto& bytes(onnx_file& file, const std::string& name, std::initializer_list<std::int64_t> shape,
                                const std::vector<int>& values, int type = onnx::TensorProto::INT8) {
    auto& one = file.tensor(name, shape, type);
    for (const int value : values) one.add_int32_data(value);
    return one;
}

/// A file whose values have the scale s = 1/2, and the zero point z = 0 of INT8 if nothing else is said.
struct quantized_file : onnx_file {
    explicit quantized_file(std::initializer_list<std::int64_t> shape) : onnx_file(shape) {
        floats("s", {}, {0.5F});
        ::bytes(*this, "z", {}, {0});
    }
    onnx::NodeProto& quantize(const std::string& x, const std::string& q, const std::string& z = "z") {
        return node("QuantizeLinear", {x, "s", z}, {q});
    }
    onnx::NodeProto& dequantize(const std::string& q, const std::string& y, const std::string& z = "z") {
        return node("DequantizeLinear", {q, "s", z}, {y});
    }
    /// The end: integers of a real number, and y.
    void end(const std::string& x) {
        quantize(x, "last");
        dequantize("last", "y");
    }
    /// y = Conv(x), with one weight for each output and input.
    onnx::NodeProto& layer(const std::string& x, const std::string& y, std::int64_t inputs, std::int64_t outputs) {
        const std::vector<int> ones(static_cast<std::size_t>(inputs * outputs), 1);
        ::bytes(*this, y + " w", {outputs, inputs, 1, 1}, ones);
        dequantize(y + " w", y + " weights");
        return node("Conv", {x, y + " weights"}, {y});
    }
};

inline constprop::tools::tflite::network network_of(const onnx_file& file) {
    return constprop::tools::quantized::read_quantized(file.model, "m.onnx", {}).net;
}
inline std::string error_of_quantized(const onnx_file& file) {
    return error_of([&] { constprop::tools::quantized::read_quantized(file.model, "m.onnx", {}); });
}
/// Whether it is refused in one line that says so.
inline bool says(const onnx_file& file, const std::string& text) {
    const std::string error = error_of_quantized(file);
    return error.starts_with("m.onnx: ") && error.find('\n') == std::string::npos &&
           error.find(text) != std::string::npos;
}

#endif
