# Counts what a function of cost.cpp does on an emulated core, and fails where it uses more stack than the program says that
# its data and partial sums are, and SPILLED bytes; or where it executes more than INSTRUCTIONS, if given:
#
#     cmake -DPROGRAM=….elf -DFUNCTION=infer -DEMULATOR=file -DPLUGIN=….so -DNM=… -DSPILLED=bytes
#           [-DINSTRUCTIONS=count] -P count.cmake
cmake_minimum_required(VERSION 3.25)
file(READ ${EMULATOR} emulator)
separate_arguments(emulator UNIX_COMMAND "${emulator}")
execute_process(COMMAND ${NM} ${PROGRAM} OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
foreach(symbol ${FUNCTION} stack_top bss_end)
  if(NOT symbols MATCHES "([0-9a-f]+) [A-Za-z] ${symbol}\n")
    message(FATAL_ERROR "${PROGRAM} has no symbol ${symbol}")
  endif()
  set(${symbol} 0x${CMAKE_MATCH_1})
endforeach()
math(EXPR stack_bytes "${stack_top} - ${bss_end}")
set(counts ${PROGRAM}.${FUNCTION})
execute_process(
  COMMAND ${emulator} -nographic -monitor none -serial none -semihosting-config enable=on,target=native
          -plugin ${PLUGIN},function=${${FUNCTION}},stack_top=${stack_top},stack_bytes=${stack_bytes} -d plugin -D ${counts}
          -kernel ${PROGRAM}
  TIMEOUT 120 OUTPUT_VARIABLE said ERROR_VARIABLE said COMMAND_ERROR_IS_FATAL ANY)
if(NOT said MATCHES "(^|\n)${FUNCTION} ([0-9a-f]+) ([0-9a-f]+)\n")
  message(FATAL_ERROR "${PROGRAM} does not say what ${FUNCTION} works on: ${said}")
endif()
math(EXPR data "0x${CMAKE_MATCH_2}")
math(EXPR sums "0x${CMAKE_MATCH_3}")
file(READ ${counts} counted)
if(NOT counted MATCHES "^([0-9]+) ([0-9]+) ([0-9]+) ([0-9]+)\n$")
  message(FATAL_ERROR "${PROGRAM} did not call ${FUNCTION} once: ${counted}")
endif()
set(instructions ${CMAKE_MATCH_1})
set(stack ${CMAKE_MATCH_4})
message(NOTICE "${instructions} instructions, ${CMAKE_MATCH_2} loads, ${CMAKE_MATCH_3} stores, ${stack} bytes of stack")
if(DEFINED INSTRUCTIONS AND (instructions LESS 592 OR instructions GREATER INSTRUCTIONS))
  message(FATAL_ERROR "At most ${INSTRUCTIONS} instructions are expected, and at least one for four multiply-adds")
endif()
# Of what a small network works on, half may stay in registers, and all where it is 16 values.
math(EXPR least "${data} / 2")
if(data LESS_EQUAL 64)
  set(least 0)
endif()
math(EXPR most "${data} + ${sums} + ${SPILLED}")
if(stack LESS least OR stack GREATER most)
  message(FATAL_ERROR "From ${least} to ${data} + ${sums} + ${SPILLED} bytes of stack are expected")
endif()
