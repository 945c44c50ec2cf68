// What is no network, and files that contradict themselves: one line each, with all that is in the way.
#include <string>
#include <vector>

#include "catch.hpp"
#include "tools/import/tflite/tflite_file.hpp"

using bytes = std::vector<std::int8_t>;
using numbers = std::vector<float>;

namespace {

std::string error_of_bytes(const std::string& file) {
    try {
        constprop::tools::tflite::read_network(file, "m.tflite");
        return "";
    } catch (const constprop::host::error& reason) {
        return reason.what();
    }
}

/// x → dense → y, of floats.
tflite_file one_layer() {
    tflite_file file;
    file.inputs = {file.value("x", {1, 2})};
    file.outputs = {file.value("y", {1, 1})};
    const int w = file.constant("w", {1, 2}, numbers{1, 2});
    file.dense({0, w, -1}, 1);
    return file;
}

bool is_one_line(const std::string& text) {
    return text.starts_with("m.tflite: ") && text.find('\n') == std::string::npos;
}

}  // namespace

TEST_CASE("tflite: operators that no layer does, and values of other types, in one line") {
    tflite_file file;
    file.inputs = {file.value("x", {1, 2})};
    const int a = file.value("a", {1, 2}), b = file.value("b", {1, 2}), c = file.value("c", {1, 3}),
              y = file.value_of("y", {1, 2}, stored::Type::INT16);
    file.op(stored::Kind::COS, {0}, {a});
    file.op(stored::Kind::COS, {a}, {b});
    file.op(stored::Kind::RELU, {b}, {c});
    file.op(stored::Kind::FLOOR, {c}, {y});
    file.outputs = {y};
    CHECK(
        file.error() ==
        "m.tflite: there is no layer for COS (2 operators), FLOOR; there are no networks of INT16; expected operators "
        "that layers do, on FLOAT32 or INT8. Convert the model without quantization, or to int8: supported_ops = "
        "[TFLITE_BUILTINS_INT8]. Also: RELU 'c': it gives shape (1, 3)");
}

TEST_CASE("tflite: arithmetic of integers with a constant that is not one of channels, or of too many") {
    const scaled half{{0.5F}, {3}};
    const auto error_with = [&](std::int32_t channels, const std::vector<std::int32_t>& shape, const scaled& of,
                                stored::Kind kind = stored::Kind::ADD) {
        tflite_file file;
        file.inputs = {file.value("x", {1, 2, 1, channels}, half)};
        std::size_t size = 1;
        for (const std::int32_t one : shape) size *= static_cast<std::size_t>(one);
        const int with = file.constant("with", shape, bytes(size, 5), of),
                  y = file.value("y", {1, 2, 1, channels}, half);
        file.op(kind, {0, with}, {y});
        file.outputs = {y};
        return file.error();
    };
    CHECK(error_with(2, {2}, half).empty());
    CHECK(error_with(64, {1, 1, 64}, half).empty());
    CHECK(
        error_with(2, {1, 2, 1, 2}, half) ==
        "m.tflite: ADD 'y': a constant has shape (1, 2, 1, 2); expected one number, or one for each channel. Normalize "
        "the input outside of the model.");
    CHECK(error_with(65, {1}, half).find("with a constant on 65 channels; expected at most 64") != std::string::npos);
    CHECK(error_with(2, {2}, {}).find("integers of a value stand for nothing") != std::string::npos);
    for (const auto kind : {stored::Kind::ADD, stored::Kind::SUB, stored::Kind::MUL}) {
        CHECK(error_with(2, {2}, {{1e9F}, {0}}, kind).find("is more than 255 of its outputs") != std::string::npos);
        CHECK(error_with(2, {2}, {{10.0F}, {0}}, kind).empty());
    }
}

TEST_CASE("tflite: a layer that is not as a layer is") {
    tflite_file file;
    file.inputs = {file.value("x", {1, 2})};
    const int w = file.constant("w", {1, 3}, numbers{1, 2, 3}), y = file.value("y", {1, 1});
    file.dense({0, w, -1}, y);
    file.outputs = {y};
    CHECK(file.error() ==
          "m.tflite: FULLY_CONNECTED 'y': weights have shape (1, 3) for 2 values; expected one for each value and "
          "output. Use a layer on all values of a sample: Flatten before Dense.");
}

TEST_CASE("tflite: integers out of the range in which they are exact") {
    const scaled half{{0.5F}, {3}};
    const auto error_with = [&](const bytes& weights, std::int32_t bias, const scaled& of, const scaled& gives) {
        tflite_file file;
        file.inputs = {file.value("x", {1, 2}, half)};
        const int w = file.constant("w", {1, 2}, weights, of),
                  b = file.constant("b", {1}, std::vector<std::int32_t>{bias}), y = file.value("y", {1, 1}, gives);
        file.dense({0, w, b}, y);
        file.outputs = {y};
        return file.error();
    };
    CHECK(error_with({1, 2}, 3, {{0.5F}, {0}}, half).empty());
    CHECK(error_with({1, -128}, 3, {{0.5F}, {0}}, half).find("a weight is -128") != std::string::npos);
    CHECK(error_with({1, 2}, 2147483647, {{0.5F}, {0}}, half).find("can leave 32 bits") != std::string::npos);
    CHECK(error_with({1, 2}, 3, {{0.5F}, {1}}, half).find("weights have zero point 1") != std::string::npos);
    CHECK(error_with({1, 2}, 3, {{1e30F}, {0}}, half).find("less than 256") != std::string::npos);
    CHECK(error_with({1, 2}, 3, {}, half).find("integers of weights stand for nothing") != std::string::npos);
    CHECK(error_with({1, 2}, 3, {{0.5F}, {0}}, {{0.5F}, {200}}).find("zero point from -128 to 127") !=
          std::string::npos);
    CHECK(error_with({1, 2}, 3, {{0.5F}, {0}}, {{-1.0F}, {0}}).find("no positive number") != std::string::npos);
}

TEST_CASE("tflite: slopes that are not those of channels, or of no scale") {
    const scaled half{{0.5F}, {3}};
    const auto error_with = [&](const std::vector<std::int32_t>& shape, const scaled& of, const scaled& gives) {
        tflite_file file;
        file.inputs = {file.value("x", {1, 2, 3, 2}, half)};
        std::size_t size = 1;
        for (const std::int32_t one : shape) size *= static_cast<std::size_t>(one);
        const int slopes = file.constant("slopes", shape, bytes(size, 5), of), y = file.value("y", {1, 2, 3, 2}, gives);
        file.op(stored::Kind::PRELU, {0, slopes}, {y});
        file.outputs = {y};
        return file.error();
    };
    CHECK(error_with({1, 1, 2}, half, half).empty());
    CHECK(error_with({1, 1, 1}, half, half).empty());
    CHECK(error_with({2, 3, 2}, half, half) ==
          "m.tflite: PRELU 'y': slopes have shape (2, 3, 2); expected one, or one for each channel. Share the axes of "
          "rows and columns: PReLU(shared_axes=[1, 2]).");
    CHECK(error_with({2, 1, 1}, half, half).find("slopes have shape (2, 1, 1)") != std::string::npos);
    CHECK(error_with({2}, {}, half).find("integers of a value stand for nothing") != std::string::npos);
    CHECK(error_with({2}, {{0.5F, 0.5F}, {0, 0}}, half).find("expected one scale") != std::string::npos);
    CHECK(error_with({2}, half, {{1e-4F}, {3}}).find("a step of its inputs is more than 255") != std::string::npos);
    CHECK(error_with({2}, {{1e4F}, {0}}, half).find("a step of its inputs is more than 255") != std::string::npos);
}

TEST_CASE("tflite: images that were flattened, whose values layers count in another order") {
    for (const bool in_integers : {false, true})
        for (const std::int32_t channels : {1, 2}) {
            const scaled half = in_integers ? scaled{{0.5F}, {3}} : scaled{};
            const auto joined = [&](bool concatenates) {
                tflite_file file;
                const std::int32_t size = 3 * channels, all = concatenates ? 2 * size : size;
                file.inputs = {file.value("x", {1, 1, 3, channels}, half)};
                const int h = file.value("h", {1, size}, half), y = file.value("y", {1, all}, half),
                          v = file.value("v", {1, size}, half), z = file.value("z", {1, size}, half);
                file.op(stored::Kind::RELU, {0}, {file.value("a", {1, 1, 3, channels}, half)});
                file.op(stored::Kind::RESHAPE, {z + 1}, {h});
                const std::size_t weights = static_cast<std::size_t>(size) * static_cast<std::size_t>(size);
                const int w = in_integers ? file.constant("w", {size, size}, bytes(weights, 1), {{0.5F}, {0}})
                                          : file.constant("w", {size, size}, numbers(weights, 1));
                file.dense({h, w, -1}, v);
                if (concatenates)
                    file.op(stored::Kind::CONCATENATION, {h, v}, {y}, stored::Options::Concatenation,
                            stored::CreateConcatenation(file.builder(), 1).Union());
                else file.add_op(h, v, y);
                file.outputs = {y};
                return file.error();
            };
            CAPTURE(in_integers, channels);
            CHECK(joined(true) == (channels == 1 ? ""
                                                 : "m.tflite: CONCATENATION 'y': it concatenates images that were "
                                                   "flattened; expected vectors. Concatenate before Flatten."));
            CHECK(joined(false) == (channels == 1
                                        ? ""
                                        : "m.tflite: ADD 'y': it joins an image that was flattened with a "
                                          "vector; expected images, or vectors that were none. Flatten behind "
                                          "it."));
        }
}

TEST_CASE("tflite: ways that do not meet, two inputs, several outputs") {
    tflite_file ways;
    ways.inputs = {ways.value("x", {1, 2})};
    const int a = ways.value("a", {1, 2}), b = ways.value("b", {1, 2}), c = ways.value("c", {1, 2}),
              y = ways.value("y", {1, 2});
    ways.op(stored::Kind::RELU, {0}, {a});
    ways.op(stored::Kind::TANH, {a}, {b});
    ways.add_op(0, a, c);
    ways.add_op(c, b, y);
    ways.outputs = {y};
    CHECK(ways.error().find("goes more than one way, and the ways do not meet") != std::string::npos);

    tflite_file inputs;
    inputs.inputs = {inputs.value("x1", {1, 2}), inputs.value("x2", {1, 2})};
    inputs.outputs = {inputs.value("y", {1, 2})};
    inputs.add_op(0, 1, 2);
    CHECK(inputs.error() ==
          "m.tflite: its output depends on two inputs, 'x1' and 'x2'; expected one. Concatenate them outside of the "
          "model.");

    tflite_file outputs;
    outputs.inputs = {outputs.value("x", {1, 2})};
    outputs.outputs = {outputs.value("y1", {1, 2}), outputs.value("y2", {1, 2})};
    outputs.op(stored::Kind::RELU, {0}, {1});
    outputs.op(stored::Kind::TANH, {0}, {2});
    const std::string both = outputs.bytes();
    CHECK(error_of_bytes(both) ==
          "m.tflite: it has 2 outputs, 'y1', 'y2'; expected the name of one. Choose one: --output-name y1.");
    CHECK(constprop::tools::tflite::read_network(both, "m.tflite", "y2").layers.spelled ==
          std::vector<std::string>{"constprop::tanh"});
}

TEST_CASE("tflite: a file without layers") {
    tflite_file file;
    file.inputs = {file.value("x", {1, 1})};
    file.outputs = {file.value("q", {1, 1}, {{0.5F}, {3}})};
    file.op(stored::Kind::QUANTIZE, {0}, {1});
    CHECK(file.error() ==
          "m.tflite: what its operators do is nothing that a layer does; expected layers. Convert a "
          "model that has some.");
}

TEST_CASE("tflite: an error says that a file is no TensorFlow Lite model") {
    CHECK(error_of_bytes("") ==
          "m.tflite: its 0 bytes are no TensorFlow Lite model; expected a file with the "
          "identifier TFL3. Convert the model again.");
    tflite_file old = one_layer();
    old.version = 2;
    CHECK(old.error() == "m.tflite: its format has version 2; expected version 3. Convert the model again.");
}

TEST_CASE("tflite: a file that is cut off anywhere is refused in one line") {
    const std::string whole = one_layer().bytes();
    REQUIRE(error_of_bytes(whole).empty());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CAPTURE(size);
        // What an end of padding leaves is the whole model.
        const std::string error = error_of_bytes(whole.substr(0, size));
        CAPTURE(error);
        CHECK((error.empty() || is_one_line(error)));
        CHECK((!error.empty() || whole.find_first_not_of('\0', size) == std::string::npos));
    }
}

TEST_CASE("tflite: a file with a wrong byte is read or refused in one line") {
    const std::string whole = one_layer().bytes();
    for (std::size_t at = 0; at < whole.size(); ++at)
        for (const int change : {1, 0x80, 0xFF}) {
            CAPTURE(at, change);
            std::string wrong = whole;
            wrong[at] = static_cast<char>(wrong[at] ^ change);
            const std::string error = error_of_bytes(wrong);
            CAPTURE(error);
            CHECK((error.empty() || is_one_line(error)));
        }
}

TEST_CASE("tflite: cycles, huge dimensions, constants of the wrong size, places that are none") {
    tflite_file cycle;
    cycle.inputs = {cycle.value("x", {1, 2})};
    cycle.outputs = {cycle.value("y", {1, 2})};
    const int a = cycle.value("a", {1, 2});
    cycle.op(stored::Kind::RELU, {a}, {1});
    cycle.op(stored::Kind::RELU, {1}, {a});
    CHECK(cycle.error() ==
          "m.tflite: operator 0, RELU, takes tensor 'a', which nothing before it gives; expected "
          "operators in the order of execution. Convert the model again.");

    tflite_file itself;
    itself.inputs = {itself.value("x", {1, 2})};
    itself.outputs = {itself.value("y", {1, 2})};
    itself.op(stored::Kind::RELU, {0}, {0});
    CHECK(itself.error().find("gives tensor 'x', which is there already") != std::string::npos);

    for (const std::vector<std::int32_t>& shape :
         {std::vector<std::int32_t>{1, 2147483647, 2147483647, 2147483647}, {1, -1}, {1, 1 << 22}, {2, 2}, {1, 0}}) {
        tflite_file huge;
        huge.inputs = {huge.value("x", shape)};
        huge.outputs = {huge.value("y", shape)};
        huge.op(stored::Kind::RELU, {0}, {1});
        CHECK(is_one_line(huge.error()));
    }

    tflite_file size;
    size.inputs = {size.value("x", {1, 2})};
    size.outputs = {size.value("y", {1, 1})};
    const int w = size.constant("w", {1, 2}, numbers{1, 2, 3});
    size.dense({0, w, -1}, 1);
    CHECK(size.error() ==
          "m.tflite: tensor 'w' has 12 bytes; expected 8 for its shape and type. Convert the model again.");

    tflite_file place;
    place.inputs = {place.value("x", {1, 2})};
    place.outputs = {7};
    CHECK(place.error() == "m.tflite: the list of outputs names tensor 7; expected one of 1. Convert the model again.");

    // Taken twice by each of many operators: read once.
    tflite_file twice;
    twice.inputs = {twice.value("t0", {1, 2})};
    for (int k = 1; k <= 60; ++k) {
        const int next = twice.value("t", {1, 2});
        twice.op(stored::Kind::RELU, {next - 1, next - 1}, {next});
        twice.outputs = {next};
    }
    CHECK(is_one_line(twice.error()));
}

TEST_CASE("tflite: constants that overlap are refused, those that are the same are read") {
    tflite_file file;
    file.inputs = {file.value("x", {1, 2})};
    const int w = file.constant("w", {2, 2}, numbers{1, 2, 3, 4}), v = file.constant("v", {2, 2}, numbers{5, 6, 7, 8});
    const int h = file.value("h", {1, 2}), y = file.value("y", {1, 2});
    file.dense({0, w, -1}, h);
    file.dense({h, v, -1}, y);
    file.outputs = {y};
    const std::string whole = file.bytes();
    // A vector of bytes is its size, then they; what points to it tells how far behind itself it lies.
    const auto vector_of = [&](float first_) {
        std::string vector("\x10\0\0\0", 4);
        constprop::host::detail::append_little_endian(vector, first_);
        return whole.find(vector);
    };
    const std::size_t first = vector_of(1), second = vector_of(5);
    REQUIRE(first != std::string::npos);
    REQUIRE(second != std::string::npos);
    std::size_t pointer = 0;
    for (std::size_t at = 0; at + 4 <= whole.size(); at += 4)
        if (at + constprop::host::detail::read_little_endian<std::uint32_t>(whole.data() + at) == second) pointer = at;
    REQUIRE(pointer != 0);
    const auto pointing_to = [&](std::size_t target_, std::string bytes_) {
        std::string offset;
        constprop::host::detail::append_little_endian(offset, static_cast<std::uint32_t>(target_ - pointer));
        return bytes_.replace(pointer, 4, offset);
    };
    REQUIRE(first > pointer);
    CHECK(error_of_bytes(pointing_to(first, whole)).empty());
    // The same four bytes further on, where the first number becomes a size of 16.
    std::string overlapping = whole;
    overlapping.replace(first + 4, 4, std::string("\x10\0\0\0", 4));
    CHECK(error_of_bytes(pointing_to(first + 4, overlapping)) ==
          "m.tflite: the bytes of two constants overlap; expected constants that lie apart. Convert the model again.");
}
