# Copies the example out of the repository, as somebody does who begins with it; builds and runs it there:
#
#     cmake -DWAY=cmake|make -DEXAMPLE=folder -DPREFIX=folder -DGENERATOR=… -DMAKE=… -P copy.cmake
cmake_minimum_required(VERSION 3.25)
set(temporary /tmp)
if(DEFINED ENV{TMPDIR})
  set(temporary $ENV{TMPDIR})
endif()
string(RANDOM LENGTH 12 name)
set(folder ${temporary}/constprop_${name})
file(GLOB files ${EXAMPLE}/*)
list(FILTER files EXCLUDE REGEX "/(host|build)$")  # host/ makes the headers and tests; it is the repository's
file(COPY ${files} DESTINATION ${folder})
if(WAY STREQUAL "make")
  set(commands COMMAND ${MAKE} -C ${folder} --no-print-directory --silent CONSTPROP=${PREFIX}/include run)
else()
  execute_process(COMMAND ${CMAKE_COMMAND} -S ${folder} -B ${folder}/build -G ${GENERATOR} --toolchain cortex-m4f.cmake
                          -DCMAKE_PREFIX_PATH=${PREFIX} RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_VARIABLE said)
  set(commands COMMAND ${CMAKE_COMMAND} --build ${folder}/build --target run)
endif()
if(NOT result)
  execute_process(${commands} TIMEOUT 300 RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_VARIABLE said)
endif()
file(REMOVE_RECURSE ${folder})
file(READ ${EXAMPLE}/expected.txt expected)
string(FIND "${said}" "${expected}" at)
if(NOT result EQUAL 0 OR at EQUAL -1)
  message(FATAL_ERROR "By ${WAY} the copy ended with ${result} and said\n${said}where 0 and\n${expected}were expected")
endif()
