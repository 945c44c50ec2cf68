#include <constprop/constprop.hpp>
#include <constprop/host/quantization_text.hpp>

#include <string>

#include "catch.hpp"

namespace cp = constprop;

TEST_CASE("what quantization costs, as text") {
    using model = cp::network<cp::linear<64, 32>, cp::relu, cp::linear<32, 10>>;
    cp::quantization_report<model> report;
    report.layers[0] = {41.25, 0.0123456F, 3.5F};
    report.layers[1] = {41.25, 0.0123456F, 3.5F};
    report.layers[2] = {37, 0.25F, 12};
    CHECK(cp::host::quantization_text(report) ==
          "Layer               dB  Difference       Value\n"
          "linear<64, 32>    41.2     0.01235         3.5\n"
          "relu              41.2     0.01235         3.5\n"
          "linear<32, 10>    37.0        0.25          12\n");
}
