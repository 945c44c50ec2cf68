#include <constprop/constprop.hpp>
#include <constprop/host/type_name.hpp>

#include <cstddef>

#include "catch.hpp"

namespace cp = constprop;
using constprop::host::can_be_spelled;
using constprop::host::type_name;

struct plain_type {};
namespace outer {
template <class Type, class Other = int> struct pair {
    template <std::size_t Size> struct inside {};
};
template <std::size_t Size, bool Flag = true> struct sized {};
inline namespace CONSTPROP_TARGET {
struct of_target {};
}  // namespace CONSTPROP_TARGET
}  // namespace outer
namespace {
struct hidden {};
}  // namespace

TEST_CASE("types are named as source code names them") {
    CHECK(type_name<float>() == "float");
    CHECK(type_name<plain_type>() == "plain_type");
    CHECK(type_name<cp::linear<64, 32>>() == "constprop::linear<64, 32>");
    CHECK(type_name<cp::relu>() == "constprop::relu");
    CHECK(type_name<cp::leaky_relu<>>() == "constprop::leaky_relu<std::ratio<1, 100>>");
    CHECK(type_name<cp::network<cp::linear<1, 2>>>() == "constprop::basic_network<float, constprop::linear<1, 2>>");
    CHECK(type_name<outer::of_target>() == "outer::of_target");
    CHECK(type_name<cp::elu>() == "constprop::elu_with<std::ratio<1, 1>>");
    CHECK(type_name<outer::pair<outer::pair<float>, cp::linear<1, 2>>>() ==
          "outer::pair<outer::pair<float, int>, constprop::linear<1, 2>>");
    CHECK(type_name<outer::pair<float>::inside<3>>() == "outer::pair<float>::inside<3>");
    CHECK(type_name<outer::sized<4, false>>() == "outer::sized<4, false>");
}

TEST_CASE("names that mean nothing in another file are found out") {
    const auto lambda = [] {};
    CHECK(can_be_spelled(type_name<cp::linear<64, 32>>()));
    CHECK(!can_be_spelled(type_name<hidden>()));
    CHECK(!can_be_spelled(type_name<decltype(lambda)>()));
    CHECK(!can_be_spelled(type_name<outer::pair<hidden>>()));
}
