# What stands above what: a header includes only headers of its own folder and of folders on lower floors.
# docs/architecture.md has the same list, from the top floor down, and this test holds it to that.
#
#   cmake -DSOURCES=<repository> -P layout.cmake

set(floors
  "host"
  "constprop"
  "testing"
  "fit int8"
  "deploy"
  "checks"
  "training"
  "gradient"
  "backpropagation"
  "optimizers initializers"
  "network"
  "arguments"
  "branches"
  "losses chain"
  "layers"
  "activations"
  "concept"
  "numbers"
  "diagnostics"
  "math"
  "kernels")

get_filename_component(SOURCES ${SOURCES} ABSOLUTE)
set(height 0)
set(documented "")
file(READ ${SOURCES}/docs/architecture.md page)
foreach(floor IN LISTS floors)
  math(EXPR height "${height} + 1")
  string(REPLACE " " ";" rooms "${floor}")
  foreach(room IN LISTS rooms)
    set(floor_of_${room} ${height})
    if(NOT page MATCHES "\n\\| [^|]*`${room}(/|\\.hpp)`[^|]*\\|")
      message(SEND_ERROR "docs/architecture.md: no row of its table has ${room}")
    endif()
  endforeach()
endforeach()

file(GLOB_RECURSE headers RELATIVE ${SOURCES}/include/constprop ${SOURCES}/include/constprop/*.hpp)
set(count 0)
foreach(header IN LISTS headers)
  string(REGEX MATCH "^[a-z0-9_]+" room ${header})
  file(READ ${SOURCES}/include/constprop/${header} text)
  if(text MATCHES "This path forwards until version")
    continue()
  endif()
  if(NOT DEFINED floor_of_${room})
    message(SEND_ERROR "${header}: ${room} is on no floor of tests/layout.cmake")
    continue()
  endif()
  string(REGEX MATCHALL "#include <constprop/[a-z0-9_]+" includes "${text}")
  foreach(include IN LISTS includes)
    string(REGEX REPLACE ".*/" "" used ${include})
    math(EXPR count "${count} + 1")
    if(NOT used STREQUAL room AND NOT floor_of_${used} GREATER floor_of_${room})
      message(SEND_ERROR "${header} includes <constprop/${used}…>, which stands on no lower floor")
    endif()
  endforeach()
endforeach()
if(count LESS 500)
  message(SEND_ERROR "only ${count} includes were found")
endif()
