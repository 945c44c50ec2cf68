#include <constprop/constprop.hpp>
#include <constprop/host/summary.hpp>

#include <string_view>

#include "catch.hpp"

namespace cp = constprop;
namespace host = constprop::host;

TEST_CASE("summary: a constant") {
    using digits = cp::network<cp::linear<64, 32>, cp::relu, cp::linear<32, 10>>;
    static_assert(host::summary<digits>().starts_with(
        "Layer           Outputs  Parameters  Multiply-adds  Bytes\n"
        "linear<64, 32>       32       2,080          2,048  8,320\n"
        "relu                 32           0              0      0\n"
        "linear<32, 10>       10         330            320  1,320\n"
        "Total                10       2,410          2,368  9,640\n"
        "Input: 64. Beside that, a forward pass has 128 bytes of values, a step of SGD 464; "));
    // A byte for each weight, and a scale and a bias for each output.
    static_assert(host::summary<cp::stored_as<cp::scaled_int8, digits>>().starts_with(
        "Layer           Outputs  Parameters  Multiply-adds  Bytes\n"
        "linear<64, 32>       32       2,080          2,048  2,304\n"
        "relu                 32           0              0      0\n"
        "linear<32, 10>       10         330            320    400\n"
        "Total                10       2,410          2,368  2,704\n"
        "Input: 64. Beside that, a forward pass has 128 bytes of values; all that it takes of RAM "));
    using both_ways = cp::network<cp::bidirectional<cp::gru<3, 4>>, cp::linear<8, 2>>;
    static_assert(host::summary<both_ways>().find(" forward pass has 32 bytes of values") != std::string_view::npos &&
                  host::summary<both_ways>().find(", for each step of a sequence; ") != std::string_view::npos);
    CHECK(host::summary<cp::network<cp::linear<640, 1280>, cp::elu>>().find(" 820,480 ") != std::string_view::npos);
}

TEST_CASE("summary: layers that hold layers have their sums, and theirs follow") {
    using block = cp::residual<cp::conv2d<8, 8, cp::kernel<3>, cp::same>, cp::batch_norm, cp::relu>;
    using halves = cp::add<cp::sequential<cp::conv2d<8, 16, cp::kernel<2>, cp::stride<2>>, cp::relu>,
                           cp::conv2d<8, 16, cp::kernel<1>, cp::stride<2>>>;
    using net =
        cp::network<cp::image<8, 8, 3>, cp::conv2d<3, 8>, block, halves, cp::global_average_pool, cp::linear<16, 2>>;
    static_assert(
        host::summary<net>().starts_with("Layer                   Outputs  Parameters  Multiply-adds  Bytes\n"
                                         "conv2d                8 x 8 x 8          32          1,536    128\n"
                                         "residual              8 x 8 x 8         600         37,376  2,464\n"
                                         "  conv2d              8 x 8 x 8         584         36,864  2,336\n"
                                         "  batch_norm          8 x 8 x 8          16            512    128\n"
                                         "  relu                8 x 8 x 8           0              0      0\n"
                                         "add                  4 x 4 x 16         672         10,240  2,688\n"
                                         "  sequential         4 x 4 x 16         528          8,192  2,112\n"
                                         "    conv2d           4 x 4 x 16         528          8,192  2,112\n"
                                         "    relu             4 x 4 x 16           0              0      0\n"
                                         "  conv2d             4 x 4 x 16         144          2,048    576\n"
                                         "global_average_pool          16           0              0      0\n"
                                         "linear<16, 2>                 2          34             32    136\n"
                                         "Total                         2       1,338         49,184  5,416\n"
                                         "Input: 8 x 8 x 3. "));
    using signal = cp::network<cp::signal<20, 2>, cp::conv1d<2, 4, cp::kernel<5>>>;
    CHECK(host::summary<signal>().find("conv1d   16 x 4 ") != std::string_view::npos);
}
