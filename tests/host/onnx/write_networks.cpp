// Writes networks of the kinds that people train: write_networks FOLDER.
#include "networks.hpp"
#include "write_model.hpp"

int main(int argc, char** argv) {
    return onnx_models::write_all(argc, argv, [](const auto& use_) { onnx_models::for_each_network(use_); });
}
