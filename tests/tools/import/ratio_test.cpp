#include "import/ratio.hpp"

#include <cmath>
#include <limits>

#include "catch.hpp"

using constprop::tools::ratio_text;

TEST_CASE("a float is the simplest ratio that rounds to it") {
    CHECK(ratio_text(0.01F) == "std::ratio<1, 100>");
    CHECK(ratio_text(0.2F) == "std::ratio<1, 5>");
    CHECK(ratio_text(1.0F / 3) == "std::ratio<1, 3>");
    CHECK(ratio_text(1.67326319F) == "std::ratio<3974, 2375>");
    CHECK(ratio_text(-0.75F) == "std::ratio<-3, 4>");
    CHECK(ratio_text(0.0F) == "std::ratio<0>");
    CHECK(ratio_text(3.0F) == "std::ratio<3>");
    CHECK(ratio_text(16777216.0F) == "std::ratio<16777216>");
}

TEST_CASE("every ratio is that float, as layers compute it") {
    float x = 1e-6F;
    for (int k = 0; k < 2000; ++k, x *= 1.017F) {
        const auto text = ratio_text(x);
        REQUIRE(text);
        double n = 0, d = 1;
        REQUIRE(std::sscanf(text->c_str(), "std::ratio<%lf, %lf>", &n, &d) >= 1);
        CHECK(static_cast<float>(n / d) == x);
    }
}

TEST_CASE("what no ratio holds is none") {
    CHECK_FALSE(ratio_text(1e-30F));
    CHECK_FALSE(ratio_text(1e30F));
    CHECK_FALSE(ratio_text(std::numeric_limits<float>::infinity()));
    CHECK_FALSE(ratio_text(std::nanf("")));
}
