# Checks that manifests name the project's version, and folders and headers that are there:
#
#     cmake -DSOURCES=folder -DVERSION=1.2.3 -P manifests.cmake
cmake_minimum_required(VERSION 3.25)

file(READ ${SOURCES}/library.json manifest)
string(JSON version GET "${manifest}" version)
string(JSON header GET "${manifest}" headers)
string(JSON folder GET "${manifest}" build includeDir)
if(NOT version STREQUAL VERSION)
  message(FATAL_ERROR "library.json: version is ${version}; expected ${VERSION}")
endif()
if(NOT EXISTS ${SOURCES}/${folder}/${header})
  message(FATAL_ERROR "library.json: there is no ${folder}/${header}")
endif()

file(STRINGS ${SOURCES}/idf_component.yml version REGEX "^version: ")
if(NOT version STREQUAL "version: \"${VERSION}\"")
  message(FATAL_ERROR "idf_component.yml: ${version}; expected version: \"${VERSION}\"")
endif()

# ESP-IDF includes a component's file in a script first, where a project would be an error.
function(idf_component_register)
  cmake_parse_arguments(PARSE_ARGV 0 component "" "" INCLUDE_DIRS)
  if(NOT EXISTS ${SOURCES}/${component_INCLUDE_DIRS}/constprop/constprop.hpp)
    message(FATAL_ERROR "ESP-IDF is told of the folder '${component_INCLUDE_DIRS}', which is not that of the headers")
  endif()
  message(NOTICE "component registered")
endfunction()
set(ESP_PLATFORM 1)
include(${SOURCES}/CMakeLists.txt)
