#include <constprop/constprop.hpp>
#include <constprop/host/mixed_header.hpp>
#include <constprop/host/mixed_summary.hpp>

#include <array>
#include <sstream>
#include <string>

#include "catch.hpp"
#include "throws.hpp"

namespace cp = constprop;

namespace {

using model = cp::network<cp::linear<2, 3>, cp::relu, cp::linear<3, 4>, cp::tanh, cp::linear<4, 2>, cp::softmax>;
constexpr auto net = [] {
    constexpr std::array<model::input_type, 4> samples{{{0, 0}, {0, 1}, {1, 0}, {1, 1}}};
    return cp::quantize(cp::initialized<model>(cp::kaiming_uniform{.seed = 1}), samples, cp::float_first<1>{},
                        cp::float_last<1>{});
}();

std::string header(const cp::host::int8_header_options& options) {
    std::ostringstream out;
    cp::host::write_model_header(out, net, options);
    return out.str();
}

}  // namespace

TEST_CASE("a header of a mixed network has its parts, each with its check") {
    const std::string text = header({.name = "both", .provenance = {"drawn numbers"}, .check_input = {0.5, 1}});
    for (
        const char* const part :
        {"// drawn numbers\n", "#ifndef CONSTPROP_MODEL_HPP_both\n", "namespace both_0_model::inline",
         "namespace both_1_model::inline", "namespace both_2_model::inline", "constprop::int8_network<",
         "using model = constprop::mixed_network<::both_0_model::model, ::both_1_model::model, ::both_2_model::model>;",
         "inline constexpr model net(::both_0_model::net, ::both_1_model::net, ::both_2_model::net);",
         "return ::both_0_model::self_test() && ::both_1_model::self_test() && ::both_2_model::self_test();"}) {
        INFO(part << " in\n" << text);
        CHECK(text.find(part) != std::string::npos);
    }
    CHECK(text.find("constprop/host") == std::string::npos);
}

TEST_CASE("options that do not suit a header of a mixed network") {
    CHECK(error_of([] { (void)header({.name = "no name"}); }).find("no name") != std::string::npos);
    CHECK(error_of([] { (void)header({.check_input = {1, 2, 3}}); }).find("3 values") != std::string::npos);
}

TEST_CASE("tables of the layers of a mixed network") {
    const std::string text = cp::host::summary(net);
    INFO(text);
    CHECK(text.find("Layers 0 to 1, in floats\nLayer") == 0);
    CHECK(text.find("\nLayers 2 to 4, in integers\nLayer") != std::string::npos);
    CHECK(text.find("\nLayers 5 to 5, in floats\nLayer") != std::string::npos);
    CHECK(text.find("All layers: 26 multiply-adds") != std::string::npos);
}
