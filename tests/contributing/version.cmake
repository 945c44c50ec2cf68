# One version everywhere: that of the project, in each manifest, page and project that names it, and first in the changelog.
#
#     cmake -DSOURCES=<repository> -DVERSION=1.2.3 -P version.cmake
cmake_minimum_required(VERSION 3.25)

set(number "[0-9]+[.][0-9]+[.][0-9]+")

# says(file before after): the file has the version between two texts, at least once, and no other.
function(says file before after)
  file(READ ${SOURCES}/${file} text)
  string(REGEX MATCHALL "${before}${number}${after}" all "${text}")
  if(NOT all)
    message(SEND_ERROR "${file}: no version is found where \"${before}\" is")
  endif()
  foreach(one IN LISTS all)
    string(REGEX MATCH "${number}" found "${one}")
    if(NOT found STREQUAL VERSION)
      message(SEND_ERROR "${file}: version ${found}; expected ${VERSION}, which CMakeLists.txt says")
    endif()
  endforeach()
endfunction()

says(idf_component.yml "version: \"" "\"")
says(library.json "\"version\": \"" "\"")
says(tools/packages/vcpkg/constprop/vcpkg.json "\"version\": \"" "\"")
says(docs/packages.md "constprop-" "[.]tar")
says(docs/packages.md "libconstprop-dev_" "_")

# Projects ask for the first two numbers.
string(REGEX MATCH "^[0-9]+[.][0-9]+" compatible ${VERSION})
file(GLOB_RECURSE projects RELATIVE ${SOURCES} ${SOURCES}/examples/CMakeLists.txt ${SOURCES}/tests/CMakeLists.txt)
foreach(project IN LISTS projects)
  file(STRINGS ${SOURCES}/${project} asks REGEX "find_package[(]constprop [0-9]")
  if(asks AND NOT asks MATCHES "constprop ${compatible} ")
    message(SEND_ERROR "${project}:${asks}; expected ${compatible}")
  endif()
endforeach()

file(STRINGS ${SOURCES}/CHANGELOG.md headings REGEX "^## ")
list(GET headings 0 newest)
if(NOT newest STREQUAL "## Upcoming: ${VERSION}" AND NOT newest STREQUAL "## ${VERSION}")
  message(SEND_ERROR "CHANGELOG.md begins with \"${newest}\"; expected \"## Upcoming: ${VERSION}\" or \"## ${VERSION}\"")
endif()
