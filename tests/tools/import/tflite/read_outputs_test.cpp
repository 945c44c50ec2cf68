// Several outputs of one file: the layers that they share, and those of each.
#include "import/tflite/read_outputs.hpp"

#include <string>
#include <vector>

#include "catch.hpp"
#include "import/tflite/read_graph.hpp"
#include "tools/import/tflite/tflite_file.hpp"

using list = std::vector<std::string>;
using numbers = std::vector<float>;
using words = std::vector<std::int32_t>;
namespace tflite = constprop::tools::tflite;

namespace {

const scaled half{{0.5F}, {3}}, quarter{{0.25F}, {-5}};

/// A convolution, flattened, and outputs "action", a dense layer, and "value", another one and what follows.
std::string two_heads(bool in_integers) {
    tflite_file file;
    const scaled of_x = in_integers ? half : scaled{}, of_y = in_integers ? quarter : scaled{};
    const auto weights = [&](const char* name_, const std::vector<std::int32_t>& shape_, std::size_t count_) {
        if (in_integers) return file.constant(name_, shape_, std::vector<std::int8_t>(count_, 2), {{0.5F}, {0}});
        return file.constant(name_, shape_, numbers(count_, 2));
    };
    file.inputs = {file.value("x", {1, 2, 2, 1}, of_x)};
    const int kernel = weights("k", {2, 1, 1, 1}, 2), w = weights("w", {3, 8}, 24), v = weights("v", {1, 8}, 8),
              body = file.value("body", {1, 2, 2, 2}, of_y), flat = file.value("flat", {1, 8}, of_y),
              action = file.value("action", {1, 3}, of_y), sum = file.value("sum", {1, 1}, of_y),
              value = file.value("value", {1, 1}, of_y);
    file.conv({0, kernel, -1}, body, stored::Padding::VALID);
    file.op(stored::Kind::RESHAPE, {body}, {flat});
    file.dense({flat, w, -1}, action);
    file.dense({flat, v, -1}, sum);
    file.op(stored::Kind::RELU, {sum}, {value});
    file.outputs = {action, value};
    return file.bytes();
}

tflite::several_outputs parts_of(const std::string& bytes, const list& outputs) {
    return tflite::read_outputs(tflite::read_graph(bytes, "m.tflite"), "m.tflite", outputs);
}

}  // namespace

TEST_CASE("tflite: several outputs take what the layers that they share give") {
    const bool in_integers = GENERATE(false, true);
    CAPTURE(in_integers);
    const auto parts = parts_of(two_heads(in_integers), {"value", "action"});
    REQUIRE(parts.trunk);
    CHECK(parts.trunk->layers.spelled == list{"constprop::conv2d<1, 2, constprop::kernel<1>>"});
    CHECK(parts.trunk->output_name == "body");
    CHECK(parts.of_trunk.empty());
    REQUIRE(parts.heads.size() == 2);
    CHECK(parts.heads[0].output == "value");
    CHECK(parts.heads[0].net.layers.spelled == list{"constprop::linear<8, 1>", "constprop::relu"});
    CHECK(parts.heads[1].net.layers.spelled == list{"constprop::linear<8, 3>"});
    if (in_integers) CHECK(parts.heads[1].net.takes == constprop::quantization{0.25F, -5});
    // Values of the trunk lie as the head takes them: channels last.
    CHECK(parts.heads[1].net.input == constprop::vector_of(8));
    const std::string text = tflite::write_headers(parts, {.name = "policy", .file = "m.tflite"}).text;
    for (const char* name :
         {"namespace policy_trunk_model", "namespace policy_action_model", "namespace policy_value_model"})
        CHECK(text.find(name) != std::string::npos);
}

TEST_CASE("tflite: an output may be what the others take, and outputs may share the input alone") {
    tflite_file file;
    file.inputs = {file.value("x", {1, 2})};
    const int h = file.value("h", {1, 2}), y = file.value("y", {1, 2}), z = file.value("z", {1, 2});
    file.op(stored::Kind::TANH, {0}, {h});
    file.op(stored::Kind::RELU, {h}, {y});
    file.op(stored::Kind::LOGISTIC, {0}, {z});
    file.outputs = {h, y, z};
    const std::string bytes = file.bytes();
    const auto inner = parts_of(bytes, {"h", "y"});
    CHECK(inner.of_trunk == "h");
    REQUIRE(inner.heads.size() == 1);
    CHECK(inner.heads[0].net.layers.spelled == list{"constprop::relu"});
    const auto apart = parts_of(bytes, {"y", "z"});
    CHECK_FALSE(apart.trunk);
    CHECK(apart.heads[0].net.layers.spelled == list{"constprop::tanh", "constprop::relu"});
    CHECK(apart.heads[1].net.layers.spelled == list{"constprop::sigmoid"});
}

TEST_CASE("tflite: outputs that are not there, or are asked for twice, are refused") {
    const std::string bytes = two_heads(false);
    const auto error_of = [&](const list& outputs_) {
        try {
            parts_of(bytes, outputs_);
            return std::string();
        } catch (const constprop::host::error& reason) {
            return std::string(reason.what());
        }
    };
    CHECK(error_of({"action", "mean"}).find("it has no output 'mean'; expected one of 'action', 'value'") !=
          std::string::npos);
    CHECK(error_of({"action", "action"}).find("output 'action' is asked for twice") != std::string::npos);
}
