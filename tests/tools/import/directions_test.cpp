#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "catch.hpp"
#include "tools/import/reading.hpp"

namespace tools = constprop::tools;

namespace {

using numbers = std::vector<double>;

/// An RNN of one unit and one input in one direction or in both: h' = tanh(w x), w 1 there and 2 back.
onnx::NodeProto& add_rnn(onnx_file& file, const std::string& direction, std::initializer_list<std::string> gives) {
    auto& node = file.node("RNN", {"x", "w", "r"}, gives);
    node.set_name("layer");
    onnx_file::set(node, "direction", direction.c_str());
    const bool both = direction == "bidirectional";
    file.floats("w", {both ? 2 : 1, 1, 1}, both ? std::vector<float>{1, 2} : std::vector<float>{2});
    file.floats("r", {both ? 2 : 1, 1, 1}, std::vector<float>(both ? 2 : 1, 0));
    return node;
}

numbers over_time(const tools::chain& layers) {
    numbers all;
    for (const numbers& row : layers.over_time({{1}, {2}})) all.insert(all.end(), row.begin(), row.end());
    return all;
}
double f(double z) { return std::tanh(z); }

}  // namespace

TEST_CASE("both directions are side by side at each step, whichever dimension the file has them in") {
    SECTION("in front of the sequences") {
        onnx_file file({5, -1, 1});
        add_rnn(file, "bidirectional", {"all"});
        onnx_file::set(file.node("Transpose", {"all"}, {"t"}), "perm", std::vector<std::int64_t>{0, 2, 1, 3});
        file.node("Reshape", {"t", "shape"}, {"y"});
        file.integers("shape", {0, 0, -1});
        CHECK(over_time(layers_of(file)) == numbers{f(1), f(2), f(2), f(4)});
    }
    SECTION("behind them") {
        onnx_file file({-1, 5, 1});
        onnx_file::set(add_rnn(file, "bidirectional", {"y"}), "layout", 1);
        CHECK(over_time(layers_of(file)) == numbers{f(1), f(2), f(2), f(4)});
    }
}

TEST_CASE("last states of both directions are the last output with final_states") {
    onnx_file file({5, -1, 1});
    add_rnn(file, "bidirectional", {"", "state"});
    const bool reversed = GENERATE(false, true);
    SECTION("by Gather") {
        file.node("Gather", {"state", "one"}, {"a"});
        file.node("Gather", {"state", "other"}, {"b"});
        file.integers("one", {reversed ? 1 : -2});
        file.integers("other", {reversed ? 0 : 1});
        for (auto& index : *file.graph().mutable_initializer())
            if (index.name() == "one" || index.name() == "other") index.clear_dims();
        onnx_file::set(file.node("Concat", {"a", "b"}, {"y"}), "axis", 1);
    }
    SECTION("by Split") {
        onnx_file::set(file.node("Split", {"state"}, {"a", "b"}), "axis", 0);
        onnx_file::set(file.node("Concat", {reversed ? "b" : "a", reversed ? "a" : "b"}, {"y"}), "axis", 2);
    }
    const auto model = tools::read_onnx(file.bytes(), "m.onnx", {});
    CHECK(model.gives_last_step());
    CHECK(std::get<tools::bidirectional_step>(model.layers.steps().at(0)).final_states);
    // The reverse direction ends at the first step.
    CHECK(over_time(model.layers) == (reversed ? numbers{f(4), f(1), f(2), f(2)} : numbers{f(1), f(4), f(2), f(2)}));
}

TEST_CASE("a reverse direction stands between two reversals, its last state behind one") {
    onnx_file file({5, -1, 1});
    SECTION("outputs") {
        add_rnn(file, "reverse", {"y"});
        CHECK(layers_of(file).steps().size() == 3);
        CHECK(over_time(layers_of(file)) == numbers{f(2), f(4)});
    }
    SECTION("last state") {
        add_rnn(file, "reverse", {"", "y"});
        CHECK(layers_of(file).steps().size() == 2);
        CHECK(over_time(layers_of(file)) == numbers{f(4), f(2)});
    }
}

TEST_CASE("a slice from the last step to the first reverses a sequence") {
    onnx_file file({5, -1, 1});
    add_rnn(file, "forward", {"all"});
    file.node("Slice", {"all", "last", "end", "axis", "back"}, {"y"}).set_name("turns");
    file.integers("last", {GENERATE(-1, 4)});
    file.integers("axis", {0});
    SECTION("all of it") {
        file.integers("end", {GENERATE(std::int64_t{-6}, std::int64_t{-0x7fff'ffff'ffff'ffff})});
        file.integers("back", {-1});
        CHECK(over_time(layers_of(file)) == numbers{f(4), f(2)});
    }
    SECTION("not to the first step") {
        file.integers("end", {-5});
        file.integers("back", {-1});
        CHECK(error_of_file(file).find("it keeps other steps of a sequence than the last") != std::string::npos);
    }
}

TEST_CASE("directions that are not side by side are one line") {
    onnx_file file({5, -1, 1});
    const char* const says =
        "it takes the directions of a bidirectional layer otherwise than side by side; expected a Transpose that puts "
        "them beside the values, or one direction. Export what nn.GRU or nn.LSTM returns, or "
        "tf.keras.layers.Bidirectional.";
    SECTION("reshaped as they are") {
        add_rnn(file, "bidirectional", {"all"});
        file.node("Reshape", {"all", "shape"}, {"y"}).set_name("mixes");
        file.integers("shape", {5, -1, 2});
        CHECK(error_of_file(file) == std::string{"m.onnx: node 'mixes' (Reshape): "} + says);
    }
    SECTION("selected along another dimension") {
        add_rnn(file, "bidirectional", {"all"});
        onnx_file::set(file.node("Gather", {"all", "last"}, {"y"}), "axis", 2);
        file.integers("last", {0});
        CHECK(error_of_file(file) == std::string{"m.onnx: node 'y' (Gather): "} + says);
    }
    SECTION("as the model's output") {
        add_rnn(file, "bidirectional", {"", "y"});
        CHECK(error_of_file(file).find("m.onnx: node 'y' (Transpose): it moves the dimensions of the batch") == 0);
    }
    SECTION("weights of one direction") {
        onnx_file::set(add_rnn(file, "forward", {"y"}), "direction", "bidirectional");
        file.graph().mutable_node(0)->mutable_attribute()->DeleteSubrange(0, 1);
        CHECK(error_of_file(file).find(
                  "the recurrent matrix has 1 numbers; expected 2 for 2 directions with 1 gates of 1 units") !=
              std::string::npos);
    }
}

TEST_CASE("a direction that is found while the model runs is one line") {
    onnx_file file({5, -1, 1});
    add_rnn(file, "bidirectional", {"", "state"});
    file.input("index", {1});
    auto& gather = file.node("Gather", {"state", "index"}, {"y"});
    onnx_file::set(gather, "axis", 0);
    if (GENERATE(false, true)) onnx_file::set(gather, "", std::vector<std::int64_t>{0});
    CHECK(error_of_file(file).find("it takes the directions of a bidirectional layer otherwise than side by side") !=
          std::string::npos);
}
