# Compiles the example with each of its mistakes, and repeats what the compiler said. Each has to be one error.
#
# cmake -DCOMPILER=… -DFLAGS=… -DSOURCE=… -P say.cmake
cmake_minimum_required(VERSION 3.25)

foreach(mistake RANGE 1 6)
  execute_process(COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C ${COMPILER} ${FLAGS} -fsyntax-only -DWRONG=${mistake} ${SOURCE}
                  OUTPUT_VARIABLE log ERROR_VARIABLE log RESULT_VARIABLE result)
  string(REGEX MATCHALL "(^|\n|: )(fatal )?error: " errors "${log}")
  list(LENGTH errors count)
  if(result EQUAL 0 OR NOT count EQUAL 1)
    message(FATAL_ERROR "Mistake ${mistake} should be one error, and is ${count}:\n${log}")
  endif()
  message(NOTICE "\n=== -DWRONG=${mistake}\n${log}")
endforeach()
