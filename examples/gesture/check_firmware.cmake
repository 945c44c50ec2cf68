# Runs the firmware on an emulated core. Fails unless it recognizes what the host does, loses no sample, and keeps limits: the RAM
# of all variables, and, over all steps, the instructions of a step and its stack:
#
#     cmake -DPROGRAM=….elf -DEXPECTED=gesture_expected.txt -DPLUGIN=….so -DNM=… -DRAM=bytes -DINSTRUCTIONS=count -DSTACK=bytes
#           -P check_firmware.cmake
cmake_minimum_required(VERSION 3.25)
# Time passes with instructions, and not while the processor sleeps.
set(emulator qemu-system-arm -M mps2-an386 -icount shift=5,sleep=off -nographic -monitor none -serial none
  -semihosting-config enable=on,target=native -kernel ${PROGRAM})

execute_process(COMMAND ${NM} ${PROGRAM} OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
foreach(symbol gesture_step data_begin bss_end stack_top)
  if(NOT symbols MATCHES "([0-9a-f]+) [A-Za-z] ${symbol}\n")
    message(FATAL_ERROR "${PROGRAM} has no symbol ${symbol}")
  endif()
  set(${symbol} 0x${CMAKE_MATCH_1})
endforeach()
math(EXPR ram "${bss_end} - ${data_begin}")
math(EXPR room "${stack_top} - ${bss_end}")

set(counts ${PROGRAM}.counts)
execute_process(COMMAND ${emulator}
  -plugin ${PLUGIN},function=${gesture_step},stack_top=${stack_top},stack_bytes=${room} -d plugin -D ${counts}
  TIMEOUT 120 OUTPUT_VARIABLE said ERROR_VARIABLE said RESULT_VARIABLE result)
file(READ ${EXPECTED} expected)
string(REGEX MATCH "[^\n]*; 0 samples lost\n$" memory "${said}")
if(NOT result EQUAL 0 OR memory STREQUAL "" OR NOT said STREQUAL "${expected}${memory}")
  message(FATAL_ERROR "${PROGRAM} ended with ${result} and printed\n${said}where 0 was expected, and\n${expected}")
endif()

set(instructions 0)
set(stack 0)
file(STRINGS ${counts} steps)
foreach(step IN LISTS steps)
  if(NOT step MATCHES "^([0-9]+) [0-9]+ [0-9]+ ([0-9]+)$")
    message(FATAL_ERROR "${counts}: ${step}")
  endif()
  if(CMAKE_MATCH_1 GREATER instructions)
    set(instructions ${CMAKE_MATCH_1})
  endif()
  if(CMAKE_MATCH_2 GREATER stack)
    set(stack ${CMAKE_MATCH_2})
  endif()
endforeach()
message(NOTICE "${memory}At most ${instructions} instructions and ${stack} bytes of stack for a step; ${ram} bytes of variables")

# A step has 600 multiply-adds; the state and the ring buffer are variables; the state's next value is on the stack.
foreach(limits "instructions;600;${INSTRUCTIONS}" "stack;48;${STACK}" "ram;144;${RAM}")
  list(GET limits 0 what)
  list(GET limits 1 least)
  list(GET limits 2 most)
  if(${what} LESS least OR ${what} GREATER most)
    message(FATAL_ERROR "${what}: ${${what}}; expected are ${least} to ${most}")
  endif()
endforeach()
