# What stands outside of the target's namespace is tagged with the target, and who uses either macro includes them.
#
#     cmake -DINCLUDE=… -P headers.cmake
cmake_minimum_required(VERSION 3.25)

file(GLOB_RECURSE headers RELATIVE ${INCLUDE} ${INCLUDE}/*.hpp)
list(LENGTH headers count)
set(failures "")
foreach(header IN LISTS headers)
  file(READ ${INCLUDE}/${header} text)
  if(text MATCHES "CONSTPROP_(TARGET|TAGGED)" AND NOT text MATCHES "#include <constprop/kernels/target.hpp>"
     AND NOT header MATCHES "kernels/target.hpp")
    string(APPEND failures "${header} does not include constprop/kernels/target.hpp\n")
  endif()
  # Only the lines that open or close a namespace, or begin a type.
  string(REGEX REPLACE "[][;]" " " text "${text}")
  string(REGEX MATCHALL "\n(namespace |}  // namespace|struct |class |template <[^\n]*> (struct|class) )[^\n]*" lines "${text}")
  set(outside FALSE)
  foreach(line IN LISTS lines)
    if(line MATCHES "^\nnamespace (.*) {")
      string(COMPARE EQUAL "${CMAKE_MATCH_1}" constprop outside)
    elseif(line MATCHES "^\n}  // namespace")
      set(outside FALSE)
    elseif(outside AND line MATCHES "(struct|class) [a-z_0-9]+( |$)")
      string(APPEND failures "${header} has outside of CONSTPROP_TARGET, and not CONSTPROP_TAGGED:${line}\n")
    endif()
  endforeach()
endforeach()
if(count LESS 100)
  message(FATAL_ERROR "${INCLUDE} has ${count} headers; expected all of the library's")
elseif(NOT failures STREQUAL "")
  message(FATAL_ERROR "${failures}")
endif()
