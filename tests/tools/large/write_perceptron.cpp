// Writes an ONNX file: linear layers of random weights, with relu between them. write_perceptron FILE SIZE…
#include <constprop/host/bytes.hpp>
#include <constprop/host/file.hpp>

#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <random>
#include <string>
#include <vector>

#include "tools/import/onnx_file.hpp"

int main(int count, char** arguments) {
    if (count < 4) return std::puts("write_perceptron FILE SIZE SIZE..."), 2;
    std::vector<int> sizes;
    for (int k = 2; k < count; ++k) sizes.push_back(std::atoi(arguments[k]));
    const std::size_t layers = sizes.size() - 1;
    std::mt19937 draw(1);
    onnx_file file({-1, sizes[0]});
    std::string last = "x";
    for (std::size_t k = 0; k < layers; ++k) {
        const std::string name = std::to_string(k);
        const auto fill = [&](onnx::TensorProto& tensor, int values) {
            const float bound = 1 / std::sqrt(static_cast<float>(sizes[k]));
            std::uniform_real_distribution<float> uniform(-bound, bound);
            std::string bytes;
            for (int p = 0; p < values; ++p) constprop::host::detail::append_little_endian(bytes, uniform(draw));
            tensor.set_raw_data(bytes);
        };
        fill(file.tensor("w" + name, {sizes[k + 1], sizes[k]}, onnx::TensorProto::FLOAT), sizes[k + 1] * sizes[k]);
        fill(file.tensor("b" + name, {sizes[k + 1]}, onnx::TensorProto::FLOAT), sizes[k + 1]);
        const std::string linear = k + 1 == layers ? "y" : "linear" + name;
        onnx_file::set(file.node("Gemm", {last, "w" + name, "b" + name}, {linear}), "transB", 1);
        last = "relu" + name;
        if (k + 1 < layers) file.node("Relu", {linear}, {last});
    }
    try {
        constprop::host::detail::write_file(arguments[1], file.bytes());
    } catch (const std::exception& error) {
        return std::puts(error.what()), 1;
    }
    return 0;
}
