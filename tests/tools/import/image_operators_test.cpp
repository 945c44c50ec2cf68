// Pools, normalizations, padding and resizing of images and signals.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "catch.hpp"
#include "tools/import/reading.hpp"

namespace tools = constprop::tools;
using numbers = std::vector<double>;
using sizes = std::vector<std::int64_t>;

namespace {

void check_near(const numbers& is, const numbers& expected) {
    REQUIRE(is.size() == expected.size());
    for (std::size_t k = 0; k < is.size(); ++k) CHECK(std::fabs(is[k] - expected[k]) < 1e-12);
}

onnx_file of_image(std::int64_t channels, std::int64_t height, std::int64_t width) {
    return onnx_file({-1, channels, height, width});
}

std::string text_of(const tools::step& one) {
    if (const auto* layer = std::get_if<tools::layer_step>(&one)) return layer->spelling;
    if (const auto* function = std::get_if<tools::function_step>(&one)) return function->spelling;
    return "";
}

}  // namespace

TEST_CASE("pools: the maximum, and means with padding or without") {
    onnx_file file = of_image(1, 3, 3);
    const numbers x{1, 2, 3, 4, 5, 6, 7, 8, 9};
    SECTION("maximum, the last window beyond the image") {
        auto& pool = file.node("MaxPool", {"x"}, {"y"});
        onnx_file::set(pool, "kernel_shape", sizes{2, 2});
        onnx_file::set(pool, "strides", sizes{2, 2});
        CHECK(outputs_of(file, x) == numbers{5});
        onnx_file::set(pool, "ceil_mode", 1);
        CHECK(outputs_of(file, x) == numbers{5, 6, 8, 9});
    }
    SECTION("mean") {
        auto& pool = file.node("AveragePool", {"x"}, {"y"});
        onnx_file::set(pool, "kernel_shape", sizes{2, 2});
        onnx_file::set(pool, "strides", sizes{2, 2});
        onnx_file::set(pool, "pads", sizes{1, 1, 0, 0});
        CHECK(outputs_of(file, x) == numbers{1, 2.5, 5.5, 7});
        onnx_file::set(pool, "count_include_pad", 1);
        CHECK(outputs_of(file, x) == numbers{0.25, 1.25, 2.75, 7});
    }
    SECTION("SAME") {
        auto& pool = file.node("MaxPool", {"x"}, {"y"});
        onnx_file::set(pool, "kernel_shape", sizes{2, 2});
        onnx_file::set(pool, "auto_pad", "SAME_LOWER");
        CHECK(outputs_of(file, x) == numbers{1, 2, 3, 4, 5, 6, 7, 8, 9});
    }
}

TEST_CASE("means over all positions are one layer, in either layout") {
    onnx_file file = of_image(2, 2, 2);
    file.node("Conv", {"x", "w"}, {"c"});
    file.floats("w", {2, 2, 1, 1}, {1, 0, 0, 1});
    const numbers x{1, 2, 3, 6, 10, 20, 30, 60};
    SECTION("GlobalAveragePool") { file.node("GlobalAveragePool", {"c"}, {"y"}); }
    SECTION("ReduceMean") {
        auto& mean = file.node("ReduceMean", {"c"}, {"y"});
        onnx_file::set(mean, "axes", sizes{-1, -2});
        onnx_file::set(mean, "keepdims", 0);
    }
    SECTION("ReduceMean of channels last") {
        onnx_file::set(file.node("Transpose", {"c"}, {"t"}), "perm", sizes{0, 2, 3, 1});
        onnx_file::set(file.node("ReduceMean", {"t"}, {"y"}), "axes", sizes{1, 2});
    }
    CHECK(text_of(layers_of(file).steps().back()) == "constprop::global_average_pool");
    CHECK(outputs_of(file, x) == numbers{3, 30});
}

TEST_CASE("a mean over rows alone is none of them") {
    onnx_file file = of_image(2, 2, 2);
    file.node("Conv", {"x", "w"}, {"c"});
    file.floats("w", {2, 2, 1, 1}, {1, 0, 0, 1});
    onnx_file::set(file.node("ReduceMean", {"c"}, {"y"}), "axes", sizes{2});
    CHECK(outputs_of(file, {1, 2, 3, 6, 10, 20, 30, 60}) == numbers{2, 4, 20, 40});
    // Without axes it would be one over samples, too.
    file.graph().mutable_node(1)->clear_attribute();
    CHECK(error_of_file(file).find("it does more than to select") != std::string::npos);
}

TEST_CASE("normalization of instances, with any epsilon") {
    onnx_file file({-1, 2, 4});
    auto& norm = file.node("InstanceNormalization", {"x", "g", "b"}, {"y"});
    onnx_file::set(norm, "epsilon", 0.75F);
    file.floats("g", {2}, {1, 2}), file.floats("b", {2}, {0, 1});
    // Means 2 and 0; variances 0.25 and 3.25: √(0.25 + 0.75) = 1, √(3.25 + 0.75) = 2.
    check_near(outputs_of(file, {1.5, 2.5, 1.5, 2.5, -2, 2, 1.5811388300841898, -1.5811388300841898}),
               {-0.5, 0.5, -0.5, 0.5, -1, 3, 2.5811388300841898, -0.5811388300841898});
    norm.mutable_attribute(0)->set_f(0);
    CHECK(error_of_file(file).find("its epsilon is 0.000000; expected a number above 0") != std::string::npos);
}

TEST_CASE("normalization of a layer, over the last dimension") {
    SECTION("of a vector, without a bias, with any epsilon") {
        onnx_file file({-1, 2});
        auto& norm = file.node("LayerNormalization", {"x", "g"}, {"y"});
        onnx_file::set(norm, "epsilon", 0.75F);
        file.floats("g", {2}, {1, 2});
        check_near(outputs_of(file, {1.5, 2.5}), {-0.5, 1});
        onnx_file::set(norm, "axis", 0);
        CHECK(error_of_file(file).find("it goes over the last 2 dimensions of (batch, 2)") != std::string::npos);
    }
    SECTION("of an image with channels last") {
        onnx_file file = of_image(2, 1, 2);
        file.node("Conv", {"x", "w"}, {"c"});
        file.floats("w", {2, 2, 1, 1}, {1, 0, 0, 1});
        onnx_file::set(file.node("Transpose", {"c"}, {"t"}), "perm", sizes{0, 2, 3, 1});
        onnx_file::set(file.node("LayerNormalization", {"t", "g", "b"}, {"n"}), "epsilon", 0.75F);
        file.floats("g", {2}, {1, 2}), file.floats("b", {2}, {0, 1});
        onnx_file::set(file.node("Transpose", {"n"}, {"y"}), "perm", sizes{0, 3, 1, 2});
        // Channels first: (1.5, 5) and (2.5, 4). At each position the variance is 0.25.
        check_near(outputs_of(file, {1.5, 5, 2.5, 4}), {-0.5, 0.5, 2, 0});
    }
    SECTION("of an image with channels first") {
        onnx_file file = of_image(2, 1, 2);
        file.node("Conv", {"x", "w"}, {"c"});
        file.floats("w", {2, 2, 1, 1}, {1, 0, 0, 1});
        file.node("LayerNormalization", {"c", "g"}, {"y"});
        file.floats("g", {2}, {1, 2});
        CHECK(error_of_file(file).find("Transpose an image to channels last") != std::string::npos);
    }
}

TEST_CASE("padding is the convolution's, or a layer") {
    onnx_file file = of_image(1, 2, 2);
    file.node("Pad", {"x", "p"}, {"a"});
    file.integers("p", {0, 0, 1, 0, 0, 0, 0, 2});
    SECTION("of a convolution") {
        file.node("Conv", {"a", "w"}, {"y"});
        file.floats("w", {1, 1, 1, 1}, {2});
        CHECK(layers_of(file).steps().size() == 1);
        CHECK(outputs_of(file, {1, 2, 3, 4}) == numbers{0, 0, 0, 0, 2, 4, 0, 0, 6, 8, 0, 0});
    }
    SECTION("a layer") {
        file.node("Relu", {"a"}, {"y"});
        CHECK(outputs_of(file, {1, 2, 3, 4}) == numbers{0, 0, 0, 0, 1, 2, 0, 0, 3, 4, 0, 0});
    }
}

TEST_CASE("Resize repeats values, if the nearest are equally many") {
    onnx_file file({-1, 1, 2});
    auto& resize = file.node("Resize", {"x", "", "scales"}, {"y"});
    file.floats("scales", {3}, {1, 1, 3});
    CHECK(outputs_of(file, {1, 2}) == numbers{1, 1, 1, 2, 2, 2});
    onnx_file::set(resize, "coordinate_transformation_mode", "asymmetric");
    CHECK(error_of_file(file).find("it does not repeat values equally often") != std::string::npos);
    onnx_file::set(resize, "nearest_mode", "floor");
    CHECK(outputs_of(file, {1, 2}) == numbers{1, 1, 1, 2, 2, 2});
    onnx_file::set(resize, "mode", "linear");
    CHECK(error_of_file(file).find("it interpolates between values ('linear', 'stretch')") != std::string::npos);
}
