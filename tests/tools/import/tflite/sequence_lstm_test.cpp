// UNIDIRECTIONAL_SEQUENCE_LSTM: the numbers of a layer over time, and what such an operator may have and the layer has not.
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "catch.hpp"
#include "import/tflite/header.hpp"
#include "tools/import/tflite/tflite_file.hpp"

using list = std::vector<std::string>;
using bytes = std::vector<std::int8_t>;
using words = std::vector<std::int32_t>;
using numbers = std::vector<float>;

namespace {

const scaled half{{0.5F}, {3}}, quarter{{0.25F}, {-5}};

/// Three steps of two values, and two units: of integers, or of floats.
struct lstm_file {
    tflite_file file{};
    std::vector<int> inputs = std::vector<int>(24, -1);
    int y = -1;
    float cell_clip = 0;
    bool time_major = false;
    stored::Then then = stored::Then::TANH;

    explicit lstm_file(bool in_integers) {
        const scaled none{};
        inputs[0] = file.value("x", {1, 3, 2}, in_integers ? half : none);
        file.inputs = {inputs[0]};
        for (int g = 0; g < 4; ++g) {
            const auto of_input = static_cast<std::size_t>(1 + g), of_hidden = static_cast<std::size_t>(5 + g),
                       bias = static_cast<std::size_t>(12 + g);
            const auto scale = static_cast<float>(g + 1) / 64;
            if (in_integers) {
                const auto first = static_cast<std::int8_t>(10 * g);
                inputs[of_input] = file.constant("w", {2, 2}, bytes{first, 1, 2, 3}, {{scale}, {0}});
                inputs[of_hidden] = file.constant("u", {2, 2}, bytes{first, 5, 6, 7}, {{scale / 2}, {0}});
                inputs[bias] = file.constant("b", {2}, words{100 * g, 101 * g});
            } else {
                const auto first = static_cast<float>(10 * g);
                inputs[of_input] = file.constant("w", {2, 2}, numbers{first, 1, 2, 3});
                inputs[of_hidden] = file.constant("u", {2, 2}, numbers{first, 5, 6, 7});
                inputs[bias] = file.constant("b", {2}, numbers{first, first + 1});
            }
        }
        inputs[18] = file.variable("h", {1, 2}, in_integers ? stored::Type::INT8 : stored::Type::FLOAT32,
                                   in_integers ? quarter : none);
        inputs[19] = file.variable("c", {1, 2}, in_integers ? stored::Type::INT16 : stored::Type::FLOAT32,
                                   in_integers ? scaled{{1.0F / 2048}, {0}} : none);
        y = file.value("y", {1, 3, 2}, in_integers ? quarter : none);
        file.outputs = {y};
    }
    tflite_file& done() {
        file.op(stored::Kind::UNIDIRECTIONAL_SEQUENCE_LSTM, inputs, {y}, stored::Options::SequenceLstm,
                stored::CreateSequenceLstm(file.builder(), then, cell_clip, 0, time_major).Union());
        return file;
    }
};

/// What is said of an LSTM of integers after a change.
std::string error_after(const std::function<void(lstm_file&)>& change) {
    lstm_file one(true);
    change(one);
    return one.done().error();
}
bool says(const std::string& error, const std::string& found) {
    return error.starts_with("m.tflite: UNIDIRECTIONAL_SEQUENCE_LSTM 'y': " + found) &&
           error.find('\n') == std::string::npos;
}

}  // namespace

TEST_CASE("tflite: an LSTM of integers is a layer over time") {
    lstm_file one(true);
    one.cell_clip = 2;
    const auto net = one.done().network();
    CHECK(net.layers.spelled == list{"constprop::over_time<constprop::lstm<2, 2>>"});
    CHECK(net.layers.multiply_accumulates == 3 * 4 * 2 * (2 + 2));
    CHECK(net.layers.parameters() == 4 * 2 * (2 + 2 + 1));
    REQUIRE(net.layers.sources.size() == 1);
    const auto& from = net.layers.sources[0];
    CHECK(from.weights == bytes{0, 1, 2, 3, 10, 1, 2, 3, 20, 1, 2, 3, 30, 1, 2, 3});
    CHECK(from.scales == numbers{1.0F / 64, 2.0F / 64, 3.0F / 64, 4.0F / 64});
    CHECK(from.biases == words{0, 0, 100, 101, 200, 202, 300, 303});
    CHECK(from.gives == constprop::quantization{0.25F, -5});
    REQUIRE(from.of_gates);
    CHECK(from.of_gates->hidden_weights == bytes{0, 5, 6, 7, 10, 5, 6, 7, 20, 5, 6, 7, 30, 5, 6, 7});
    CHECK(from.of_gates->hidden_scales == numbers{1.0F / 128, 2.0F / 128, 3.0F / 128, 4.0F / 128});
    CHECK(from.of_gates->cell_power == -11);
    CHECK(from.of_gates->cell_limit == 4096);

    const std::string header = constprop::tools::tflite::write_header(net, {}, {.name = "n", .file = "m.tflite"}).text;
    for (const char* line : {"inline constexpr constprop::int8_lstm_tensors<2, 2> layer_0{", "constprop::per_tensor>;",
                             "    .cell_power = -11,\n    .cell_limit = 4096,\n    .gives = {0x1p-2F, -5}};"}) {
        CAPTURE(line);
        CHECK(header.find(line) != std::string::npos);
    }
}

TEST_CASE("tflite: an LSTM of which the last step is taken, as Keras has it with return_sequences=False") {
    const auto sliced = [](bool in_integers, std::int32_t first, std::int32_t stride,
                           const std::vector<std::int32_t>& shape) {
        lstm_file one(in_integers);
        tflite_file& file = one.done();
        const int begin = file.constant("begin", {3}, words{0, first, 0}),
                  end = file.constant("end", {3}, words{0, 0, 0}),
                  strides = file.constant("strides", {3}, words{1, stride, 1}),
                  z = file.value("z", shape, in_integers ? quarter : scaled{});
        const bool shrinks = shape.size() == 2;
        file.op(stored::Kind::STRIDED_SLICE, {one.y, begin, end, strides}, {z}, stored::Options::StridedSlice,
                stored::CreateStridedSlice(file.builder(), 5, shrinks ? 5 : 7, 0, 0, shrinks ? 2 : 0).Union());
        file.outputs = {z};
        try {
            const auto net = file.network();
            return net.layers.spelled[0] + ", " + std::to_string(net.layers.shape.size()) + ", " +
                   std::to_string(net.layers.values[net.layers.gives_most()]);
        } catch (const constprop::host::error& reason) {
            return std::string(reason.what());
        }
    };
    const std::string last = "constprop::over_time<constprop::lstm<2, 2>, constprop::last_step>, 2, 2";
    CHECK(sliced(true, -1, 1, {1, 2}) == last);
    CHECK(sliced(true, 2, 1, {1, 1, 2}) == last);
    CHECK(sliced(false, -1, 1, {1, 2}) == last);
    // Other steps are a slice behind it.
    CHECK(sliced(true, 0, 1, {1, 2}) == "constprop::over_time<constprop::lstm<2, 2>>, 2, 6");
    CHECK(sliced(true, 1, 1, {1, 2, 2}) == "constprop::over_time<constprop::lstm<2, 2>>, 4, 6");
    CHECK(sliced(true, 1, 1, {1, 1, 2}).find("it gives shape (1, 1, 2); expected 4 values") != std::string::npos);
}

TEST_CASE("tflite: an LSTM of floats has PyTorch's tensors") {
    lstm_file one(false);
    one.cell_clip = 10;
    const auto net = one.done().network();
    CHECK(net.layers.spelled == list{"constprop::over_time<constprop::lstm<2, 2>>"});
    REQUIRE(net.layers.tensors.size() == 4);
    CHECK(net.layers.tensors[0].name == "0.weight_ih");
    CHECK(net.layers.tensors[0].values == numbers{0, 1, 2, 3, 10, 1, 2, 3, 20, 1, 2, 3, 30, 1, 2, 3});
    CHECK(net.layers.tensors[1].values == numbers{0, 5, 6, 7, 10, 5, 6, 7, 20, 5, 6, 7, 30, 5, 6, 7});
    CHECK(net.layers.tensors[2].values == numbers{0, 1, 10, 11, 20, 21, 30, 31});
    CHECK(net.layers.tensors[3].values == numbers(8, 0.0F));
    CHECK(net.layers.notes == list{"0 clips its cell at 10.000000 in the file, and does not here"});
}

TEST_CASE("tflite: an LSTM that is not as the layer is, in one line") {
    CHECK(error_after([](lstm_file&) {}).empty());
    CHECK(says(error_after([](lstm_file& f_) { f_.inputs[1] = f_.inputs[5] = -1; }), "its input gate is coupled with"));
    CHECK(
        says(error_after([](lstm_file& f_) { f_.inputs[9] = f_.inputs[1]; }), "it has peepholes; expected four gates"));
    CHECK(says(error_after([](lstm_file& f_) { f_.inputs[16] = f_.inputs[1]; }), "it has a projection; expected four"));
    CHECK(says(error_after([](lstm_file& f_) { f_.inputs[20] = f_.inputs[12]; }), "it has layer norms; expected four"));
    CHECK(says(error_after([](lstm_file& f_) { f_.then = stored::Then::RELU; }), "its activation is not tanh"));
    CHECK(says(error_after([](lstm_file& f_) { f_.time_major = true; }), "steps stand before samples"));
    CHECK(says(error_after([](lstm_file& f_) { f_.inputs[18] = f_.file.constant("h", {1, 2}, bytes{0, 0}, quarter); }),
               "a state is given to it"));
    CHECK(says(
        error_after([](lstm_file& f_) { f_.inputs[18] = f_.file.variable("h", {1, 2}, stored::Type::INT8, half); }),
        "its hidden state stands for other numbers than its output"));
    CHECK(says(error_after([](lstm_file& f_) {
                   f_.inputs[19] = f_.file.variable("c", {1, 2}, stored::Type::INT16, {{0.001F}, {0}});
               }),
               "the scale of its cell is 0.001"));
    CHECK(says(error_after([](lstm_file& f_) {
                   f_.inputs[19] = f_.file.variable("c", {1, 2}, stored::Type::INT8, {{0.5F}, {0}});
               }),
               "its cell is INT8"));
    CHECK(
        says(error_after([](lstm_file& f_) { f_.inputs[2] = f_.file.constant("w", {2, 3}, bytes(6), {{0.5F}, {0}}); }),
             "weights have shape (2, 3); expected (2, 2)"));
    CHECK(says(error_after([](lstm_file& f_) {
                   f_.inputs[2] = f_.file.constant("w", {2, 2}, bytes{-128, 0, 0, 0}, {{0.5F}, {0}});
               }),
               "a weight is -128"));
    CHECK(says(error_after([](lstm_file& f_) {
                   f_.inputs[2] = f_.file.constant("w", {2, 2}, bytes(4), {{0.5F, 0.5F}, {0, 0}});
               }),
               "integers of weights stand for nothing; expected one scale for each gate"));
    CHECK(says(error_after([](lstm_file& f_) { f_.inputs[13] = f_.file.constant("b", {3}, words{1, 2, 3}); }),
               "biases are INT32 of shape (3)"));
    CHECK(says(error_after([](lstm_file& f_) { f_.inputs[13] = f_.file.constant("b", {2}, words{2147483647, 0}); }),
               "the sum for gate 2 can leave 32 bits"));
    CHECK(says(error_after([](lstm_file& f_) {
                   f_.y = f_.file.value("y", {1, 3, 3}, quarter);
                   f_.file.outputs = {f_.y};
               }),
               "it gives shape (1, 3, 3)"));
}
