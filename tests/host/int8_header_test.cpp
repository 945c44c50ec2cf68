#include <constprop/constprop.hpp>
#include <constprop/host/int8_header.hpp>
#include <constprop/host/int8_summary.hpp>

#include <array>
#include <sstream>
#include <string>

#include "catch.hpp"
#include "throws.hpp"

namespace cp = constprop;

namespace {

using model = cp::network<cp::linear<2, 3>, cp::relu, cp::linear<3, 2>, cp::tanh>;
constexpr auto net = [] {
    constexpr std::array<model::input_type, 4> samples{{{0, 0}, {0, 1}, {1, 0}, {1, 1}}};
    return cp::quantize(cp::initialized<model>(cp::kaiming_uniform{.seed = 1}), samples);
}();

std::string header(const cp::host::int8_header_options& options) {
    std::ostringstream out;
    cp::host::write_model_header(out, net, options);
    return out.str();
}

}  // namespace

TEST_CASE("a header of a network of integers has its type, its integers, and a check") {
    const std::string text = header({.name = "small", .provenance = {"drawn numbers"}, .check_input = {0.5, 1}});
    for (const char* const part :
         {"// drawn numbers\n", "#include <constprop/constprop.hpp>\n", "namespace small_model::inline",
          "using model = constprop::int8_network<constprop::network<", "constprop::linear<2, 3>",
          "constprop::per_channel>;", "constprop::int8_integers<6, 3, 3> source_0{",
          "constprop::int8_integers<6, 2, 2> source_1{",
          "from_integers(integers::takes, integers::source_0, integers::source_1);",
          "static_assert(net(check_inputs[0]) == check_outputs[0]);"}) {
        INFO(part << " in\n" << text);
        CHECK(text.find(part) != std::string::npos);
    }
    CHECK(text.find("constprop/host") == std::string::npos);
}

TEST_CASE("options that do not suit a header of integers") {
    CHECK(error_of([] { (void)header({.name = "no name"}); }).find("no name") != std::string::npos);
    CHECK(error_of([] { (void)header({.check_input = {1, 2, 3}}); }).find("3 values") != std::string::npos);
}

TEST_CASE("a table of the layers of a network of integers") {
    const std::string text = cp::host::summary(net);
    INFO(text);
    CHECK(text.find("Layer          Outputs  Multiply-adds") == 0);
    CHECK(text.find("linear<2, 3>") != std::string::npos);
    CHECK(text.find(" .. ") != std::string::npos);
    CHECK(text.find("0.007812           0\n") != std::string::npos);  // tanh gives q / 128
    CHECK(text.find("12 multiply-adds") != std::string::npos);
}
