# A budget of RAM bytes is kept, and one of a byte less is not:
#
#     cmake -DRAM=bytes "-DCOMPILE=compiler;flag;…" -P budget.cmake
cmake_minimum_required(VERSION 3.25)
set(source ${CMAKE_CURRENT_LIST_DIR}/budget.cpp)
execute_process(COMMAND ${COMPILE} -DRAM=${RAM} -fsyntax-only ${source} ERROR_VARIABLE said RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "${RAM} bytes are not enough:\n${said}")
endif()
math(EXPR less "${RAM} - 1")
execute_process(COMMAND ${COMPILE} -DRAM=${less} -fsyntax-only ${source} ERROR_VARIABLE said RESULT_VARIABLE failed)
if(NOT failed OR NOT said MATCHES "inference_ram<${RAM}> ?>::but_may_have<[a-z:]*inference_ram<${less}> ?>")
  message(FATAL_ERROR "That ${less} bytes are too few should be said:\n${said}")
endif()
