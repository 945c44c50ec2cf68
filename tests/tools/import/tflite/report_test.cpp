// The ranges of values that a report has of networks of integers.
#include "import/tflite/report.hpp"

#include <string>

#include "catch.hpp"
#include "tools/import/tflite/tflite_file.hpp"

namespace {

constprop::tools::number_range values_at(const constprop::tools::tflite::network& net, const std::string& position) {
    for (const auto& row : constprop::tools::tflite::report_of(net, "n", {}).rows)
        if (row.position == position) return row.values.value();
    return {};
}

}  // namespace

TEST_CASE("tflite: each branch takes the range of the layer's input") {
    const scaled half{{0.5F}, {0}}, quarter{{0.25F}, {0}}, one{{1.0F / 128}, {0}};
    tflite_file file;
    file.inputs = {file.value("x", {1, 2, 2, 1}, half)};
    const int a = file.value("a", {1, 2, 2, 1}, one), b = file.value("b", {1, 2, 2, 1}, half);
    const int y = file.value("y", {1, 2, 2, 1}, quarter);
    file.op(stored::Kind::TANH, {0}, {a});
    file.pool(stored::Kind::MAX_POOL_2D, 0, b, stored::Padding::SAME, 1, 2, 2);
    file.add_op(a, b, y, stored::Then::RELU_N1_TO_1);
    file.outputs = {y};
    const auto net = file.network();
    REQUIRE(net.layers.rows.size() == 4);
    CHECK(values_at(net, "0.0").least == -1);
    CHECK(values_at(net, "0.1").least == -64);
    CHECK(values_at(net, "0.1").greatest == 63.5);
    CHECK(values_at(net, "0").least == -32);
    CHECK(values_at(net, "1").least == -1);
    CHECK(values_at(net, "1").greatest == 1);
}
