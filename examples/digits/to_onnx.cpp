// Writes the network that train.cpp trained as an ONNX file, for onnxruntime, or constprop_add_model:
//
//     digits_to_onnx DIGITS.ONNX
//
// Compile with digits_model.hpp in the include path, and link with onnx_proto and protobuf.
#include <constprop/host/onnx.hpp>

#include <cstdio>
#include <digits_model.hpp>
#include <exception>

int main(int argc, char** argv) try {
    constprop::host::save_onnx(argc > 1 ? argv[1] : "digits.onnx", digits_model::net,
                               {.name = "digits", .doc = "Reads 8x8 handwritten digits; its outputs are logits."});
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
