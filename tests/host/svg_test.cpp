#include <constprop/host/svg.hpp>
#include <constprop/host/svg_page.hpp>
#include <constprop/host/svg_text.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <sstream>
#include <string>

#include "balanced.hpp"
#include "catch.hpp"

namespace host = constprop::host;

static std::string written(const host::svg_element& element) {
    std::ostringstream out;
    element.write(out);
    return out.str();
}

TEST_CASE("text is escaped for XML") {
    CHECK(host::svg_escaped("a < b && c > \"d\" 'e'") == "a &lt; b &amp;&amp; c &gt; &quot;d&quot; &#39;e&#39;");
    CHECK(host::svg_escaped("Größe → 1") == "Größe → 1");
    CHECK(host::svg_escaped("two\nlines\tand a tab") == "two\nlines\tand a tab");
    CHECK(host::svg_escaped(std::string("\0\x1b", 2)) == "\uFFFD\uFFFD");
    CHECK(host::svg_escaped("\xFC") == "\uFFFD");
    CHECK(host::svg_escaped("\xEF\xBF\xBF!") == "\uFFFD!");
    CHECK(host::svg_escaped("").empty());
}

TEST_CASE("numbers are short, and never what a viewer cannot read") {
    CHECK(host::svg_number(2) == "2");
    CHECK(host::svg_number(0.5) == "0.5");
    CHECK(host::svg_number(-12.12551) == "-12.126");
    CHECK(host::svg_number(-0.0001) == "0");
    CHECK(host::svg_number(1200) == "1200");
    CHECK(host::svg_number(97.46, 1) == "97.5");
    CHECK(host::svg_number(12.6, 0) == "13");
    CHECK(host::svg_number(std::numeric_limits<double>::quiet_NaN()) == "0");
    CHECK(host::svg_number(std::numeric_limits<double>::infinity()) == "0");
    CHECK(host::svg_number(1e300) == "0");
}

TEST_CASE("elements are written with their attributes, texts and children") {
    CHECK(written({"rect", {{"x", 1.5}, {"rx", 2}, {"class", "a\"b"}}}) ==
          "<rect x=\"1.5\" rx=\"2\" class=\"a&quot;b\"/>\n");
    CHECK(written(host::svg_label("a<b", 1, 2, "tick", "end")) ==
          "<text x=\"1\" y=\"2\" class=\"tick\" text-anchor=\"end\">a&lt;b</text>\n");
    CHECK(written(host::svg_moved(host::svg_line(0, 1, 2, 3, "grid"), 4, 5)) ==
          "<g transform=\"translate(4 5)\">\n"
          " <line x1=\"0\" y1=\"1\" x2=\"2\" y2=\"3\" class=\"grid\"/>\n"
          "</g>\n");
}

TEST_CASE("a page is a well-formed document with the theme") {
    host::svg_element page = host::svg_page(200, 100.5, "R&D");
    page.add(host::svg_label("</svg>", 1, 1, "title"));
    const std::string text = host::svg_document(page);
    CHECK(is_balanced_xml(text));
    CHECK(text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\""));
    CHECK(text.find("viewBox=\"0 0 200 100.5\"") != std::string::npos);
    CHECK(text.find("<title>R&amp;D</title>") != std::string::npos);
    CHECK(text.find("prefers-color-scheme: dark") != std::string::npos);

    SECTION("and is what the file contains") {
        const auto path = std::filesystem::temp_directory_path() / "constprop_svg_test.svg";
        host::write_svg(path, page);
        std::ifstream in(path, std::ios::binary);
        CHECK(std::string(std::istreambuf_iterator<char>(in), {}) == text);
        in.close();
        std::filesystem::remove(path);
    }
}

TEST_CASE("the check for balance sees what is wrong") {
    CHECK(is_balanced_xml("<a><b x=\"1\"/></a>"));
    CHECK(!is_balanced_xml("<a><b></a></b>"));
    CHECK(!is_balanced_xml("<a>"));
    CHECK(!is_balanced_xml("<a x=\"1/>"));
    CHECK(!is_balanced_xml("<a>& b</a>"));
    CHECK(!is_balanced_xml("<a/><b/>"));
}
