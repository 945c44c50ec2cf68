// SPLIT, SPLIT_V, SLICE and STRIDED_SLICE: parts of images and vectors.
#include <string>
#include <vector>

#include "catch.hpp"
#include "tools/import/tflite/tflite_file.hpp"

using list = std::vector<std::string>;
using words = std::vector<std::int32_t>;

namespace {

const scaled half{{0.5F}, {3}};

/// x → RELU → what it takes. Layers without the first, or why it is refused.
struct slice_file {
    tflite_file file{};
    int x;

    explicit slice_file(const words& shape, const scaled& of = {}) {
        file.inputs = {file.value("x", shape, of)};
        x = file.value("h", shape, of);
        file.op(stored::Kind::RELU, {0}, {x});
    }
    int numbers(const words& of) { return file.constant("n", {static_cast<std::int32_t>(of.size())}, of); }
    std::string read() {
        try {
            const auto net = file.network();
            std::string text;
            for (const std::string& one : net.layers.spelled) text += (text.empty() ? "" : ", ") + one;
            const auto& gives = net.layers.shape;
            return text + "; " + std::to_string(gives.height) + " " + std::to_string(gives.width) + " " +
                   std::to_string(gives.channels);
        } catch (const constprop::host::error& reason) {
            return reason.what();
        }
    }
};

struct masks {
    int begin = 0, end = 0, ellipsis = 0, new_axis = 0, shrink = 0;
};
std::string strided(const words& shape, const words& begin, const words& end, const words& stride, const words& gives,
                    const masks& by = {}, const scaled& of = {}) {
    slice_file one(shape, of);
    const int y = one.file.value("y", gives, of);
    one.file.op(
        stored::Kind::STRIDED_SLICE, {one.x, one.numbers(begin), one.numbers(end), one.numbers(stride)}, {y},
        stored::Options::StridedSlice,
        stored::CreateStridedSlice(one.file.builder(), by.begin, by.end, by.ellipsis, by.new_axis, by.shrink).Union());
    one.file.outputs = {y};
    return one.read();
}

bool says(const std::string& text, const std::string& what) { return text.find(what) != std::string::npos; }

}  // namespace

TEST_CASE("tflite: a strided slice takes rows, columns and channels") {
    const words image{1, 6, 5, 4}, ones{1, 1, 1, 1};
    for (const scaled& of : {scaled{}, half}) {
        CHECK(strided(image, {0, 1, 0, 0}, {1, 5, 5, 4}, ones, {1, 4, 5, 4}, {}, of) ==
              "constprop::relu, constprop::slice<constprop::row_range<1, 5>>; 4 5 4");
        CHECK(
            strided(image, {0, 0, 1, 0}, {0, 0, -1, 0}, {1, 2, 2, 1}, {1, 3, 2, 4}, {11, 11}, of) ==
            "constprop::relu, constprop::slice<constprop::row_range<0, 6, 2>, constprop::column_range<1, 4, 2>>; 3 2 4");
        CHECK(strided(image, {0, 0, 0, -3}, {1, 6, 5, 99}, ones, {1, 6, 5, 3}, {}, of) ==
              "constprop::relu, constprop::slice<constprop::channel_range<1, 4>>; 6 5 3");
        CHECK(strided({1, 7}, {0, 2}, {1, 7}, {1, 3}, {1, 2}, {}, of) ==
              "constprop::relu, constprop::slice<constprop::channel_range<2, 7, 3>>; 1 1 2");
    }
    // All of it is no layer; one row or column of it has a shape with one dimension less.
    CHECK(strided(image, {0, 0, 0, 0}, {1, 6, 5, 4}, ones, image) == "constprop::relu; 6 5 4");
    CHECK(strided(image, {0, -1, 0, 0}, {0, 0, 0, 0}, ones, {1, 5, 4}, {13, 13, 0, 0, 2}) ==
          "constprop::relu, constprop::slice<constprop::row_range<5, 6>>; 1 5 4");
    CHECK(strided(image, {0, 0, 2, 0}, {0, 0, 3, 0}, ones, {1, 6, 4}, {11, 11, 0, 0, 4}) ==
          "constprop::relu, constprop::slice<constprop::column_range<2, 3>>, constprop::flatten, "
          "constprop::unflatten<constprop::image<1, 6, 4>>; 1 6 4");
    CHECK(strided({1, 5, 4}, {0, 2, 0}, {1, 3, 4}, {1, 1, 1}, {1, 4}, {0, 0, 0, 0, 2}) ==
          "constprop::relu, constprop::slice<constprop::column_range<2, 3>>, constprop::flatten; 1 1 4");
}

TEST_CASE("tflite: slices that reverse a dimension, are empty or part the batch are refused in one line") {
    const words image{1, 6, 5, 4}, ones{1, 1, 1, 1}, end{1, 6, 5, 4};
    CHECK(
        strided(image, {0, 0, 0, 0}, end, {1, -1, 1, 1}, image) ==
        "m.tflite: STRIDED_SLICE 'y': it goes by -1 along dimension 1; expected steps from the first place to the last. "
        "Leave the order of values as it is.");
    CHECK(says(strided(image, {0, 0, 0, 0}, end, {1, 0, 1, 1}, image), "it goes by 0 along dimension 1"));
    CHECK(says(strided(image, {0, 3, 0, 0}, {1, 3, 5, 4}, ones, {1, 1, 5, 4}),
               "it takes places 3 to 2 of dimension 1, of size 6; expected some of its places"));
    CHECK(says(strided(image, {0, 7, 0, 0}, {1, 8, 5, 4}, ones, {1, 5, 4}, {0, 0, 0, 0, 2}),
               "it takes places 7 to 7 of dimension 1, of size 6"));
    CHECK(
        says(strided(image, {0, 0, 0, 0}, end, ones, {6, 5, 4}, {0, 0, 0, 0, 1}), "it takes the dimension of samples"));
    CHECK(says(strided(image, {0, 0, 0, 0}, end, ones, image, {0, 0, 1}), "it adds dimensions, or leaves some unsaid"));
    CHECK(says(strided(image, {0, 0, 0, 0}, end, ones, image, {0, 0, 0, 1}), "it adds dimensions, or leaves some"));
    CHECK(says(strided(image, {0, 0, 0}, end, ones, image), "begins are INT32 of shape (3); expected INT32, (4)"));
    CHECK(says(strided(image, {0, 0, 0, 0}, {1, 3, 5, 4}, ones, image), "it gives shape (1, 6, 5, 4); expected 60"));

    slice_file flat({1, 1, 3, 2});
    const int v = flat.file.value("v", {1, 6}), y = flat.file.value("y", {1, 2});
    flat.file.op(stored::Kind::RESHAPE, {flat.x}, {v});
    flat.file.op(stored::Kind::SLICE, {v, flat.numbers({0, 1}), flat.numbers({1, 2})}, {y});
    flat.file.outputs = {y};
    CHECK(says(flat.read(), "SLICE 'y': it takes a part of an image that was flattened"));

    slice_file other({1, 2}, half);
    const int z = other.file.value("z", {1, 1}, {{0.25F}, {3}});
    other.file.op(stored::Kind::SLICE, {other.x, other.numbers({0, 1}), other.numbers({1, 1})}, {z});
    other.file.outputs = {z};
    CHECK(says(other.read(), "its integers stand for other numbers behind it than before it"));
}

TEST_CASE("tflite: a slice by its begin and sizes") {
    const auto sliced = [](const words& begin, const words& size, const words& gives) {
        slice_file one({1, 6, 5, 4});
        const int y = one.file.value("y", gives);
        one.file.op(stored::Kind::SLICE, {one.x, one.numbers(begin), one.numbers(size)}, {y});
        one.file.outputs = {y};
        return one.read();
    };
    CHECK(sliced({0, 1, 0, 0}, {1, 2, -1, -1}, {1, 2, 5, 4}) ==
          "constprop::relu, constprop::slice<constprop::row_range<1, 3>>; 2 5 4");
    CHECK(sliced({0, 0, 0, 2}, {-1, -1, -1, 2}, {1, 6, 5, 2}) ==
          "constprop::relu, constprop::slice<constprop::channel_range<2, 4>>; 6 5 2");
    CHECK(says(sliced({0, 5, 0, 0}, {1, 2, 5, 4}, {1, 2, 5, 4}), "it takes places 5 to 6 of dimension 1, of size 6"));
    CHECK(says(sliced({0, -1, 0, 0}, {1, 1, 5, 4}, {1, 1, 5, 4}), "it takes places -1 to -1 of dimension 1"));
}

TEST_CASE("tflite: a split is a slice for each part that is taken") {
    const auto split = [](const words& axis, const words& sizes, const std::vector<words>& gives, bool in_integers) {
        slice_file one({1, 2, 3, 6}, in_integers ? half : scaled{});
        tflite_file& file = one.file;
        std::vector<std::int32_t> parts, joined;
        for (const words& shape : gives) parts.push_back(file.value("part", shape, in_integers ? half : scaled{}));
        if (sizes.empty()) file.op(stored::Kind::SPLIT, {one.numbers(axis), one.x}, parts);
        else file.op(stored::Kind::SPLIT_V, {one.x, one.numbers(sizes), one.numbers(axis)}, parts);
        std::int32_t channels = 0;
        for (std::size_t k = parts.size(); k-- > 0; channels += gives[k].back()) joined.push_back(parts[k]);
        const int y = file.value("y", {1, gives[0][1], gives[0][2], channels}, in_integers ? half : scaled{});
        file.op(stored::Kind::CONCATENATION, joined, {y}, stored::Options::Concatenation,
                stored::CreateConcatenation(file.builder(), 3).Union());
        file.outputs = {y};
        return one.read();
    };
    for (const bool in_integers : {false, true}) {
        CHECK(split({-1}, {}, {{1, 2, 3, 3}, {1, 2, 3, 3}}, in_integers) ==
              "constprop::relu, constprop::concatenate<constprop::slice<constprop::channel_range<3, 6>>, "
              "constprop::slice<constprop::channel_range<0, 3>>>; 2 3 6");
        CHECK(
            split({3}, {1, -1, 2}, {{1, 2, 3, 1}, {1, 2, 3, 3}, {1, 2, 3, 2}}, in_integers) ==
            "constprop::relu, constprop::concatenate<constprop::slice<constprop::channel_range<4, 6>>, "
            "constprop::slice<constprop::channel_range<1, 4>>, constprop::slice<constprop::channel_range<0, 1>>>; 2 3 6");
    }
    CHECK(split({1}, {}, {{1, 1, 3, 6}, {1, 1, 3, 6}}, false) ==
          "constprop::relu, constprop::concatenate<constprop::slice<constprop::row_range<1, 2>>, "
          "constprop::slice<constprop::row_range<0, 1>>>; 1 3 12");
    for (const auto& [axis, sizes] : {std::pair{words{4}, words{}},
                                      {words{-5}, words{}},
                                      {words{3, 3}, words{}},
                                      {words{3}, words{2, 3}},
                                      {words{3}, words{6, 0}},
                                      {words{3}, words{-1, -1}}})
        CHECK(says(split(axis, sizes, {{1, 2, 3, 3}, {1, 2, 3, 3}}, false),
                   sizes.empty() ? "SPLIT 'part': its axis and sizes make no parts of what it takes"
                                 : "SPLIT_V 'part': its axis and sizes make no parts of what it takes"));
    CHECK(says(split({2}, {}, {{1, 2, 1, 6}, {1, 2, 1, 6}}, false), "its axis and sizes make no parts"));
}

TEST_CASE("tflite: of a split some parts may be left out") {
    slice_file one({1, 8});
    const int a = one.file.value("a", {1, 4}), b = one.file.value("b", {1, 4}), y = one.file.value("y", {1, 4});
    one.file.op(stored::Kind::SPLIT, {one.numbers({1}), one.x}, {a, b});
    one.file.op(stored::Kind::TANH, {b}, {y});
    one.file.outputs = {y};
    CHECK(one.read() == "constprop::relu, constprop::slice<constprop::channel_range<4, 8>>, constprop::tanh; 1 1 4");
}
