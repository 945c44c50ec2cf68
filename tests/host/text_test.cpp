#include <constprop/host/hexadecimal.hpp>
#include <constprop/host/text.hpp>

#include <limits>
#include <string>
#include <vector>

#include "catch.hpp"

namespace detail = constprop::host::detail;
using constprop::host::hexadecimal;

TEST_CASE("text from outside is made printable") {
    CHECK(detail::printable("Zoë, 2 × 3 — 😀") == "Zoë, 2 × 3 — 😀");
    CHECK(detail::printable("a\tb\nc\x7F\xC2\x85") == "a?b?c??");
    CHECK(detail::printable("\xFF\xC0\x80\xED\xA0\x80\xE2\x82") == "????????");  // no UTF-8: overlong, surrogate, cut
    CHECK(detail::printable("\xE2\x80\xAE|\xE2\x81\xA6|\xE2\x80\xA6") == "?|?|…");  // reorder the text; an ellipsis
    CHECK(detail::printable("") == "");
    CHECK(detail::in_quotes(std::string(100, 'a')) == "'" + std::string(60, 'a') + "…'");
}

TEST_CASE("lines of a comment stay in it") {
    using lines = std::vector<std::string>;
    CHECK(detail::comment_lines("") == lines{""});
    CHECK(detail::comment_lines("a\nb\r\nc\rd\n") == lines{"a", "b", "c", "d", ""});
    CHECK(detail::comment_lines("a\\\nb \\ \nc?\?/") == lines{"a\\ .", "b \\ .", "c?\?/ ."});
}

TEST_CASE("numbers are written as hexadecimal literals") {
    CHECK(hexadecimal(0.1875F) == "0x1.8p-3F");
    CHECK(hexadecimal(-0.0F) == "-0x0p+0F");
    CHECK(hexadecimal(0.0) == "0x0p+0");
    CHECK(hexadecimal(0.1F) == "0x1.99999ap-4F");
    CHECK(hexadecimal(-0.1) == "-0x1.999999999999ap-4");
    CHECK(hexadecimal(std::numeric_limits<float>::denorm_min()) == "0x1p-149F");
    CHECK(hexadecimal(std::numeric_limits<float>::max()) == "0x1.fffffep+127F");
}
