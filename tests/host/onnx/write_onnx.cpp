// Writes chains of linear layers and activations: write_onnx FOLDER.
#include "models.hpp"
#include "write_model.hpp"

int main(int argc, char** argv) {
    return onnx_models::write_all(argc, argv, [](const auto& use_) { onnx_models::for_each(use_); });
}
