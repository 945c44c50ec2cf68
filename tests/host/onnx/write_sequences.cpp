// Writes networks with a state: write_sequences FOLDER.
#include "sequences.hpp"
#include "write_model.hpp"

int main(int argc, char** argv) {
    return onnx_models::write_all(argc, argv, [](const auto& use_) { onnx_models::for_each_of_sequences(use_); });
}
