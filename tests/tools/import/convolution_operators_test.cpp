// Convolutions, compared with their definition in the model's layout.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "catch.hpp"
#include "tools/import/reading.hpp"

using numbers = std::vector<double>;
using sizes = std::vector<std::int64_t>;

namespace {

/// Numbers without a pattern, from -1 to 1, that are exact in float.
numbers some(std::size_t count, unsigned seed) {
    numbers result;
    for (std::size_t k = 0; k < count; ++k) {
        seed = seed * 1'664'525U + 1'013'904'223U;
        result.push_back(static_cast<double>(seed >> 20U) / 2048 - 1);
    }
    return result;
}
std::vector<float> floats(const numbers& from) { return {from.begin(), from.end()}; }

/// How a kernel moves over an image: rows, then columns; padding above, left, below, right.
struct moves {
    std::int64_t kernel[2], stride[2]{1, 1}, dilation[2]{1, 1}, pads[4]{0, 0, 0, 0}, groups = 1;
};
struct image {
    std::int64_t channels, height, width;
};

/// A cross-correlation by its definition, channels first.
numbers correlated(const numbers& x, const image& in, const numbers& w, const image& out, const numbers& b,
                   const moves& by) {
    const std::int64_t inputs = in.channels / by.groups, outputs = out.channels / by.groups;
    numbers y;
    for (std::int64_t o = 0; o < out.channels; ++o)
        for (std::int64_t r = 0; r < out.height; ++r)
            for (std::int64_t c = 0; c < out.width; ++c) {
                double sum = b.empty() ? 0 : b[static_cast<std::size_t>(o)];
                for (std::int64_t i = 0; i < inputs; ++i)
                    for (std::int64_t k = 0; k < by.kernel[0]; ++k)
                        for (std::int64_t l = 0; l < by.kernel[1]; ++l) {
                            const std::int64_t row = r * by.stride[0] + k * by.dilation[0] - by.pads[0],
                                               column = c * by.stride[1] + l * by.dilation[1] - by.pads[1];
                            if (row < 0 || column < 0 || row >= in.height || column >= in.width) continue;
                            const std::int64_t from = o / outputs * inputs + i;
                            sum +=
                                x[static_cast<std::size_t>((from * in.height + row) * in.width + column)] *
                                w[static_cast<std::size_t>(((o * inputs + i) * by.kernel[0] + k) * by.kernel[1] + l)];
                        }
                y.push_back(sum);
            }
    return y;
}

void check_near(const numbers& is, const numbers& expected) {
    REQUIRE(is.size() == expected.size());
    for (std::size_t k = 0; k < is.size(); ++k) CHECK(std::fabs(is[k] - expected[k]) < 1e-12);
}

onnx_file of_image(std::int64_t channels, std::int64_t height, std::int64_t width) {
    return onnx_file({-1, channels, height, width});
}

}  // namespace

TEST_CASE("Conv is a convolution, whatever its attributes") {
    moves by{.kernel = {3, 2}};
    image out{4, 4, 6};
    onnx_file file = of_image(2, 6, 7);
    auto& conv = file.node("Conv", {"x", "w", "b"}, {"y"});
    SECTION("none") {}
    SECTION("strides and pads") {
        by = {.kernel = {3, 2}, .stride = {2, 3}, .pads = {1, 0, 2, 1}};
        out = {4, 4, 3};
        onnx_file::set(conv, "strides", sizes{2, 3});
        onnx_file::set(conv, "pads", sizes{1, 0, 2, 1});
    }
    SECTION("dilations and groups") {
        by = {.kernel = {3, 2}, .dilation = {2, 3}, .groups = 2};
        out = {4, 2, 4};
        onnx_file::set(conv, "dilations", sizes{2, 3});
        onnx_file::set(conv, "group", 2);
    }
    SECTION("auto_pad, an odd value below and on the right") {
        by = {.kernel = {3, 2}, .stride = {1, 2}, .pads = {1, 0, 1, 1}};
        out = {4, 6, 4};
        onnx_file::set(conv, "auto_pad", "SAME_UPPER");
        onnx_file::set(conv, "strides", sizes{1, 2});
    }
    SECTION("auto_pad, an odd value above and on the left") {
        by = {.kernel = {3, 2}, .stride = {1, 2}, .pads = {1, 1, 1, 0}};
        out = {4, 6, 4};
        onnx_file::set(conv, "auto_pad", "SAME_LOWER");
        onnx_file::set(conv, "strides", sizes{1, 2});
    }
    SECTION("auto_pad, none at all") {
        onnx_file::set(conv, "auto_pad", "VALID");
        onnx_file::set(conv, "pads", sizes{9, 9, 9, 9});
    }
    const std::int64_t inputs = 2 / by.groups;
    const numbers x = some(2 * 6 * 7, 1), w = some(static_cast<std::size_t>(4 * inputs * 6), 2), b = some(4, 3);
    file.floats("w", {4, inputs, 3, 2}, floats(w));
    file.floats("b", {4}, floats(b));
    check_near(outputs_of(file, x), correlated(x, {2, 6, 7}, w, out, b, by));
}

TEST_CASE("Conv of signals, and of each channel by itself") {
    onnx_file file({-1, 3, 8});
    auto& conv = file.node("Conv", {"x", "w"}, {"y"});
    onnx_file::set(conv, "group", 3);
    onnx_file::set(conv, "pads", sizes{2, 0});
    const numbers x = some(24, 4), w = some(18, 5);
    file.floats("w", {6, 1, 3}, floats(w));
    check_near(outputs_of(file, x),
               correlated(x, {3, 1, 8}, w, {6, 1, 8}, {}, {.kernel = {1, 3}, .pads = {0, 2, 0, 0}, .groups = 3}));
}

TEST_CASE("a transposed convolution is the transpose of the convolution with its attributes") {
    // Σ y · convolved(x) = Σ transposed(y) · x for all x and y, if the sizes are those of the convolution.
    onnx_file file = of_image(4, 3, 4);
    auto& transposed = file.node("ConvTranspose", {"x", "w"}, {"y"});
    moves by{.kernel = {3, 2}, .stride = {2, 3}, .pads = {1, 1, 1, 1}, .groups = 2};
    image back{2, 5, 9};
    onnx_file::set(transposed, "strides", sizes{2, 3});
    onnx_file::set(transposed, "group", 2);
    SECTION("pads") { onnx_file::set(transposed, "pads", sizes{1, 1, 1, 1}); }
    SECTION("less padding at the end") {
        onnx_file::set(transposed, "pads", sizes{1, 1, 1, 1});
        onnx_file::set(transposed, "output_padding", sizes{1, 0});
        back.height = 6;
    }
    SECTION("less padding than none") {
        onnx_file::set(transposed, "output_padding", sizes{1, 2});
        by.pads[0] = by.pads[1] = 0;
        back = {2, 8, 13};
    }
    SECTION("the shape of the output") {
        onnx_file::set(transposed, "output_shape", sizes{6, 9});
        by.pads[0] = 1;
        back.height = 6;
        by.pads[1] = 1;
    }
    SECTION("SAME_UPPER") {
        onnx_file::set(transposed, "auto_pad", "SAME_UPPER");
        by.pads[0] = by.pads[1] = 0;
        back = {2, 6, 12};
    }
    const numbers y = some(48, 6), w = some(4 * 6, 7);
    file.floats("w", {4, 1, 3, 2}, floats(w));
    const numbers spread = outputs_of(file, y);
    REQUIRE(spread.size() == static_cast<std::size_t>(back.channels * back.height * back.width));
    for (std::size_t k = 0; k < spread.size(); ++k) {
        numbers one(spread.size(), 0.0);
        one[k] = 1;
        const numbers seen = correlated(one, back, w, {4, 3, 4}, {}, by);
        double sum = 0;
        for (std::size_t i = 0; i < y.size(); ++i) sum += y[i] * seen[i];
        CHECK(std::fabs(spread[k] - sum) < 1e-12);
    }
}

TEST_CASE("a scale for each channel becomes part of a normalization, of a convolution before it, or after it") {
    onnx_file file = of_image(2, 3, 3);
    file.floats("s", {2, 1, 1}, {2, 3}), file.floats("t", {2, 1, 1}, {1, -1});
    const numbers w = some(4 * 9, 8), x = some(18, 9);
    file.floats("w", {2, 2, 3, 3}, floats(w));
    const auto scaled = [](numbers values) {
        for (std::size_t k = 0; k < values.size(); ++k)
            values[k] = k < values.size() / 2 ? 2 * values[k] + 1 : 3 * values[k] - 1;
        return values;
    };
    SECTION("before it") {
        auto& conv = file.node("Conv", {"x", "w"}, {"c"});
        file.node("Mul", {"c", "s"}, {"m"}), file.node("Add", {"m", "t"}, {"y"});
        CHECK(layers_of(file).steps().size() == 2);
        check_near(outputs_of(file, x), scaled(correlated(x, {2, 3, 3}, w, {2, 1, 1}, {}, {.kernel = {3, 3}})));
        onnx_file::set(conv, "pads", sizes{1, 1, 1, 1});
        CHECK(layers_of(file).steps().size() == 2);
    }
    SECTION("after it, unless its padding has no shift") {
        file.node("Mul", {"x", "s"}, {"m"}), file.node("Add", {"m", "t"}, {"a"});
        auto& conv = file.node("Conv", {"a", "w"}, {"y"});
        CHECK(layers_of(file).steps().size() == 2);
        check_near(outputs_of(file, x), correlated(scaled(x), {2, 3, 3}, w, {2, 1, 1}, {}, {.kernel = {3, 3}}));
        onnx_file::set(conv, "pads", sizes{1, 1, 1, 1});
        CHECK(layers_of(file).steps().size() == 3);
        check_near(outputs_of(file, x),
                   correlated(scaled(x), {2, 3, 3}, w, {2, 3, 3}, {}, {.kernel = {3, 3}, .pads = {1, 1, 1, 1}}));
    }
}
