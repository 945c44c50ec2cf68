# Runs a program on an emulated core; fails unless it ends with 0 and prints what is expected, where that is given.
#
#     cmake -DPROGRAM=….elf -DEMULATOR=file [-DEXPECTED=file] -P run.cmake
cmake_minimum_required(VERSION 3.25)
file(READ ${EMULATOR} emulator)
separate_arguments(emulator UNIX_COMMAND "${emulator}")
execute_process(
  COMMAND ${emulator} -nographic -monitor none -serial none -semihosting-config enable=on,target=native -kernel ${PROGRAM}
  TIMEOUT 120 OUTPUT_VARIABLE output ERROR_VARIABLE error RESULT_VARIABLE result)
string(CONCAT said "${output}" "${error}")
set(expected "${said}")
if(DEFINED EXPECTED)
  file(READ ${EXPECTED} expected)
endif()
if(NOT result EQUAL 0 OR NOT said STREQUAL expected)
  message(FATAL_ERROR "${PROGRAM} ended with ${result} and printed\n${said}where 0 and\n${expected}were expected")
endif()
message(NOTICE "${said}")
