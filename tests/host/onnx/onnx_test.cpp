#include <constprop/host/onnx.hpp>

#include <limits>
#include <string>

#include "catch.hpp"
#include "host/files.hpp"
#include "models.hpp"

namespace cp = constprop;
namespace host = constprop::host;

namespace {

template <class Network> onnx::ModelProto written(const Network& net, const host::onnx_options& options = {}) {
    const scratch_folder folder("onnx");
    host::save_onnx(folder / "net.onnx", net, options);
    onnx::ModelProto model;
    REQUIRE(model.ParseFromString(content(folder / "net.onnx")));
    return model;
}

}  // namespace

TEST_CASE("onnx: a network is a graph of named values") {
    const auto model = written(expected_model(), {.name = "three", .doc = "Übung"});
    CHECK(model.producer_name() == "constprop");
    CHECK(model.doc_string() == "Übung");
    CHECK(model.opset_import_size() == 1);
    const auto& graph = model.graph();
    CHECK(graph.name() == "three");
    REQUIRE(graph.node_size() == 3);
    CHECK(graph.node(0).op_type() == "Gemm");
    CHECK(graph.node(0).input(0) == "input");
    CHECK(graph.node(0).output(0) == graph.node(1).input(0));
    CHECK(graph.node(1).name() == "1.Relu");
    CHECK(graph.node(2).output(0) == "output");
    REQUIRE(graph.input(0).type().tensor_type().shape().dim_size() == 2);
    CHECK(graph.input(0).type().tensor_type().shape().dim(0).dim_param() == "batch");
    CHECK(graph.input(0).type().tensor_type().shape().dim(1).dim_value() == 3);
}

TEST_CASE("onnx: weights are there bit for bit, in PyTorch's order and under its names") {
    const auto model = written(expected_model());
    const auto& tensors = model.graph().initializer();
    REQUIRE(tensors.size() == 4);
    std::string names, bytes, expected;
    for (const auto& one : tensors) {
        names += one.name() + " ";
        bytes += one.raw_data();
    }
    CHECK(names == "0.weight 0.bias 2.weight 2.bias ");
    for (const float value : expected_model().parameters()) host::detail::append_little_endian(expected, value);
    CHECK(bytes == expected);
    CHECK((tensors[0].dims(0) == 2 && tensors[0].dims(1) == 3));
}

TEST_CASE("onnx: what is frozen is written with its constants, and names are unique") {
    using model = cp::network<cp::frozen<onnx_models::trained, 0>, cp::gelu, cp::gelu>;
    const auto graph = written(model{}).graph();
    CHECK(graph.initializer(0).name() == "0.weight");
    CHECK(graph.initializer(0).raw_data().size() == 4 * 24);
    for (int a = 0; a < graph.node_size(); ++a)
        for (int b = 0; b < a; ++b) CHECK(graph.node(a).output(0) != graph.node(b).output(0));
}

TEST_CASE("onnx: what cannot be written is refused, and leaves the file that was there") {
    const scratch_folder folder("onnx_refused");
    const auto path = folder / "net.onnx";
    write(path, "before");
    auto net = expected_model();
    CHECK(error_of([&] { host::save_onnx(path, net, {.name = "a\xFF"}); }) ==
          path.string() + ": the name 'a?' is not in UTF-8; expected text in UTF-8. Convert it.");
    net.layer<2>().bias(0) = std::numeric_limits<float>::quiet_NaN();
    CHECK(error_of([&] {
              host::save_onnx(path, net);
          }).starts_with(path.string() + ": parameter 2.bias[0] of layer 2, constprop::linear<2, 1> is NaN"));
    CHECK(content(path) == "before");
    CHECK(folder.files() == 1);
    CHECK(error_of([&] {
              host::save_onnx(folder / "none/net.onnx", expected_model());
          }).starts_with((folder / "none/net.onnx").string() + ": cannot be created"));
}
