#ifndef CONSTPROP_TESTS_CATCH_HPP
#define CONSTPROP_TESTS_CATCH_HPP

// Catch2, version 3 or 2. The tests use what both have: TEST_CASE, SECTION, CHECK, REQUIRE and CAPTURE.

#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/catch_test_macros.hpp>
#else
#include <catch2/catch.hpp>
#endif

#endif
