# Checks a device's project after it was built: its commands search no folder of the host's headers, and the one they are
# given for Boost's holds these alone.
#
#     cmake -DFOLDER=… -P only_boost.cmake
cmake_minimum_required(VERSION 3.25)
file(GLOB_RECURSE commands ${FOLDER}/flags.make ${FOLDER}/build.ninja)
list(FILTER commands EXCLUDE REGEX "/constprop_host/")
set(text)
foreach(file IN LISTS commands)
  file(READ ${file} one)
  string(APPEND text "${one}")
endforeach()
if(NOT text MATCHES "-isystem ([^ \n]+/constprop_boost)")
  message(FATAL_ERROR "${FOLDER}: the device's compiler is given no folder of Boost's headers")
endif()
file(GLOB there RELATIVE ${CMAKE_MATCH_1} ${CMAKE_MATCH_1}/*)
if(NOT there STREQUAL "boost")
  message(FATAL_ERROR "${CMAKE_MATCH_1} holds ${there}; expected boost alone")
endif()
if(text MATCHES "(-isystem |-I)/usr/(local/)?include[ \n]")
  message(FATAL_ERROR "${FOLDER}: the device's compiler searches the host's headers: ${CMAKE_MATCH_0}")
endif()
