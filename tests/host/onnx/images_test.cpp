#include <constprop/host/onnx.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include "catch.hpp"
#include "host/files.hpp"
#include "networks.hpp"

namespace cp = constprop;
namespace host = constprop::host;

namespace {

template <class Network> onnx::GraphProto graph_of(const Network& net) {
    const scratch_folder folder("onnx_images");
    host::save_onnx(folder / "net.onnx", net);
    onnx::ModelProto model;
    REQUIRE(model.ParseFromString(content(folder / "net.onnx")));
    return model.graph();
}
template <class... Layers> onnx::GraphProto graph_of_layers() {
    return graph_of(onnx_models::filled<cp::network<Layers...>>());
}

std::string operators(const onnx::GraphProto& graph) {
    std::string list;
    for (const auto& node : graph.node()) list += (list.empty() ? "" : " ") + node.op_type();
    return list;
}
std::string tensors(const onnx::GraphProto& graph) {
    std::string list;
    for (const auto& one : graph.initializer()) {
        list += (list.empty() ? "" : " ") + one.name();
        for (const std::int64_t size : one.dims()) list += ":" + std::to_string(size);
    }
    return list;
}
std::string dimensions(const onnx::ValueInfoProto& value) {
    std::string list;
    for (const auto& one : value.type().tensor_type().shape().dim())
        list += one.dim_param().empty() ? " " + std::to_string(one.dim_value()) : one.dim_param();
    return list;
}
/// The attributes of a node, lists of integers alone.
std::string lists(const onnx::NodeProto& node) {
    std::string text;
    for (const auto& one : node.attribute())
        if (one.ints_size() > 0) {
            text += (text.empty() ? "" : ", ") + one.name();
            for (const std::int64_t number : one.ints()) text += " " + std::to_string(number);
        }
    return text;
}

}  // namespace

TEST_CASE("onnx: input and output lie as those of the network") {
    const auto last = graph_of_layers<cp::image<4, 5, 3>, cp::conv2d<3, 2, cp::kernel<2>>>();
    CHECK(dimensions(last.input(0)) == "batch 4 5 3");
    CHECK(dimensions(last.output(0)) == "batch 3 4 2");
    CHECK(operators(last) == "Transpose Conv Transpose");
    CHECK(lists(last.node(0)) == "perm 0 3 1 2");
    CHECK(lists(last.node(2)) == "perm 0 2 3 1");

    const auto first = graph_of_layers<cp::image<4, 5, 3>, cp::from_channels_first, cp::conv2d<3, 1, cp::kernel<2>>>();
    CHECK(dimensions(first.input(0)) == "batch 3 4 5");
    CHECK(dimensions(first.output(0)) == "batch 1 3 4");
    CHECK(operators(first) == "Conv");

    const auto gray =
        graph_of_layers<cp::image<4, 5>, cp::conv2d<1, 2, cp::kernel<2>>, cp::flatten, cp::linear<24, 2>>();
    CHECK(dimensions(gray.input(0)) == "batch 1 4 5");
    CHECK(operators(gray) == "Conv Flatten Gemm");

    const auto signal = graph_of_layers<cp::signal<6, 2>, cp::conv1d<2, 3, cp::kernel<2>>>();
    CHECK(dimensions(signal.input(0)) == "batch 6 2");
    CHECK(dimensions(signal.output(0)) == "batch 5 3");

    // A flattened image is in the network's order, too.
    CHECK(operators(graph_of_layers<cp::image<2, 3, 2>, cp::flatten>()) ==
          "Transpose Flatten Reshape Transpose Flatten");
}

TEST_CASE("onnx: windows are attributes, with all padding in numbers") {
    using cp::kernel, cp::stride, cp::padding, cp::dilation, cp::groups;
    const auto conv =
        graph_of_layers<cp::image<7, 6>, cp::conv2d<1, 2, kernel<3, 2>, stride<2, 1>, padding<1, 0, 2, 1>>>();
    CHECK(lists(conv.node(0)) == "kernel_shape 3 2, strides 2 1, dilations 1 1, pads 1 2 0 1");
    CHECK(tensors(conv) == "0.weight:2:1:3:2 0.bias:2");
    const auto same = graph_of_layers<cp::signal<7>, cp::conv1d<1, 2, kernel<4>, cp::same, dilation<2>, cp::no_bias>>();
    CHECK(lists(same.node(0)) == "kernel_shape 4, strides 1, dilations 2, pads 3 3");
    CHECK(tensors(same) == "0.weight:2:1:4");
    const auto back = graph_of_layers<cp::signal<3>, cp::transposed_conv1d<1, 2, kernel<2>, stride<3>, cp::same>>();
    CHECK(lists(back.node(0)) == "kernel_shape 2, strides 3, dilations 1, pads 0 0, output_padding 1");
    CHECK(tensors(back) == "0.weight:1:2:2 0.bias:2");
    // ceil_mode is padding as far as the last windows reach.
    const auto up = graph_of_layers<cp::image<8, 7>, cp::max_pool2d<3, stride<2>, cp::ceil_mode>>();
    CHECK(lists(up.node(0)) == "kernel_shape 3 3, strides 2 2, dilations 1 1, pads 0 0 1 0");
    CHECK(operators(graph_of_layers<cp::image<6, 6>, cp::average_pool2d<3, stride<2>, padding<1>, cp::ceil_mode>>()) ==
          "AveragePool");
    CHECK(
        operators(graph_of_layers<cp::image<6, 6>,
                                  cp::average_pool2d<3, stride<2>, padding<1>, cp::ceil_mode, cp::count_padding>>()) ==
        "Pad AveragePool");
}

TEST_CASE("onnx: tensors have the names of a state_dict, also within branches") {
    const auto graph = graph_of(onnx_models::filled<onnx_models::resnet>());
    const std::string names = tensors(graph);
    CHECK(
        names.starts_with("1.weight:4:3:3:3 2.weight:4 2.bias:4 2.running_mean:4 2.running_var:4 "
                          "4.0.weight:4:4:3:3 4.1.weight:4"));
    CHECK(names.find(" 6.0.3.weight:6:6:3:3 ") != std::string::npos);
    CHECK(names.ends_with(" 6.1.1.running_var:6 9.weight:5:6 9.bias:5"));
    std::vector<std::string> found, expected;
    for (const auto& one : graph.initializer()) found.push_back(one.name());
    for (const auto& one : host::tensors_of(onnx_models::resnet{})) expected.push_back(one.name);
    CHECK(found == expected);
}

TEST_CASE("onnx: bits of weights in branches are those of the network") {
    const auto net = onnx_models::filled<onnx_models::resnet>();
    const auto graph = graph_of(net);
    std::string found, expected;
    for (const auto& one : graph.initializer()) found += one.raw_data();
    for (const auto& one : host::tensors_of(net))
        for (const float value : one.values) host::detail::append_little_endian(expected, value);
    CHECK(found == expected);
}

TEST_CASE("onnx: dropout and training's part of normalization are not written") {
    CHECK(operators(graph_of(onnx_models::ds_cnn{})) ==
          "Transpose Conv BatchNormalization Clip Conv BatchNormalization Clip Conv BatchNormalization Clip "
          "GlobalAveragePool Flatten Gemm Softmax");
    CHECK(operators(graph_of_layers<cp::vector<3>, cp::dropout<std::ratio<1, 2>>>()) == "Identity");
}
