# Copies the example out of the repository, as somebody does who begins with it; builds and runs it there:
#
#     cmake -DWAY=cmake|cmake_sources|cmake_without|make|make_without -DSOURCES=folder -DPREFIX=folder -DGENERATOR=… -DMAKE=…
#           -P copy.cmake
#
# cmake and make take what is installed at PREFIX, cmake_sources takes SOURCES. Without either, they are to say what is missing.
cmake_minimum_required(VERSION 3.25)
set(temporary /tmp)
if(DEFINED ENV{TMPDIR})
  set(temporary $ENV{TMPDIR})
endif()
string(RANDOM LENGTH 12 name)
set(folder ${temporary}/constprop_${name})
file(GLOB files ${SOURCES}/examples/firmware/*)
list(FILTER files EXCLUDE REGEX "/(host|build)$")  # host/ makes the headers and tests; it is the repository's
file(COPY ${files} DESTINATION ${folder})

file(READ ${SOURCES}/examples/firmware/expected.txt expected)
set(succeeds TRUE)
set(constprop)
if(WAY MATCHES "without")
  set(expected "Give.*CONSTPROP=FOLDER,.*that.*holds.*include/")
  set(succeeds FALSE)
  if(WAY MATCHES "cmake")  # not even one that is installed on this machine
    set(constprop -DCMAKE_DISABLE_FIND_PACKAGE_constprop=ON)
  endif()
elseif(WAY STREQUAL "make")
  set(constprop CONSTPROP=${PREFIX})
elseif(WAY STREQUAL "cmake_sources")
  set(constprop -DCONSTPROP=${SOURCES})
else()
  set(constprop -DCMAKE_PREFIX_PATH=${PREFIX})
endif()

if(WAY MATCHES "^make")
  set(commands COMMAND ${MAKE} -C ${folder} --no-print-directory --silent ${constprop} run)
else()
  execute_process(COMMAND ${CMAKE_COMMAND} -S ${folder} -B ${folder}/build -G ${GENERATOR} --toolchain cortex-m4f.cmake
                          ${constprop} RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_VARIABLE said)
  set(commands COMMAND ${CMAKE_COMMAND} --build ${folder}/build --target run)
endif()
if(NOT result)
  execute_process(${commands} TIMEOUT 300 RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_VARIABLE said)
endif()
file(REMOVE_RECURSE ${folder})
set(succeeded FALSE)
if(result EQUAL 0)
  set(succeeded TRUE)
endif()
if(NOT said MATCHES "${expected}" OR NOT succeeded STREQUAL succeeds)
  message(FATAL_ERROR "By ${WAY} the copy ended with ${result} and said\n${said}where\n${expected}\nwas expected")
endif()
