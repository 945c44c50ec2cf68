# Writes the flowers of iris.csv as a C++ header: cmake -D CSV=<file> -D HEADER=<file> -P flowers_header.cmake
file(STRINGS ${CSV} rows)
list(POP_FRONT rows head)
if(NOT head STREQUAL "150,4,setosa,versicolor,virginica")
  message(FATAL_ERROR "${CSV}: begins with '${head}'; expected 150 flowers, 4 measurements and 3 names. Take the file from examples/data.")
endif()
set(number "([0-9]+\\.[0-9]+)")
foreach(row IN LISTS rows)
  if(NOT row MATCHES "^${number},${number},${number},${number},([012])$")
    message(FATAL_ERROR "${CSV}: a row is '${row}'; expected 4 decimals and a species, 0 to 2. Take the file from examples/data.")
  endif()
  string(APPEND inputs "    {${CMAKE_MATCH_1}F, ${CMAKE_MATCH_2}F, ${CMAKE_MATCH_3}F, ${CMAKE_MATCH_4}F},\n")
  string(APPEND species "${CMAKE_MATCH_5}, ")
endforeach()
list(LENGTH rows count)
file(CONFIGURE OUTPUT ${HEADER} @ONLY CONTENT [[
// Made of examples/data/iris.csv.
#ifndef CONSTPROP_EXAMPLES_IRIS_FLOWERS_HPP
#define CONSTPROP_EXAMPLES_IRIS_FLOWERS_HPP

#include "iris_data.hpp"

namespace iris {

inline constexpr samples<@count@> flowers{{{
@inputs@}}, {@species@}};

}  // namespace iris

#endif  // CONSTPROP_EXAMPLES_IRIS_FLOWERS_HPP
]])
