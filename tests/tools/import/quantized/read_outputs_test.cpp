// Several outputs of a quantized file: the layers that they share, and those of each.
#include "import/tflite/read_outputs.hpp"

#include <string>
#include <vector>

#include "catch.hpp"
#include "import/quantized/read_quantized.hpp"
#include "tools/import/quantized/quantized_file.hpp"

namespace {

using list = std::vector<std::string>;
namespace tools = constprop::tools;

/// A convolution, and outputs "action", a layer of weights, and "value", another one with a Relu behind it.
quantized_file two_heads() {
    quantized_file file({-1, 2, 2, 2});
    file.graph().mutable_output(0)->set_name("action");
    file.graph().add_output()->set_name("value");
    file.quantize("x", "xq");
    file.dequantize("xq", "xd");
    file.layer("xd", "sums", 2, 3);
    file.quantize("sums", "body");
    file.dequantize("body", "real");
    file.layer("real", "action sums", 3, 2);
    file.quantize("action sums", "action integers");
    file.dequantize("action integers", "action");
    file.layer("real", "value sums", 3, 1);
    file.node("Relu", {"value sums"}, {"positive"});
    file.quantize("positive", "value integers");
    file.dequantize("value integers", "value");
    return file;
}

tools::tflite::several_outputs parts_of(const onnx_file& file, const list& outputs) {
    return tools::quantized::read_outputs(file.model, "m.onnx", outputs, {});
}
std::string error_of_outputs(const onnx_file& file, const list& outputs) {
    return error_of([&] { static_cast<void>(parts_of(file, outputs)); });
}

}  // namespace

TEST_CASE("quantized: several outputs take what the layers that they share give") {
    const auto parts = parts_of(two_heads(), {"value", "action"});
    REQUIRE(parts.trunk);
    CHECK(parts.trunk->layers.spelled.back() == "constprop::conv2d<2, 3, constprop::kernel<1>>");
    CHECK(parts.of_trunk.empty());
    REQUIRE(parts.heads.size() == 2);
    CHECK(parts.heads[0].output == "value");
    CHECK(parts.heads[0].net.layers.spelled ==
          list{"constprop::conv2d<3, 1, constprop::kernel<1>>", "constprop::relu"});
    CHECK(parts.heads[1].net.layers.spelled == list{"constprop::conv2d<3, 2, constprop::kernel<1>>"});
    CHECK(parts.heads[1].net.takes == parts.trunk->gives);
    REQUIRE(parts.trunk->layers.notes.size() == 1);  // of "action", which has two channels
    CHECK(parts.trunk->layers.notes[0].starts_with("The outputs of 'action' lie row by row"));
    const std::string text = tools::tflite::write_headers(parts, {.name = "policy", .file = "m.onnx"}).text;
    for (const char* name :
         {"namespace policy_trunk_model", "namespace policy_action_model", "namespace policy_value_model"})
        CHECK(text.find(name) != std::string::npos);
}

TEST_CASE("quantized: outputs that are not there, are asked for twice or are the same integers are refused") {
    quantized_file file = two_heads();
    CHECK(
        error_of_outputs(file, {"action", "mean"}).find("it has no output 'mean'; expected one of 'action', 'value'") !=
        std::string::npos);
    CHECK(error_of_outputs(file, {"action", "action"}).find("output 'action' is asked for twice") != std::string::npos);
    file.graph().add_output()->set_name("value integers");
    CHECK(error_of_outputs(file, {"value", "action", "value integers"})
              .find("outputs 'value' and 'value integers' are the same integers; expected outputs that differ") !=
          std::string::npos);
    file.graph().add_output()->set_name("x");
    CHECK(error_of_outputs(file, {"action", "x"}).find("output 'x': it is the input itself") != std::string::npos);
    file.graph().add_output()->set_name("real");
    file.graph().add_output()->set_name("value sums");
    CHECK(error_of_outputs(file, {"action", "value sums"}).find("what it gives at the end is not quantized") !=
          std::string::npos);
}

TEST_CASE("quantized: an output may be what the others take") {
    quantized_file file = two_heads();
    file.graph().add_output()->set_name("real");
    const auto parts = parts_of(file, {"real", "action"});
    CHECK(parts.of_trunk == "real");
    REQUIRE(parts.heads.size() == 1);
    CHECK(parts.heads[0].output == "action");
}
