// Networks of integers: what their layers are given.
#include <constprop/kernels/int8/multiplier.hpp>

#include <string>
#include <vector>

#include "catch.hpp"
#include "import/tflite/header.hpp"
#include "kernels/int8/by_definition.hpp"
#include "tools/import/tflite/tflite_file.hpp"

using list = std::vector<std::string>;
using bytes = std::vector<std::int8_t>;
using words = std::vector<std::int32_t>;

namespace {

const scaled half{{0.5F}, {3}}, quarter{{0.25F}, {-128}}, probability{{1.0F / 256}, {-128}};

}  // namespace

TEST_CASE("tflite: integers of a dense layer, and a function within it") {
    tflite_file file;
    file.inputs = {file.value("x", {1, 3}, half)};
    const int w = file.constant("w", {2, 3}, bytes{1, 2, 3, -4, 5, -6}, {{0.5F}, {0}});
    const int b = file.constant("b", {2}, words{10, 20}, {{0.25F}, {0}});
    const int y = file.value("y", {1, 2}, quarter), p = file.value("p", {1, 2}, probability);
    file.dense({0, w, b}, y, stored::Then::RELU);
    file.op(stored::Kind::SOFTMAX, {y}, {p}, stored::Options::Softmax,
            stored::CreateSoftmax(file.builder(), 1).Union());
    file.outputs = {p};
    const auto net = file.network();
    CHECK(net.layers.in_integers);
    CHECK(net.takes == constprop::quantization{0.5F, 3});
    CHECK(net.layers.spelled == list{"constprop::linear<3, 2>", "constprop::relu", "constprop::softmax"});
    REQUIRE(net.layers.sources.size() == 1);
    CHECK(net.layers.sources[0].weights == bytes{1, 2, 3, -4, 5, -6});
    CHECK(net.layers.sources[0].biases == words{10, 20});
    CHECK(net.layers.sources[0].gives == constprop::quantization{0.25F, -128});

    const std::string header = constprop::tools::tflite::write_header(net, {}, {.name = "n", .file = "m.tflite"}).text;
    CHECK(header.find("// Layers:      0 constprop::linear<3, 2>\n//              1 constprop::relu\n") !=
          std::string::npos);
    CHECK(header.find(
              "// RAM:         cost::inference_bytes beside input and output, which layer cost::peak_layer takes;\n"
              "//              layer 0 gives most values, 2\n") != std::string::npos);
    CHECK(header.find("using cost = constprop::footprint<model>;") != std::string::npos);
}

TEST_CASE("tflite: weights of a depthwise convolution lie output by output") {
    tflite_file file;
    file.inputs = {file.value("x", {1, 1, 3, 2}, half)};
    const int w = file.constant("w", {1, 1, 3, 2}, bytes{1, 2, 3, 4, 5, 6}, {{0.5F, 0.25F}, {0, 0}, 3});
    const int y = file.value("y", {1, 1, 1, 2}, quarter);
    file.depthwise({0, w, -1}, y, stored::Padding::VALID);
    file.outputs = {y};
    const auto net = file.network();
    CHECK(net.layers.spelled == list{"constprop::depthwise_conv2d<2, constprop::kernel<1, 3>>"});
    CHECK(net.layers.sources[0].weights == bytes{1, 3, 5, 2, 4, 6});
    CHECK(net.layers.sources[0].scales == std::vector<float>{0.5F, 0.25F});
}

TEST_CASE("tflite: floats at both ends, which the network converts by itself") {
    tflite_file file;
    file.inputs = {file.value("x", {1, 1})};
    const int q = file.value("q", {1, 1}, half), h = file.value("h", {1, 1}, quarter), y = file.value("y", {1, 1});
    const int w = file.constant("w", {1, 1}, bytes{1}, {{0.5F}, {0}});
    file.op(stored::Kind::QUANTIZE, {0}, {q});
    file.dense({q, w, -1}, h);
    file.op(stored::Kind::DEQUANTIZE, {h}, {y});
    file.outputs = {y};
    const auto net = file.network();
    CHECK(net.layers.spelled == list{"constprop::linear<1, 1>"});
    CHECK(net.takes == constprop::quantization{0.5F, 3});
    CHECK(net.layers.sources[0].biases == words{0});
}

TEST_CASE("tflite: an operator RELU is part of the layer before it only where integers keep their meaning") {
    for (const bool same : {true, false}) {
        tflite_file file;
        file.inputs = {file.value("x", {1, 1}, half)};
        const int h = file.value("h", {1, 1}, quarter), y = file.value("y", {1, 1}, same ? quarter : half);
        const int w = file.constant("w", {1, 1}, bytes{1}, {{0.5F}, {0}});
        file.dense({0, w, -1}, h);
        file.op(stored::Kind::RELU, {h}, {y});
        file.outputs = {y};
        const auto net = file.network();
        CHECK(net.layers.spelled == (same ? list{"constprop::linear<1, 1>", "constprop::relu"}
                                          : list{"constprop::linear<1, 1>", "constprop::identity", "constprop::relu"}));
        CHECK(net.layers.sources.size() == (same ? 1 : 2));
    }
}

TEST_CASE("tflite: integers of branches come in the order of execution, the sum's own last") {
    tflite_file file;
    file.inputs = {file.value("x", {1, 1}, half)};
    const int w = file.constant("w", {1, 1}, bytes{1}, {{0.5F}, {0}});
    const int a = file.value("a", {1, 1}, half), b = file.value("b", {1, 1}, quarter),
              y = file.value("y", {1, 1}, half);
    file.dense({0, w, -1}, a);
    file.dense({0, w, -1}, b);
    file.add_op(b, a, y, stored::Then::RELU);
    file.outputs = {y};
    const auto net = file.network();
    CHECK(net.layers.spelled ==
          list{"constprop::add<constprop::linear<1, 1>, constprop::linear<1, 1>>", "constprop::relu"});
    REQUIRE(net.layers.sources.size() == 3);
    CHECK(net.layers.sources[0].gives == constprop::quantization{0.25F, -128});
    CHECK(net.layers.sources[1].gives == constprop::quantization{0.5F, 3});
    CHECK(net.layers.sources[2].position == "0");
}

TEST_CASE("tflite: integers of a difference, where other branches join") {
    tflite_file file;
    file.inputs = {file.value("x", {1, 1}, half)};
    const int w = file.constant("w", {1, 1}, bytes{1}, {{0.5F}, {0}});
    const int a = file.value("a", {1, 1}, half), d = file.value("d", {1, 1}, quarter),
              t = file.value("t", {1, 1}, {{1.0F / 128}, {0}}), y = file.value("y", {1, 1}, half);
    file.dense({0, w, -1}, a);
    file.op(stored::Kind::SUB, {0, a}, {d}, stored::Options::Sub,
            stored::CreateSub(file.builder(), stored::Then::RELU).Union());
    file.op(stored::Kind::TANH, {0}, {t});
    file.op(stored::Kind::SUB, {t, d}, {y});
    file.outputs = {y};
    const auto net = file.network();
    CHECK(net.layers.spelled ==
          list{"constprop::subtract<constprop::tanh, constprop::sequential<constprop::subtract<constprop::identity, "
               "constprop::linear<1, 1>>, constprop::relu>>"});
    list positions;
    for (const auto& one : net.layers.sources) positions.push_back(one.position);
    CHECK(positions == list{"0.1.0.1", "0.1.0", "0"});
    CHECK(net.layers.sources[1].gives == constprop::quantization{0.25F, -128});
}

TEST_CASE("tflite: slopes stand for numbers of their own") {
    tflite_file file;
    file.inputs = {file.value("x", {1, 2, 3, 2}, half)};
    const int each = file.constant("each", {1, 1, 2}, bytes{-128, 127}, {{0.125F}, {-128}}),
              one = file.constant("one", {1, 1, 1}, bytes{64}, {{0.0078125F}, {0}});
    const int h = file.value("h", {1, 2, 3, 2}, quarter), y = file.value("y", {1, 2, 3, 2}, half);
    file.op(stored::Kind::PRELU, {0, each}, {h});
    file.op(stored::Kind::PRELU, {h, one}, {y});
    file.outputs = {y};
    const auto net = file.network();
    CHECK(net.layers.spelled == list{"constprop::prelu<2>", "constprop::prelu<>"});
    REQUIRE(net.layers.sources.size() == 2);
    CHECK(net.layers.sources[0].weights == bytes{-128, 127});
    CHECK(net.layers.sources[0].of_slopes == constprop::quantization{0.125F, -128});
    CHECK(net.layers.sources[0].gives == constprop::quantization{0.25F, -128});
    CHECK(net.layers.parameters() == 3);

    const auto written = constprop::tools::tflite::write_header(net, {}, {.name = "n", .file = "m.tflite"});
    CHECK(written.text.find("constexpr constprop::int8_slopes<2> layer_0{\n    .slopes = {{\n") != std::string::npos);
    CHECK(written.text.find("    .of_slopes = {0x1p-3F, -128},\n    .gives = {0x1p-2F, -128}}") != std::string::npos);
    REQUIRE(written.facts.rows[0].weights);
    CHECK(written.facts.rows[0].weights->greatest == 31.875);
}

TEST_CASE("tflite: integers of a transposed convolution lie output by output, as in the file") {
    tflite_file file;
    file.inputs = {file.value("x", {1, 1, 2, 2}, half)};
    const int size = file.constant("size", {4}, words{1, 1, 4, 2}),
              w = file.constant("w", {2, 1, 2, 2}, bytes{1, 2, 3, 4, 5, 6, 7, 8}, {{0.5F, 0.25F}, {0, 0}, 0}),
              b = file.constant("b", {2}, words{10, 20});
    const int y = file.value("y", {1, 1, 4, 2}, quarter);
    file.op(stored::Kind::TRANSPOSE_CONV, {size, w, 0, b}, {y}, stored::Options::TransposeConv,
            stored::CreateTransposeConv(file.builder(), stored::Padding::VALID, 2, 1, stored::Then::RELU).Union());
    file.outputs = {y};
    const auto net = file.network();
    CHECK(net.layers.spelled ==
          list{"constprop::transposed_conv2d<2, 2, constprop::kernel<1, 2>, constprop::stride<1, 2>>",
               "constprop::relu"});
    REQUIRE(net.layers.sources.size() == 1);
    CHECK(net.layers.sources[0].weights == bytes{1, 2, 3, 4, 5, 6, 7, 8});
    CHECK(net.layers.sources[0].scales == std::vector<float>{0.5F, 0.25F});
    CHECK(net.layers.sources[0].biases == words{10, 20});
    CHECK(net.layers.multiply_accumulates == 16);
}

TEST_CASE("tflite: uint8 at the ends is 128 more, and nothing else") {
    for (const std::int64_t zero_point : {131, 130}) {
        tflite_file file;
        file.inputs = {file.value_of("x", {1, 1}, stored::Type::UINT8, {{0.5F}, {zero_point}})};
        const int q = file.value("q", {1, 1}, half), h = file.value("h", {1, 1}, quarter),
                  y = file.value_of("y", {1, 1}, stored::Type::UINT8, {{0.25F}, {0}});
        const int w = file.constant("w", {1, 1}, bytes{1}, {{0.5F}, {0}});
        file.op(stored::Kind::QUANTIZE, {0}, {q});
        file.dense({q, w, -1}, h);
        file.op(stored::Kind::QUANTIZE, {h}, {y});
        file.outputs = {y};
        const std::string error = file.error();
        if (zero_point == 131) CHECK(error.empty());
        else
            CHECK(error.find("QUANTIZE 'q': between UINT8 and INT8 it changes what integers stand for") !=
                  std::string::npos);
    }
}

TEST_CASE("tflite: QUANTIZE before a concatenation, which rescales by itself") {
    for (const bool same : {true, false}) {
        tflite_file file;
        file.inputs = {file.value("x", {1, 1}, half)};
        const int s = file.value("s", {1, 1}, probability), a = file.value("a", {1, 1}, quarter),
                  b = file.value("b", {1, 1}, same ? quarter : half), y = file.value("y", {1, 2}, quarter);
        file.op(stored::Kind::LOGISTIC, {0}, {s});
        file.op(stored::Kind::QUANTIZE, {s}, {a});
        file.op(stored::Kind::QUANTIZE, {0}, {b});
        file.op(stored::Kind::CONCATENATION, {b, a}, {y}, stored::Options::Concatenation,
                stored::CreateConcatenation(file.builder(), 1).Union());
        file.outputs = {y};
        CHECK(file.network().layers.spelled == list{"constprop::concatenate<constprop::identity, constprop::sigmoid>"});
    }
}

TEST_CASE("tflite: QUANTIZE of integers, which then stand for the same numbers in another scale") {
    for (const bool same : {true, false}) {
        tflite_file file;
        file.inputs = {file.value("x", {1, 1}, half)};
        const int h = file.value("h", {1, 1}, half), q = file.value("q", {1, 1}, same ? half : quarter),
                  y = file.value("y", {1, 1}, {{1.0F / 128}, {0}});
        file.op(stored::Kind::RELU, {0}, {h});
        file.op(stored::Kind::QUANTIZE, {h}, {q});
        file.op(stored::Kind::TANH, {q}, {y});
        file.outputs = {y};
        const auto net = file.network();
        CHECK(net.layers.spelled ==
              (same ? list{"constprop::relu", "constprop::tanh"}
                    : list{"constprop::relu", "constprop::own_scale<constprop::identity>", "constprop::tanh"}));
        CHECK(net.layers.sources.back().gives ==
              (same ? constprop::quantization{0.5F, 3} : constprop::quantization{0.25F, -128}));
    }
}

TEST_CASE("tflite: arithmetic of integers with constants, as the operators do it with each integer") {
    namespace definition = by_definition;
    const scaled steps{{0.0217F}, {-5}}, of_constant{{0.0391F}, {20}}, given{{0.0443F}, {-11}};
    const double x = static_cast<double>(0.0217F), c = static_cast<double>(0.0391F), y = static_cast<double>(0.0443F);
    for (const auto kind : {stored::Kind::ADD, stored::Kind::SUB, stored::Kind::MUL})
        for (const bool is_first : {false, true})
            for (const bytes& constants : {bytes{100, -90}, bytes{7}}) {
                tflite_file file;
                file.inputs = {file.value("x", {1, 1, 3, 2}, steps)};
                const int with = file.constant("with", {static_cast<int>(constants.size())}, constants, of_constant),
                          z = file.value("z", {1, 1, 3, 2}, given);
                file.op(kind, is_first ? words{with, 0} : words{0, with}, {z});
                file.outputs = {z};
                const auto net = file.network();
                CHECK(net.layers.spelled == list{"constprop::channel_scale<2>"});
                REQUIRE(net.layers.sources.size() == 1);
                const bytes& tables = net.layers.sources[0].tables;
                REQUIRE(tables.size() == 512);
                int differences = 0;
                for (std::int32_t k = 0; k < 512; ++k) {
                    const std::int32_t a = k % 256 - 128 + 5,
                                       b = constants[constants.size() == 1 ? 0 : std::size_t(k / 256)] - 20;
                    const auto common = [&](std::int32_t value_, double scale_) {
                        return definition::times(value_ * (1 << 20), definition::factor_of(scale_ / (2 * c)));
                    };
                    const std::int32_t p = common(a, x), q = common(b, c);
                    const std::int32_t sum = kind == stored::Kind::ADD ? p + q : is_first ? q - p : p - q;
                    const std::int32_t due = kind == stored::Kind::MUL
                                                 ? definition::times(a * b, definition::factor_of(x * c / y))
                                                 : definition::times(sum, definition::factor_of(2 * c / (1 << 20) / y));
                    differences += tables[static_cast<std::size_t>(k)] != definition::clamped(due - 11);
                }
                CAPTURE(stored::EnumNameKind(kind), is_first, constants.size());
                CHECK(differences == 0);
                const std::string header =
                    constprop::tools::tflite::write_header(net, {}, {.name = "n", .file = "m.tflite"}).text;
                CHECK(header.find("constexpr constprop::int8_channel_tables<2> layer_0{\n    .values = {{\n") !=
                      std::string::npos);
            }
}

TEST_CASE("tflite: sums of three and more are sums of sums") {
    tflite_file file;
    file.inputs = {file.value("x", {1, 1}, half)};
    const int w = file.constant("w", {1, 1}, bytes{1}, {{0.5F}, {0}});
    const int a = file.value("a", {1, 1}, half), b = file.value("b", {1, 1}, quarter),
              c = file.value("c", {1, 1}, half), ab = file.value("ab", {1, 1}, half),
              abc = file.value("abc", {1, 1}, quarter), y = file.value("y", {1, 1}, half);
    file.dense({0, w, -1}, a);
    file.dense({0, w, -1}, b);
    file.dense({0, w, -1}, c);
    file.add_op(a, b, ab);
    file.add_op(ab, c, abc, stored::Then::RELU6);
    file.add_op(0, abc, y);
    file.outputs = {y};
    const auto net = file.network();
    CHECK(net.layers.spelled ==
          list{"constprop::residual<constprop::add<constprop::add<constprop::linear<1, 1>, constprop::linear<1, 1>>, "
               "constprop::linear<1, 1>>, constprop::relu6>"});
    list positions;
    for (const auto& one : net.layers.sources) positions.push_back(one.position);
    CHECK(positions == list{"0.0.0.0", "0.0.0.1", "0.0.0", "0.0.1", "0.0", "0"});
    CHECK(net.layers.sources[2].gives == constprop::quantization{0.5F, 3});
    CHECK(net.layers.sources[4].gives == constprop::quantization{0.25F, -128});
}

TEST_CASE("tflite: one factor for each channel, as squeeze and excitation has them") {
    tflite_file file;
    file.inputs = {file.value("x", {1, 4, 3, 2}, half)};
    const int axes = file.constant("axes", {2}, words{1, 2}), m = file.value("m", {1, 1, 1, 2}, half),
              s = file.value("s", {1, 1, 1, 2}, probability), y = file.value("y", {1, 4, 3, 2}, half);
    file.op(stored::Kind::MEAN, {0, axes}, {m});
    file.op(stored::Kind::LOGISTIC, {m}, {s});
    file.op(stored::Kind::MUL, {0, s}, {y}, stored::Options::Mul, stored::CreateMul(file.builder()).Union());
    file.outputs = {y};
    CHECK(file.network().layers.spelled ==
          list{"constprop::multiply<constprop::identity, constprop::sequential<constprop::global_average_pool, "
               "constprop::sigmoid, constprop::unflatten<constprop::image<1, 1, 2>>, constprop::upsample<4, 3>>>"});

    tflite_file rows;
    rows.inputs = {rows.value("x", {1, 4, 3, 1}, half)};
    const int kernel = rows.constant("w", {2, 1, 1, 1}, bytes{1, 2}, {{0.5F}, {0}}),
              wide = rows.value("wide", {1, 4, 3, 2}, half), z = rows.value("z", {1, 4, 3, 2}, half);
    rows.conv({0, kernel, -1}, wide, stored::Padding::VALID);
    rows.add_op(wide, 0, z);
    rows.outputs = {z};
    CHECK(
        rows.error() ==
        "m.tflite: ADD 'z': its inputs have different shapes; expected the same shape, or one value for each channel of "
        "an image. Leave out broadcasting along other axes.");
}

TEST_CASE("tflite: a dense layer at each position is a convolution of one pixel, with the same factors") {
    for (const bool per_output : {false, true}) {
        tflite_file file;
        const scaled fine{{0.0371F}, {3}};
        file.inputs = {file.value("x", {1, 5, 2}, fine)};
        const scaled of = per_output ? scaled{{0.0023F, 0.0031F, 0.0047F}, {0, 0, 0}, 0} : scaled{{0.00231F}, {0}};
        const int w = file.constant("w", {3, 2}, bytes{1, 2, 3, 4, 5, 6}, of), y = file.value("y", {1, 5, 3}, quarter);
        file.op(stored::Kind::FULLY_CONNECTED, {0, w, -1}, {y}, stored::Options::FullyConnected,
                stored::CreateFullyConnected(file.builder(), stored::Then::NONE, 0, true).Union());
        file.outputs = {y};
        const auto net = file.network();
        CHECK(net.layers.spelled == list{"constprop::conv2d<2, 3, constprop::kernel<1>>"});
        CHECK(net.layers.shape == constprop::extent{constprop::rank::image, 1, 5, 3});
        const auto& from = net.layers.sources[0];
        CHECK(from.weights == bytes{1, 2, 3, 4, 5, 6});
        CHECK(from.scales == of.scales);
        // One scale: the product of two is rounded to float, as the operator does.
        const std::string header =
            constprop::tools::tflite::write_header(net, {}, {.name = "n", .file = "m.tflite"}).text;
        CHECK(from.factor.has_value() == !per_output);
        if (per_output) CHECK(header.find("constexpr constprop::int8_tensors<6, 3, 3> layer_0{") != std::string::npos);
        else CHECK(header.find("constexpr constprop::int8_integers<6, 3, 1> layer_0{") != std::string::npos);
        if (!per_output)
            CHECK(from.factor == constprop::int8::multiplier_of(static_cast<double>(0.0371F * 0.00231F) / 0.25));
    }
}

TEST_CASE("tflite: branches may meet before they meet the others") {
    tflite_file file;
    file.inputs = {file.value("x", {1, 1}, half)};
    const int w = file.constant("w", {1, 1}, bytes{1}, {{0.5F}, {0}});
    const int a = file.value("a", {1, 1}, half), b = file.value("b", {1, 1}, half), c = file.value("c", {1, 1}, half),
              s = file.value("s", {1, 1}, quarter), r = file.value("r", {1, 1}, probability),
              y = file.value("y", {1, 1}, half);
    file.dense({0, w, -1}, a);
    file.dense({0, w, -1}, b);
    file.dense({0, w, -1}, c);
    file.add_op(a, b, s);
    file.op(stored::Kind::LOGISTIC, {s}, {r});
    file.add_op(c, r, y);
    file.outputs = {y};
    const auto net = file.network();
    CHECK(net.layers.spelled ==
          list{"constprop::add<constprop::linear<1, 1>, constprop::sequential<constprop::add<constprop::linear<1, 1>, "
               "constprop::linear<1, 1>>, constprop::sigmoid>>"});
    list positions;
    for (const auto& one : net.layers.sources) positions.push_back(one.position);
    CHECK(positions == list{"0.0", "0.1.0.0", "0.1.0.1", "0.1.0", "0"});
}

TEST_CASE("tflite: padding that a window could see alone stays a layer") {
    for (const int before : {1, 2}) {
        tflite_file file;
        file.inputs = {file.value("x", {1, 1, 4, 1}, half)};
        const int sides = file.constant("sides", {4, 2}, words{0, 0, 0, 0, before, 0, 0, 0}),
                  w = file.constant("w", {1, 1, 2, 1}, bytes{1, 2}, {{0.5F}, {0}});
        const int padded = file.value("padded", {1, 1, 4 + before, 1}, half),
                  y = file.value("y", {1, 1, 3 + before, 1}, quarter);
        file.op(stored::Kind::PAD, {0, sides}, {padded});
        file.conv({padded, w, -1}, y, stored::Padding::VALID);
        file.outputs = {y};
        CHECK(file.network().layers.spelled ==
              (before == 1 ? list{"constprop::conv2d<1, 1, constprop::kernel<1, 2>, constprop::padding<0, 0, 1, 0>>"}
                           : list{"constprop::pad<0, 0, 2, 0>", "constprop::conv2d<1, 1, constprop::kernel<1, 2>>"}));
    }
}

TEST_CASE("tflite: shapes that the graph computes are those that the file states") {
    tflite_file file;
    file.inputs = {file.value("x", {1, 1, 2, 1}, half)};
    const int h = file.value("h", {1, 1, 2, 1}, half), flat = file.value("flat", {1, 2}, half);
    const int shape = file.value_of("shape", {4}, stored::Type::INT32), y = file.value("y", {1, 2}, half);
    file.op(stored::Kind::RELU, {0}, {h});
    file.op(stored::Kind::SHAPE, {h}, {shape});
    file.op(stored::Kind::RESHAPE, {h, shape}, {flat});
    file.op(stored::Kind::RELU, {flat}, {y});
    file.outputs = {y};
    CHECK(file.network().layers.spelled == list{"constprop::relu", "constprop::flatten", "constprop::relu"});
}
