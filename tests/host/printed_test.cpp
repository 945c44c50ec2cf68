#include <constprop/host/printed.hpp>

#include <clocale>
#include <limits>
#include <string>

#include "catch.hpp"

TEST_CASE("numbers are printed with a decimal point in every locale") {
    using constprop::host::detail::printed;
    const std::string before = std::setlocale(LC_NUMERIC, nullptr);
    // Those that a system has; "C" is everywhere. In ps_AF.UTF-8, a point takes two bytes.
    for (const char* const locale : {"C", "de_DE.UTF-8", "fr_FR.UTF-8", "ps_AF.UTF-8"}) {
        if (std::setlocale(LC_NUMERIC, locale) == nullptr) continue;
        CAPTURE(locale);
        CHECK(printed("%.*f", 3, -12.12551) == "-12.126");
        CHECK(printed("%.*f", 0, 12.6) == "13");
        CHECK(printed("%.*f", 9, 999999999999999.0) == "999999999999999.000000000");
        CHECK(printed("%.*g", 4, 0.123456) == "0.1235");
        CHECK(printed("%.*g", 4, -1.5e-20) == "-1.5e-20");
        CHECK(printed("%.*g", 4, 1234567.0) == "1.235e+06");
        CHECK(printed("%.*g", 4, std::numeric_limits<double>::infinity()) == "inf");
    }
    std::setlocale(LC_NUMERIC, before.c_str());
}
