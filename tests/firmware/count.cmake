# Counts what the function `infer` of a program does on an emulated core, and fails where it executes more
# instructions, or uses more stack, than it may:
#
#     cmake -DPROGRAM=….elf -DEMULATOR=file -DPLUGIN=….so -DNM=… -DSTACK=bytes
#           -DINSTRUCTIONS=count -P count.cmake
cmake_minimum_required(VERSION 3.25)
file(READ ${EMULATOR} emulator)
separate_arguments(emulator UNIX_COMMAND "${emulator}")
execute_process(COMMAND ${NM} ${PROGRAM} OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
foreach(symbol infer stack_top bss_end)
  if(NOT symbols MATCHES "([0-9a-f]+) [A-Za-z] ${symbol}\n")
    message(FATAL_ERROR "${PROGRAM} has no symbol ${symbol}")
  endif()
  set(${symbol} 0x${CMAKE_MATCH_1})
endforeach()
math(EXPR stack_bytes "${stack_top} - ${bss_end}")
set(counts ${PROGRAM}.counts)
execute_process(
  COMMAND ${emulator} -nographic -monitor none -serial none -semihosting-config enable=on,target=native
          -plugin ${PLUGIN},function=${infer},stack_top=${stack_top},stack_bytes=${stack_bytes} -d plugin -D ${counts}
          -kernel ${PROGRAM}
  TIMEOUT 120 COMMAND_ERROR_IS_FATAL ANY)
file(READ ${counts} counted)
if(NOT counted MATCHES "^([0-9]+) ([0-9]+) ([0-9]+) ([0-9]+)\n")
  message(FATAL_ERROR "${PROGRAM} never called infer: ${counted}")
endif()
message(NOTICE "${CMAKE_MATCH_1} instructions, ${CMAKE_MATCH_2} loads, ${CMAKE_MATCH_3} stores, ${CMAKE_MATCH_4} bytes of stack")
if(CMAKE_MATCH_1 LESS 2368 OR CMAKE_MATCH_1 GREATER INSTRUCTIONS)
  message(FATAL_ERROR "At most ${INSTRUCTIONS} instructions are expected, and at least one for each multiply-add")
endif()
if(CMAKE_MATCH_4 LESS 128 OR CMAKE_MATCH_4 GREATER STACK)
  message(FATAL_ERROR "From 128 to ${STACK} bytes of stack are expected")
endif()
