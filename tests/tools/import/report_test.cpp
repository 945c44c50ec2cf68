// What a report says: bytes that are alive, in branches too, and its page.
#include "import/report.hpp"

#include <cstddef>
#include <string>
#include <vector>

#include "catch.hpp"
#include "import/layer_tree.hpp"
#include "import/report_picture.hpp"

using namespace constprop::tools;

namespace {

constexpr constprop::extent image(std::size_t channels) { return {constprop::rank::image, 2, 5, channels}; }

layer_row row(const char* position, const char* layer, std::size_t takes, std::size_t gives,
              std::size_t parameters = 0) {
    return {.position = position,
            .layer = std::string("constprop::") + layer,
            .takes = image(takes),
            .gives = image(gives),
            .parameters = parameters,
            .multiply_accumulates = 10 * parameters};
}

using sizes = std::vector<std::size_t>;

}  // namespace

TEST_CASE("report: values that are alive in a chain") {
    std::vector<layer_row> rows{row("0", "conv2d<1, 3>", 1, 3, 6), row("1", "relu", 3, 3), row("2", "tanh", 3, 3),
                                row("3", "conv2d<3, 2>", 3, 2, 8)};
    CHECK(bytes_alive(rows, 1) == sizes{40, 30, 30, 50});
    CHECK(bytes_alive(rows, 4) == sizes{160, 120, 120, 200});
    // A convolution that writes over what it takes, and a few bytes beside it.
    rows[3].in_place = true, rows[3].scratch = 7;
    CHECK(bytes_alive(rows, 1) == sizes{40, 30, 30, 37});
    // The input of a network is never written over.
    rows.erase(rows.begin(), rows.begin() + 1);
    for (std::size_t k = 0; k < rows.size(); ++k) rows[k].position = std::to_string(k);
    CHECK(bytes_alive(rows, 1) == sizes{60, 30, 37});
}

TEST_CASE("report: values that are alive in branches") {
    // x + g(f(x)): x is kept until the sum.
    CHECK(bytes_alive({row("0", "conv2d<1, 2>", 1, 2, 4), row("1.0", "conv2d<2, 3>", 2, 3, 9),
                       row("1.1", "conv2d<3, 2>", 3, 2, 8), row("1", "residual<…>", 2, 2), row("2", "relu", 2, 2)},
                      1) == sizes{30, 50, 70, 40, 20});
    // f(x) and h(g(x)) side by side: x goes when g has taken it.
    CHECK(bytes_alive({row("0.0", "conv2d<2, 1>", 2, 1, 3), row("0.1.0", "conv2d<2, 4>", 2, 4, 12),
                       row("0.1.1", "conv2d<4, 1>", 4, 1, 5),
                       row("0", "concatenate<conv2d<2, 1>, sequential<conv2d<2, 4>, conv2d<4, 1>>>", 2, 2)},
                      1) == sizes{30, 70, 80, 40});
}

TEST_CASE("report: layers as a tree") {
    const std::vector<layer_row> rows{row("0.1.0", "relu", 1, 1), row("0.1", "residual<relu>", 1, 1),
                                      row("0", "add<identity, residual<relu>>", 1, 1)};
    const layer_branch tree = tree_of(rows);
    REQUIRE(tree.size() == 1);
    REQUIRE(tree[0].branches.size() == 2);
    CHECK(tree[0].branches[0].empty());
    REQUIRE(tree[0].branches[1].size() == 1);
    CHECK(tree[0].branches[1][0].row == &rows[1]);
    CHECK(tree[0].branches[1][0].branches[1][0].row == &rows[0]);
    CHECK(short_layer("constprop::clip<std::ratio<-1>, std::ratio<1>>") == "clip<ratio<-1>, ratio<1>>");
}

TEST_CASE("report: numbers for people") {
    CHECK(grouped(999) == "999");
    CHECK(grouped(1000) == "1,000");
    CHECK(grouped(1234567) == "1,234,567");
    CHECK(extent_text(image(3)) == "2 × 5 × 3");
    CHECK(extent_text({constprop::rank::signal, 1, 7, 1}) == "7");
    CHECK(extent_text(constprop::vector_of(12)) == "12");
}

TEST_CASE("report: a page by itself, in which names are text") {
    report of{.name = "m", .provenance = {"File:        <b>.tflite"}, .numbers = "int8", .bytes_of_value = 1};
    of.takes = image(1);
    of.rows = {row("0", "conv2d<1, 3>", 1, 3, 6), row("1", "relu", 3, 3)};
    of.rows[0].weights = {-0.5, 0.25};
    of.rows[0].values = of.rows[1].values = {0, 4};
    of.folded = {"RESHAPE 'x' changes no value"};
    const std::string page = report_text(of);
    for (const char* const text :
         {"<h1>m</h1>", "File:        &lt;b&gt;.tflite", ">40 peak<", ">0  conv2d&lt;1, 3&gt;<", ">2 × 5 × 3<",
          "-0.5 … 0.25", "0 … 4", "RESHAPE &#39;x&#39; changes no value", "Nothing."}) {
        CAPTURE(text);
        CHECK(page.find(text) != std::string::npos);
    }
    for (const char* const text : {"<b>", "<script", "<link", "src=", "url(", "@import"}) {
        CAPTURE(text);
        CHECK(page.find(text) == std::string::npos);
    }
    CHECK(page.find("made of") == std::string::npos);
}
