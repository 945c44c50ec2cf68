// Networks of floats: layers, and numbers in PyTorch's order.
#include <string>
#include <vector>

#include "catch.hpp"
#include "tools/import/tflite/tflite_file.hpp"

using list = std::vector<std::string>;
using numbers = std::vector<float>;

TEST_CASE("tflite: dense layers with what follows within them") {
    tflite_file file;
    file.inputs = {file.value("x", {1, 2})};
    const int w = file.constant("w", {3, 2}, numbers{1, 2, 3, 4, 5, 6}), b = file.constant("b", {3}, numbers{7, 8, 9});
    const int h = file.value("h", {1, 3}), v = file.constant("v", {1, 3}, numbers{1, 2, 3});
    const int y = file.value("y", {1, 1}), p = file.value("p", {1, 1});
    file.dense({0, w, b}, h, stored::Then::RELU6);
    file.dense({h, v, -1}, y);
    file.op(stored::Kind::LOGISTIC, {y}, {p});
    file.outputs = {p};
    const auto net = file.network();
    CHECK(net.layers.spelled ==
          list{"constprop::linear<2, 3>", "constprop::relu6", "constprop::linear<3, 1>", "constprop::sigmoid"});
    CHECK_FALSE(net.layers.in_integers);
    CHECK(net.layers.tensors[0].name == "0.weight");
    CHECK(net.layers.tensors[0].values == numbers{1, 2, 3, 4, 5, 6});
    CHECK(net.layers.tensors[1].values == numbers{7, 8, 9});
    CHECK(net.layers.tensors[2].name == "2.weight");
    CHECK(net.layers.tensors[3].values == numbers{0});
    CHECK(net.layers.multiply_accumulates == 9);
    CHECK(net.input == constprop::vector_of(2));
}

TEST_CASE("tflite: weights of convolutions are channels last in the file, channels first in PyTorch") {
    tflite_file file;
    file.inputs = {file.value("x", {1, 3, 3, 2})};
    // (output, row, column, channel): 1 output, 2 × 2, 2 channels.
    const int w = file.constant("w", {1, 2, 2, 2}, numbers{1, 2, 3, 4, 5, 6, 7, 8});
    const int y = file.value("y", {1, 2, 2, 1});
    file.conv({0, w, -1}, y, stored::Padding::VALID);
    file.outputs = {y};
    const auto net = file.network();
    CHECK(net.layers.spelled == list{"constprop::conv2d<2, 1, constprop::kernel<2>>"});
    CHECK(net.layers.tensors[0].values == numbers{1, 3, 5, 7, 2, 4, 6, 8});
    CHECK(net.layers.tensors[0].shape == constprop::host::tensor_shape{1, 2, 2, 2});
}

TEST_CASE("tflite: columns of a dense layer behind an image are channels first in PyTorch") {
    tflite_file file;
    file.inputs = {file.value("x", {1, 1, 2, 2})};
    const int flat = file.value("flat", {1, 4}), y = file.value("y", {1, 1}), h = file.value("h", {1, 1, 2, 2});
    const int w = file.constant("w", {1, 4}, numbers{1, 2, 3, 4});
    file.op(stored::Kind::TANH, {0}, {h});
    file.op(stored::Kind::RESHAPE, {h}, {flat});
    file.dense({flat, w, -1}, y);
    file.outputs = {y};
    const auto net = file.network();
    CHECK(net.layers.spelled == list{"constprop::tanh", "constprop::flatten", "constprop::linear<4, 1>"});
    CHECK(net.layers.tensors[0].values == numbers{1, 3, 2, 4});
    CHECK(net.input == constprop::extent{constprop::rank::image, 1, 2, 2});
}

TEST_CASE("tflite: depthwise convolutions, pools, and padding that goes into the layer behind it") {
    tflite_file file;
    file.inputs = {file.value("x", {1, 4, 4, 2})};
    const int by = file.constant("by", {4, 2}, std::vector<std::int32_t>{0, 0, 0, 1, 0, 1, 0, 0});
    const int padded = file.value("padded", {1, 5, 5, 2}), d = file.value("d", {1, 2, 2, 4});
    const int pooled = file.value("pooled", {1, 1, 1, 4}), least = file.value("least", {1, 1, 1, 4});
    numbers weights(36);
    for (std::size_t k = 0; k < 36; ++k) weights[k] = static_cast<float>(k);
    const int w = file.constant("w", {1, 3, 3, 4}, weights);
    file.op(stored::Kind::PAD, {0, by}, {padded});
    file.depthwise({padded, w, -1}, d, stored::Padding::VALID, 2);
    file.pool(stored::Kind::MAX_POOL_2D, d, pooled, stored::Padding::SAME, 2, 2, 2);
    file.pool(stored::Kind::AVERAGE_POOL_2D, pooled, least, stored::Padding::VALID, 1, 1, 1);
    file.outputs = {least};
    const auto net = file.network();
    CHECK(net.layers.spelled == list{"constprop::depthwise_conv2d<2, constprop::kernel<3>, constprop::stride<2>, "
                                     "constprop::padding<0, 1, 0, 1>, constprop::multiplier<2>>",
                                     "constprop::max_pool2d<2, constprop::same>", "constprop::average_pool2d<1>"});
    CHECK(net.layers.tensors[0].values[1] == 4);  // output 0, second column
    CHECK(net.layers.tensors[0].values[9] == 1);  // output 1, first tap
}

TEST_CASE("tflite: weights of 16 bits, and integers that stand for floats") {
    tflite_file file;
    file.inputs = {file.value("x", {1, 2})};
    const int halves = file.constant("halves", {1, 2}, std::vector<std::uint16_t>{0x3C00, 0xC000});
    const int w = file.value("w", {1, 2}), h = file.value("h", {1, 1}), y = file.value("y", {1, 2});
    const int v = file.constant("v", {2, 1}, std::vector<std::int8_t>{4, -6}, {{0.5F, 0.25F}, {0, 0}, 0});
    file.op(stored::Kind::DEQUANTIZE, {halves}, {w});
    file.dense({0, w, -1}, h);
    file.dense({h, v, -1}, y);
    file.outputs = {y};
    const auto net = file.network();
    CHECK(net.layers.tensors[0].values == numbers{1, -2});
    CHECK(net.layers.tensors[2].values == numbers{2, -1.5F});
    CHECK(!net.layers.integers_stay);
    CHECK(net.layers.tensors[2].integers.empty());
    CHECK(net.layers.notes == list{"0.weight is FLOAT16 in the file, and becomes floats",
                                   "1.weight is INT8 in the file, and becomes floats"});
}

TEST_CASE("tflite: weights that are all integers with scales stay integers") {
    tflite_file file;
    file.inputs = {file.value("x", {1, 2, 2, 2})};
    const int u = file.constant("u", {1, 1, 1, 4}, std::vector<std::int8_t>{1, 2, -3, 127},
                                {{0.5F, 0.25F, 1, 2}, {0, 0, 0, 0}, 3});
    const int w = file.constant("w", {3, 16}, std::vector<std::int8_t>(48, 50), {{0.125F}, {0}, 0});
    const int b = file.constant("b", {3}, numbers{1, 2, 3});
    const int d = file.value("d", {1, 2, 2, 4}), y = file.value("y", {1, 3});
    file.depthwise({0, u, -1}, d, stored::Padding::VALID);
    file.dense({d, w, b}, y);
    file.outputs = {y};
    const auto net = file.network();
    CHECK(net.layers.integers_stay);
    CHECK(net.layers.tensors[0].integers == std::vector<std::int8_t>{1, 2, -3, 127});
    CHECK(net.layers.tensors[0].scales == numbers{0.5F, 0.25F, 1, 2});
    CHECK(net.layers.tensors[2].integers.size() == 48);
    CHECK(net.layers.tensors[2].scales == numbers(3, 0.125F));
    CHECK(net.layers.tensors[2].values[5] == 6.25F);
    CHECK(net.layers.notes.empty());
}

TEST_CASE("tflite: a block with a way around it, and one with a projection") {
    tflite_file file;
    file.inputs = {file.value("x", {1, 2})};
    const int w = file.constant("w", {2, 2}, numbers{1, 2, 3, 4});
    const int a = file.value("a", {1, 2}), b = file.value("b", {1, 2}), c = file.value("c", {1, 2}),
              d = file.value("d", {1, 2}), e = file.value("e", {1, 2}), y = file.value("y", {1, 2});
    file.dense({0, w, -1}, a, stored::Then::RELU);
    file.dense({a, w, -1}, b);
    file.add_op(0, b, c, stored::Then::RELU);
    file.dense({c, w, -1}, d);
    file.op(stored::Kind::TANH, {c}, {e});
    file.add_op(d, e, y);
    file.outputs = {y};
    const auto net = file.network();
    CHECK(net.layers.spelled ==
          list{"constprop::residual<constprop::linear<2, 2>, constprop::relu, constprop::linear<2, 2>>",
               "constprop::relu", "constprop::add<constprop::linear<2, 2>, constprop::tanh>"});
    CHECK(net.layers.tensors[0].name == "0.0.weight");
}

TEST_CASE("tflite: differences of branches") {
    tflite_file file;
    file.inputs = {file.value("x", {1, 2})};
    const int w = file.constant("w", {2, 2}, numbers{1, 2, 3, 4});
    const int a = file.value("a", {1, 2}), b = file.value("b", {1, 2}), c = file.value("c", {1, 2}),
              d = file.value("d", {1, 2}), y = file.value("y", {1, 2});
    const auto sub = [&](int from, int what, int gives) {
        file.op(stored::Kind::SUB, {from, what}, {gives}, stored::Options::Sub,
                stored::CreateSub(file.builder(), stored::Then::RELU).Union());
    };
    file.dense({0, w, -1}, a);
    sub(0, a, b);
    file.op(stored::Kind::TANH, {b}, {c});
    file.dense({b, w, -1}, d);
    sub(d, c, y);
    file.outputs = {y};
    const auto net = file.network();
    CHECK(net.layers.spelled == list{"constprop::subtract<constprop::identity, constprop::linear<2, 2>>",
                                     "constprop::relu", "constprop::subtract<constprop::linear<2, 2>, constprop::tanh>",
                                     "constprop::relu"});
    REQUIRE(net.layers.tensors.size() == 4);
    CHECK(net.layers.tensors[0].name == "0.1.weight");
    CHECK(net.layers.tensors[2].name == "2.0.weight");
}

TEST_CASE("tflite: arithmetic with constants is a scale and a shift of each channel") {
    tflite_file file;
    file.inputs = {file.value("x", {1, 2})};
    const int two = file.constant("two", {1}, numbers{2}), each = file.constant("each", {2}, numbers{3, 4});
    const int a = file.value("a", {1, 2}), b = file.value("b", {1, 2}), y = file.value("y", {1, 2});
    file.op(stored::Kind::MUL, {two, 0}, {a});
    file.op(stored::Kind::SUB, {a, each}, {b});
    file.op(stored::Kind::SUB, {two, b}, {y});
    file.outputs = {y};
    const auto net = file.network();
    // 2 − (2 x − (3, 4))
    CHECK(net.layers.spelled == list{"constprop::channel_scale<2>"});
    CHECK(net.layers.tensors[0].values == numbers{-2, -2});
    CHECK(net.layers.tensors[1].values == numbers{5, 6});
}

TEST_CASE("tflite: functions of floats") {
    tflite_file file;
    file.inputs = {file.value("x", {1, 2, 2, 2})};
    const int slopes = file.constant("slopes", {1, 1, 2}, numbers{0.5F, 0.25F});
    int last = 0;
    const auto add = [&](stored::Kind kind_, const std::vector<std::int32_t>& takes_, stored::Options options_ = {},
                         flatbuffers::Offset<void> with_ = 0) {
        const int next = file.value("h", {1, 2, 2, 2});
        std::vector<std::int32_t> takes{last};
        takes.insert(takes.end(), takes_.begin(), takes_.end());
        file.op(kind_, takes, {next}, options_, with_);
        last = next;
    };
    for (const auto kind : {stored::Kind::RELU, stored::Kind::RELU6, stored::Kind::RELU_N1_TO_1, stored::Kind::ELU,
                            stored::Kind::HARD_SWISH, stored::Kind::LOGISTIC, stored::Kind::TANH})
        add(kind, {});
    add(stored::Kind::LEAKY_RELU, {}, stored::Options::LeakyRelu,
        stored::CreateLeakyRelu(file.builder(), 0.2F).Union());
    add(stored::Kind::PRELU, {slopes});
    const int axes = file.constant("axes", {2}, std::vector<std::int32_t>{-2, 1}), y = file.value("y", {1, 2});
    file.op(stored::Kind::MEAN, {last, axes}, {y});
    file.outputs = {y};
    CHECK(file.network().layers.spelled ==
          list{"constprop::relu", "constprop::relu6", "constprop::clip<std::ratio<-1>, std::ratio<1>>",
               "constprop::elu", "constprop::hard_swish", "constprop::sigmoid", "constprop::tanh",
               "constprop::leaky_relu<std::ratio<1, 5>>", "constprop::prelu<2>", "constprop::global_average_pool"});
}

TEST_CASE("tflite: a resize repeats pixels by whole factors") {
    const auto resized = [](std::int32_t rows, std::int32_t columns, bool aligns_corners, bool half_pixel_centers) {
        tflite_file file;
        file.inputs = {file.value("x", {1, 2, 3, 4})};
        const int size = file.constant("size", {2}, std::vector<std::int32_t>{rows, columns}),
                  y = file.value("y", {1, rows, columns, 4}), z = file.value("z", {1, rows, columns, 4});
        file.op(stored::Kind::RESIZE_NEAREST_NEIGHBOR, {0, size}, {y}, stored::Options::ResizeNearest,
                stored::CreateResizeNearest(file.builder(), aligns_corners, half_pixel_centers).Union());
        file.op(stored::Kind::TANH, {y}, {z});
        file.outputs = {z};
        try {
            const auto net = file.network();
            return net.layers.spelled[0] + ", " + std::to_string(net.layers.shape.size());
        } catch (const constprop::host::error& reason) {
            return std::string(reason.what());
        }
    };
    CHECK(resized(4, 6, false, false) == "constprop::upsample<2>, 96");
    CHECK(resized(6, 3, false, true) == "constprop::upsample<3, 1>, 72");
    CHECK(resized(2, 3, false, true) == "constprop::tanh, 24");
    CHECK(
        resized(4, 6, true, false) ==
        "m.tflite: RESIZE_NEAREST_NEIGHBOR 'y': it aligns corners; expected pixels that are repeated. Use UpSampling2D "
        "with interpolation='nearest'.");
    CHECK(resized(3, 6, false, false).find("it makes shape (1, 3, 6, 4) of (1, 2, 3, 4); expected whole factors") !=
          std::string::npos);
    CHECK(resized(1, 3, false, false).find("expected whole factors") != std::string::npos);
}

TEST_CASE("tflite: a change of shape that lays values in another order is refused") {
    const auto error_with = [](const std::vector<std::int32_t>& from, const std::vector<std::int32_t>& to) {
        tflite_file file;
        file.inputs = {file.value("x", from)};
        const int h = file.value("h", from), y = file.value("y", to), z = file.value("z", to);
        file.op(stored::Kind::RELU, {0}, {h});
        file.op(stored::Kind::RESHAPE, {h}, {y});
        file.op(stored::Kind::RELU, {y}, {z});
        file.outputs = {z};
        return file.error();
    };
    CHECK(error_with({1, 2, 3, 4}, {1, 3, 2, 4}).empty());
    CHECK(error_with({1, 24}, {1, 4, 6, 1}).empty());
    CHECK(error_with({1, 24}, {1, 1, 1, 24}).empty());
    CHECK(error_with({1, 2, 3, 4}, {1, 2, 2, 6}).find("as many channels behind it as before it") != std::string::npos);
    CHECK(error_with({1, 24}, {1, 2, 3, 4}).find("as many channels behind it as before it") != std::string::npos);
}
