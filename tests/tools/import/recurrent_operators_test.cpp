#include <cmath>
#include <string>
#include <vector>

#include "catch.hpp"
#include "import/time.hpp"
#include "tools/import/reading.hpp"

namespace tools = constprop::tools;

namespace {

using numbers = std::vector<double>;

std::vector<float> counting(std::size_t count) {
    std::vector<float> result(count);
    for (std::size_t k = 0; k < count; ++k) result[k] = static_cast<float>(k);
    return result;
}

/// A recurrent node "layer" that takes `takes`, of one unit and two inputs, with weights 0, 1, 2 …
onnx::NodeProto& add_node(onnx_file& file, const std::string& op, std::int64_t gates, const std::string& takes,
                          std::initializer_list<std::string> gives) {
    auto& node = file.node(op, {takes, "w", "r", "b"}, gives);
    node.set_name("layer");
    file.floats("w", {1, gates, 2}, counting(static_cast<std::size_t>(2 * gates)));
    file.floats("r", {1, gates, 1}, counting(static_cast<std::size_t>(gates)));
    file.floats("b", {1, 2 * gates}, counting(static_cast<std::size_t>(2 * gates)));
    return node;
}

const tools::recurrent_step& recurrent_at(const tools::chain& layers, std::size_t k) {
    return std::get<tools::recurrent_step>(layers.steps().at(k));
}

/// Outputs of every step, one after the other.
numbers over_time(const tools::chain& layers, tools::steps_of_sequence x) {
    numbers all;
    for (const numbers& row : layers.over_time(std::move(x))) all.insert(all.end(), row.begin(), row.end());
    return all;
}

}  // namespace

TEST_CASE("gates of GRU and LSTM are put in PyTorch's order") {
    onnx_file file({5, -1, 2});
    SECTION("z, r, h") {
        add_node(file, "GRU", 3, "x", {"y"});
        const auto layers = layers_of(file);
        const auto& layer = recurrent_at(layers, 0);
        CHECK(layer.kind == tools::recurrent_kind::gru);
        CHECK(layer.weights == numbers{2, 3, 0, 1, 4, 5});
        CHECK(layer.weights_of_state == numbers{1, 0, 2});
        CHECK(layer.biases == numbers{1, 0, 2, 4, 3, 5});
        CHECK(layer.resets_before);
    }
    SECTION("i, o, f, c") {
        add_node(file, "LSTM", 4, "x", {"y"});
        const auto layers = layers_of(file);
        const auto& layer = recurrent_at(layers, 0);
        CHECK(layer.weights == numbers{0, 1, 4, 5, 6, 7, 2, 3});
        CHECK(layer.weights_of_state == numbers{0, 2, 3, 1});
        CHECK(layer.biases == numbers{0, 2, 3, 1, 4, 6, 7, 5});
    }
}

TEST_CASE("linear_before_reset is where the reset gate acts") {
    onnx_file file({5, -1, 2});
    auto& gru = add_node(file, "GRU", 3, "x", {"y"});
    const bool resets_before = GENERATE(true, false);
    onnx_file::set(gru, "linear_before_reset", resets_before ? 0 : 1);
    const auto layers = layers_of(file);
    CHECK(recurrent_at(layers, 0).resets_before == resets_before);
}

TEST_CASE("the layer itself says which dimension counts steps") {
    const bool batch_first = GENERATE(false, true);
    onnx_file file = batch_first ? onnx_file({-1, 5, 2}) : onnx_file({5, -1, 2});
    auto& node = add_node(file, "RNN", 1, "x", {"y"});
    onnx_file::set(node, "layout", batch_first ? 1 : 0);
    const auto model = tools::read_onnx(file.bytes(), "m.onnx", {});
    CHECK(model.takes_sequences());
    CHECK_FALSE(model.gives_last_step());
    CHECK(model.input.shape.time == std::optional<std::size_t>{batch_first ? 1 : 0});
    CHECK(model.output.shape.time == model.input.shape.time);
    CHECK(model.output.shape.sizes.size() == 4);  // with the direction
    const double first = std::tanh(1), second = std::tanh(1 + 0 * first);
    CHECK(over_time(model.layers, {{7, 0}, {3, 0}}) == numbers{first, second});
}

TEST_CASE("the second output is the last step") {
    onnx_file file({5, 1, 2});
    add_node(file, "GRU", 3, "x", {"", "y"});
    const auto model = tools::read_onnx(file.bytes(), "m.onnx", {});
    CHECK(model.gives_last_step());
    REQUIRE(model.notes.size() == 1);
    CHECK(model.notes[0] == "The model's output is that of the last step: take the last one of net(sequence).");
}

TEST_CASE("the last step may be selected") {
    onnx_file file({-1, 5, 2});
    file.node("Transpose", {"x"}, {"t"}).add_attribute();
    auto& perm = *file.graph().mutable_node(0)->mutable_attribute(0);
    perm.set_name("perm"), perm.set_type(onnx::AttributeProto::INTS);
    for (const int d : {1, 0, 2}) perm.add_ints(d);
    add_node(file, "RNN", 1, "t", {"all"});
    file.node("Squeeze", {"all", "one"}, {"s"});
    file.integers("one", {1});
    file.integers("last", {GENERATE(-1, 4)});
    SECTION("by Gather") { file.node("Gather", {"s", "last"}, {"y"}); }
    SECTION("by Slice") {
        file.node("Slice", {"s", "last", "end", "axis"}, {"y"});
        file.integers("end", {GENERATE(std::int64_t{5}, std::int64_t{0x7fff'ffff'ffff'ffff})});
        file.integers("axis", {0});
    }
    CHECK(tools::read_onnx(file.bytes(), "m.onnx", {}).gives_last_step());
}

TEST_CASE("other steps are refused") {
    onnx_file file({5, -1, 2});
    add_node(file, "RNN", 1, "x", {"all"});
    file.node("Squeeze", {"all", "one"}, {"s"});
    file.integers("one", {1});
    file.integers("first", {0});
    file.integers("some", {3});
    SECTION("by Gather") { file.node("Gather", {"s", "first"}, {"y"}).set_name("selects"); }
    SECTION("by Slice, from the front") {
        file.node("Slice", {"s", "first", "some", "first"}, {"y"}).set_name("selects");
    }
    SECTION("by Slice, from the end") {
        file.node("Slice", {"s", "some", "end", "first"}, {"y"}).set_name("selects");
        file.integers("end", {1 << 30});
    }
    SECTION("by Split") { file.node("Split", {"s"}, {"y", "z"}).set_name("selects"); }
    CHECK(error_of_file(file).find("'selects'") != std::string::npos);
    CHECK(error_of_file(file).find(
              "it keeps other steps of a sequence than the last; expected the last one, or all. Return "
              "the last step, or all of them.") != std::string::npos);
}

TEST_CASE("operators that join steps are refused") {
    onnx_file file({5, -1, 2});
    SECTION("a sum over time") {
        onnx_file::set(file.node("ReduceSum", {"x"}, {"joined"}), "axes", std::vector<std::int64_t>{0});
    }
    SECTION("a mean over time and values") {
        onnx_file::set(file.node("ReduceMean", {"x"}, {"joined"}), "axes", std::vector<std::int64_t>{0, 2});
    }
    SECTION("all steps in one row") {
        file.node("Reshape", {"x", "rows"}, {"joined"});
        file.integers("rows", {-1, 10});
    }
    add_node(file, "RNN", 1, "joined", {"y"});
    CHECK(error_of_file(file).find(
              "it joins steps of a sequence; expected layers that see one step, with the state of those "
              "before. Return the last step, or all of them, and join them in C++.") != std::string::npos);
}

TEST_CASE("a mean or a maximum over time is the last one of all steps so far") {
    onnx_file file({-1, 5, 2});
    auto& node = add_node(file, "RNN", 1, "x", {"all"});
    onnx_file::set(node, "layout", 1);
    const bool is_mean = GENERATE(true, false), keeps = GENERATE(true, false);
    auto& reduction = file.node(is_mean ? "ReduceMean" : "ReduceMax", {"all"}, {"y"});
    onnx_file::set(reduction, "axes", std::vector<std::int64_t>{1});
    onnx_file::set(reduction, "keepdims", keeps ? 1 : 0);
    const auto model = tools::read_onnx(file.bytes(), "m.onnx", {});
    CHECK(model.gives_last_step());
    CHECK(model.output.shape.sizes.size() == (keeps ? 4 : 3));
    REQUIRE(model.layers.steps().size() == 2);
    CHECK(std::get<tools::time_step>(model.layers.steps()[1]).spelling ==
          (is_mean ? "constprop::cumulative_mean" : "constprop::cumulative_max"));
    const double first = std::tanh(2), second = std::tanh(3);  // the biases add 1
    CHECK(over_time(model.layers, {{0, 1}, {0, 2}}) ==
          (is_mean ? numbers{first, (first + second) / 2} : numbers{first, second}));
}

TEST_CASE("outputs and the last state of one layer are not both read") {
    onnx_file file({5, 1, 2});
    add_node(file, "GRU", 3, "x", {"all", "state"});
    file.node("Add", {"all", "state"}, {"y"});
    CHECK(error_of_file(file).find(
              "m.onnx: node 'layer' (GRU): more than one of its outputs is used; expected its outputs, or "
              "its last state. The last output is the last state: use out[:, -1] in place of h_n[-1].") == 0);
}

TEST_CASE("a scale before a recurrent layer is part of its weights") {
    onnx_file file({5, -1, 2});
    file.node("Mul", {"x", "factors"}, {"m"});
    file.node("Add", {"m", "shifts"}, {"s"});
    file.floats("factors", {2}, {2, 3});
    file.floats("shifts", {2}, {10, 20});
    add_node(file, "RNN", 1, "s", {"y"});
    const auto layers = layers_of(file);
    REQUIRE(layers.steps().size() == 1);
    CHECK(recurrent_at(layers, 0).weights == numbers{0, 3});
    CHECK(recurrent_at(layers, 0).biases == numbers{20, 1});
}

TEST_CASE("an RNN may have another activation") {
    onnx_file file({5, -1, 2});
    auto& one = *add_node(file, "RNN", 1, "x", {"y"}).add_attribute();
    one.set_name("activations"), one.set_type(onnx::AttributeProto::STRINGS);
    one.add_strings("Relu");
    const auto layers = layers_of(file);
    CHECK(recurrent_at(layers, 0).activation == "relu");
    CHECK(over_time(layers, {{0, 1}, {0, 2}}) == numbers{2, 3});
}

TEST_CASE("what a recurrent layer does not do is refused, with the reason") {
    onnx_file file({5, -1, 2});
    auto& node = add_node(file, "LSTM", 4, "x", {"y"});
    const auto input = [&](const std::string& name) {
        for (int k = 4; k < 8; ++k) node.add_input("");
        return [&node, name](int k) { node.set_input(k, name); };
    };
    std::string says;
    SECTION("another direction") {
        onnx_file::set(node, "direction", "sideways");
        says = "its direction is 'sideways'; expected forward, reverse or bidirectional";
    }
    SECTION("clip") {
        onnx_file::set(node, "clip", 3.0F);
        says = "it clips what its activations take";
    }
    SECTION("input_forget") {
        onnx_file::set(node, "input_forget", 1);
        says = "its input and forget gates are one";
    }
    SECTION("activations") {
        auto& one = *node.add_attribute();
        one.set_name("activations"), one.set_type(onnx::AttributeProto::STRINGS);
        for (const char* const name : {"HardSigmoid", "Tanh", "Tanh"}) one.add_strings(name);
        says = "its activations are hardsigmoid, tanh, tanh; expected sigmoid for gates, and else tanh";
    }
    SECTION("an initial state") {
        input("state")(5);
        file.floats("state", {1, 1, 1}, {0.5F});
        says = "its initial state is not 0; expected zeros, with which a sequence begins";
    }
    SECTION("peepholes") {
        input("holes")(7);
        file.floats("holes", {1, 3}, {0, 1, 0});
        says = "its gates see the cell (peepholes)";
    }
    SECTION("lengths") {
        input("lengths")(4);
        file.integers("lengths", {3});
        says = "it ends a sequence after 3 steps (sequence_lens)";
    }
    SECTION("the last cell") {
        node.clear_output();
        for (const char* const name : {"", "", "y"}) node.add_output(name);
        says = "its last cell state is used";
    }
    const std::string error = error_of_file(file);
    CHECK(error.find("m.onnx: node 'layer' (LSTM): " + says) == 0);
}

TEST_CASE("an initial state of zeros, no peepholes and whole lengths are left out") {
    onnx_file file({5, 2, 2});
    auto& node = add_node(file, "LSTM", 4, "x", {"y"});
    for (const char* const name : {"lengths", "zeros", "zeros", "none"}) node.add_input(name);
    file.integers("lengths", {5, 5});
    file.floats("zeros", {1, 2, 1}, {0, 0});
    file.floats("none", {1, 3}, {0, 0, 0});
    CHECK(layers_of(file).steps().size() == 1);
}

TEST_CASE("steps must be a dimension of their own") {
    SECTION("a convolution over steps") {
        onnx_file file({-1, 2, 5});
        file.node("Conv", {"x", "k"}, {"c"}).set_name("conv");
        file.floats("k", {2, 2, 1}, {1, 0, 0, 1});
        add_node(file, "RNN", 1, "c", {"y"});
        CHECK(
            error_of_file(file).find("Over steps there is causal_conv1d, whose weights constprop_add_weights takes.") !=
            std::string::npos);
    }
    SECTION("an input without one") {
        onnx_file file({-1, 2});
        add_node(file, "RNN", 1, "x", {"y"});
        CHECK(
            error_of_file(file).find("m.onnx: node 'layer' (RNN): its input has shape (steps, batch); expected (steps, "
                                     "batch, values)") == 0);
    }
}

TEST_CASE("sizes of a recurrent layer that contradict each other are one line") {
    onnx_file file({5, -1, 2});
    auto& node = add_node(file, "GRU", 3, "x", {"y"});
    std::string says;
    SECTION("hidden_size") {
        onnx_file::set(node, "hidden_size", 7);
        says = "it has 7 units, its recurrent matrix 1 columns";
    }
    SECTION("weights") {
        file.floats("v", {1, 3, 3}, counting(9));
        node.set_input(1, "v");
        says = "the matrix has 9 numbers; expected 6 for 3 gates of 1 units";
    }
    SECTION("biases") {
        file.floats("v", {1, 3}, counting(3));
        node.set_input(3, "v");
        says = "the list of biases has 3 numbers; expected 6 for 3 gates of 1 units";
    }
    CHECK(error_of_file(file).find("m.onnx: node 'layer' (GRU): " + says) == 0);
}

TEST_CASE("dimensions that count steps and sequences stay, whatever is around them") {
    tools::extent shape{.sizes = {-1, 7, 4}, .batch = 2, .time = 1};
    const auto time = [&](const std::vector<std::int64_t>& wanted) -> int {
        const auto result = shape.reshaped(wanted);
        return !result ? -1 : !result->merged.empty() ? 100 : static_cast<int>(result->time.value_or(99));
    };
    CHECK(time({-1, 7, 4}) == 1);
    CHECK(time({-1, 7, 2, 2}) == 1);
    CHECK(time({-1, 1, 7, 4}) == 2);
    CHECK(time({-1, 4}) == 100);  // rows of all steps
    CHECK(time({-1, 5, 4}) == -1);
    shape.sizes[1] = -1;
    CHECK(time({-1, -1, 4}) == 1);
    shape.sizes[0] = 1;
    CHECK(time({-1, 4}) == 0);
    CHECK(time({-1, 7, 4}) == 1);
    const auto rows = tools::extent{.sizes = {-1, 7, 4}, .batch = 2, .time = 1}.reshaped({-1, 4});
    REQUIRE(rows);
    CHECK(rows->reshaped({-1, 7, 4}) == tools::extent{.sizes = {-1, 7, 4}, .batch = 2, .time = 1});
    CHECK_FALSE(rows->reshaped({-1, 5, 4}));
    // A dimension of size 1 counts nothing.
    CHECK(tools::extent{.sizes = {-1, 1, 7, 4}, .batch = 3, .time = 2}.reshaped({-1, 4}) == rows);
}
