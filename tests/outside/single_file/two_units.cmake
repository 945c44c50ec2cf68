# Compiles the two units of outside/package with the single file's folder and without a warning, and links and runs them if they are for
# this machine:
#
#     cmake "-DCOMPILER=g++;-Os" -DFOLDER=… -DSOURCES=… -P two_units.cmake
cmake_minimum_required(VERSION 3.25)
foreach(unit one_unit other_unit)
  execute_process(COMMAND ${COMPILER} -std=c++20 -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wdouble-promotion -Wshadow
    -Werror -I${FOLDER}/include -c ${SOURCES}/${unit}.cpp -o ${unit}.o COMMAND_ERROR_IS_FATAL ANY)
endforeach()
if(NOT COMPILER MATCHES "arm-none-eabi")
  list(GET COMPILER 0 link)
  execute_process(COMMAND ${link} one_unit.o other_unit.o -o two_units COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND ${CMAKE_CURRENT_BINARY_DIR}/two_units COMMAND_ERROR_IS_FATAL ANY)
endif()
