# The early pass of ESP-IDF: a component's file in a script, where nothing but its registration is of interest.
cmake_minimum_required(VERSION 3.16)
function(idf_component_register)
  cmake_parse_arguments(PARSE_ARGV 0 component "" "" "SRCS;INCLUDE_DIRS;REQUIRES")
  message(NOTICE "registered: ${component_INCLUDE_DIRS}")
endfunction()
set(ESP_PLATFORM 1)
set(CMAKE_BUILD_EARLY_EXPANSION 1)
include(${COMPONENT}/CMakeLists.txt)
