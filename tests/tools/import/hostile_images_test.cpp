// Files that ask for what makes no sense, or for too much: one sentence each.
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "catch.hpp"
#include "tools/import/reading.hpp"

using sizes = std::vector<std::int64_t>;

namespace {

constexpr std::int64_t huge = std::numeric_limits<std::int64_t>::max(),
                       least = std::numeric_limits<std::int64_t>::min();

void check_refused(const onnx_file& file, const std::string& part) {
    const std::string error = error_of_file(file);
    CAPTURE(error, part);
    CHECK(error.starts_with("m.onnx: "));
    CHECK(error.find('\n') == std::string::npos);
    CHECK(error.find(part) != std::string::npos);
}

/// An operator on an image with one list of an attribute, or with two.
onnx_file with(const char* op, const char* name, const sizes& values, const char* other = nullptr,
               const sizes& others = {}) {
    onnx_file file({-1, 2, 6, 5});
    auto& node = file.node(op, {"x"}, {"y"});
    if (std::string{op}.starts_with("Conv")) {
        node.add_input("w");
        file.floats("w", {2, 2, 3, 3}, std::vector<float>(36, 0.5F));
    }
    onnx_file::set(node, name, values);
    if (other != nullptr) onnx_file::set(node, other, others);
    return file;
}

}  // namespace

TEST_CASE("numbers of windows that make no sense are refused") {
    for (const std::int64_t number : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{65'536}, huge, least}) {
        for (const char* const op : {"Conv", "ConvTranspose"}) {
            check_refused(with(op, "strides", {1, number}), "its strides hold " + std::to_string(number));
            check_refused(with(op, "dilations", {number, 1}), "its dilations hold " + std::to_string(number));
        }
        check_refused(with("MaxPool", "kernel_shape", {number, 1}), "its kernel_shape hold " + std::to_string(number));
    }
    for (const std::int64_t number : {std::int64_t{-1}, std::int64_t{65'536}, huge, least})
        for (const char* const op : {"Conv", "ConvTranspose"})
            check_refused(with(op, "pads", {0, number, 0, 0}), "its pads hold " + std::to_string(number));
    check_refused(with("Conv", "pads", {1, 1}), "its pads are 2 numbers; expected 4");
    check_refused(with("Conv", "kernel_shape", {3, 2}), "its kernel_shape is not that of its weights");
    check_refused(with("MaxPool", "strides", {1, 1}), "its kernel_shape are 0 numbers; expected 2");
    check_refused(with("AveragePool", "kernel_shape", {7, 5}), "its window is larger than what it moves over");
    check_refused(with("AveragePool", "kernel_shape", {2, 2}, "dilations", {2, 1}), "it averages with dilation");
    check_refused(with("MaxPool", "kernel_shape", {2, 2}, "pads", {2, 0, 0, 0}),
                  "it pads by more than half of its window");
    check_refused(with("Conv", "dilations", {65'535, 65'535}), "its window is larger than what it moves over");
}

TEST_CASE("sizes that overflow, or are far beyond any device, are refused") {
    check_refused(with("Conv", "pads", {65'535, 65'535, 65'535, 65'535}), "it gives more than 1048576 values");
    check_refused(with("ConvTranspose", "strides", {65'535, 65'535}), "it gives more than 1048576 values");
    check_refused(with("ConvTranspose", "dilations", {65'535, 65'535}), "it gives more than 1048576 values");
    check_refused(with("ConvTranspose", "output_padding", {65'535, 65'535}), "it gives more than 1048576 values");
    check_refused(with("ConvTranspose", "output_shape", {huge, 2}), "its output_shape hold");
    check_refused(with("ConvTranspose", "pads", {60, 60, 60, 60}), "its window is larger than what it moves over");
    for (const float scale : {1e30F, 1e9F, 5000.0F, 0.5F, 0.0F, -1.0F, std::numeric_limits<float>::quiet_NaN(),
                              std::numeric_limits<float>::infinity()}) {
        onnx_file file({-1, 2, 6, 5});
        file.node("Resize", {"x", "", "s"}, {"y"});
        file.floats("s", {4}, {1, 1, scale, 1});
        check_refused(file, "it changes the size of a dimension by");
    }
    onnx_file often({-1, 1, 100, 100});
    often.floats("s", {4}, {1, 1, 4096, 4096});
    often.node("Upsample", {"x", "s"}, {"y"});
    check_refused(often, "it gives more than 1048576 values");
}

TEST_CASE("kernels and channels that do not fit are refused") {
    onnx_file file({-1, 2, 6, 5});
    auto& conv = file.node("Conv", {"x", "w", "b"}, {"y"});
    auto& w = file.floats("w", {2, 2, 1, 1}, {1, 2, 3, 4});
    auto& b = file.floats("b", {2}, {1, 2});
    b.set_dims(0, 1), b.mutable_float_data()->Resize(1, 0);
    check_refused(file, "its bias has 1 numbers; expected 2, one for each output");
    onnx_file::set(conv, "group", 0);
    for (const std::int64_t groups : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{3}, huge, least}) {
        conv.mutable_attribute(0)->set_i(groups);
        check_refused(file, "it has " + std::to_string(groups) + " groups for 2 channels");
    }
    conv.mutable_attribute(0)->set_i(1);
    w.set_dims(0, 4), w.set_dims(1, 1);
    check_refused(file, "its kernel is for 1 inputs in each of 1 groups, and gives 4 outputs");
    w.set_dims(0, 0);
    w.clear_float_data();
    check_refused(file, "its kernel has 4 dimensions and 0 numbers");
    onnx_file volume({-1, 1, 3, 3, 3});
    volume.node("Conv", {"x", "w"}, {"y"});
    volume.floats("w", {1, 1, 1, 1, 1}, {1});
    check_refused(volume, "There are layers for images and signals, not for volumes.");
    onnx_file flat;
    flat.node("GlobalMaxPool", {"x"}, {"y"});
    check_refused(flat, "its input has shape (batch, 3); expected samples of (channels, rows, columns)");
}

TEST_CASE("pads and transpositions beyond a sample are refused") {
    const auto padded = [](const std::vector<std::int64_t>& amounts) {
        onnx_file file({-1, 2, 6, 5});
        file.node("Pad", {"x", "p"}, {"y"});
        file.integers("p", amounts);
        return file;
    };
    check_refused(padded({0, 0, -1, 0, 0, 0, 0, 0}), "it pads dimension 2 by -1");
    check_refused(padded({0, 1, 0, 0, 0, 0, 0, 0}), "it pads dimension 1 by 1");
    check_refused(padded({0, 0, 0, 0, 0, 0, 0, huge}), "it pads dimension 3 by 1000000000000000");
    check_refused(padded({0, 0, 4096, 4096, 0, 0, 4096, 4096}), "it gives more than 1048576 values");
    check_refused(padded({0, 0, 1}), "it has 3 amounts; expected 8");
    onnx_file turned({-1, 64, 32, 32});
    onnx_file::set(turned.node("Transpose", {"x"}, {"t"}), "perm", sizes{0, 2, 1, 3});
    onnx_file::set(turned.node("MaxPool", {"t"}, {"y"}), "kernel_shape", sizes{2, 2});
    check_refused(turned, "in another order than the layer before it gives; expected at most 2048 to change places");
    turned.graph().mutable_node(0)->mutable_attribute(0)->set_ints(0, huge);
    check_refused(turned, "its attribute 'perm' is no order of 4 dimensions");
    onnx_file mean({-1, 2, 6, 5});
    onnx_file::set(mean.node("ReduceMean", {"x"}, {"y"}), "axes", sizes{least});
    check_refused(mean, "its axis is " + std::to_string(least));
}
