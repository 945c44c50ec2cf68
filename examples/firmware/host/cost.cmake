# Counts the instructions of an inference, of a step of learning and of a save on an emulated core, and the stack that the
# recognizer's functions use; fails where one is more than it may be:
#
#     cmake -DPROGRAM=….elf -DEMULATOR=file -DPLUGIN=….so -DNM=… -DINFERENCE=count -DLEARNING=count -DSAVING=count -DSTACK=bytes
#           -P cost.cmake
cmake_minimum_required(VERSION 3.25)
file(READ ${EMULATOR} emulator)
separate_arguments(emulator UNIX_COMMAND "${emulator}")
execute_process(COMMAND ${NM} ${PROGRAM} OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)

function(find_address symbol address)
  if(NOT symbols MATCHES "([0-9a-f]+) [A-Za-z] ${symbol}\n")
    message(FATAL_ERROR "${PROGRAM} has no symbol ${symbol}")
  endif()
  set(${address} 0x${CMAKE_MATCH_1} PARENT_SCOPE)
endfunction()
find_address(stack_top top)
find_address(bss_end bottom)
math(EXPR room "${top} - ${bottom}")

# Of the first call.
function(count function instructions stack)
  find_address(${function} address)
  set(counts ${PROGRAM}.${function})
  execute_process(
    COMMAND ${emulator} -nographic -monitor none -serial none -semihosting-config enable=on,target=native
            -plugin ${PLUGIN},function=${address},stack_top=${top},stack_bytes=${room} -d plugin -D ${counts}
            -kernel ${PROGRAM}
    TIMEOUT 120 OUTPUT_QUIET ERROR_QUIET COMMAND_ERROR_IS_FATAL ANY)
  file(READ ${counts} counted)
  if(NOT counted MATCHES "^([0-9]+) [0-9]+ [0-9]+ ([0-9]+)\n")
    message(FATAL_ERROR "${PROGRAM} never called ${function}: ${counted}")
  endif()
  set(${instructions} ${CMAKE_MATCH_1} PARENT_SCOPE)
  set(${stack} ${CMAKE_MATCH_2} PARENT_SCOPE)
endfunction()
count(recognizer_classify inference inference_stack)
count(recognizer_learn learning learning_stack)
count(recognizer_save saving saving_stack)
count(recognizer_load loading loading_stack)
set(stack ${inference_stack})
foreach(other ${learning_stack} ${saving_stack} ${loading_stack})
  if(other GREATER stack)
    set(stack ${other})
  endif()
endforeach()
message(NOTICE "${inference} instructions for an inference, ${learning} for a step of learning, ${saving} for a save, "
  "${stack} bytes of stack")

# The network has 2,368 multiply-adds, and 32 values between its layers; a save sums the bytes of its constants.
foreach(limits "inference;2368;${INFERENCE}" "learning;2368;${LEARNING}" "saving;9640;${SAVING}" "stack;128;${STACK}")
  list(GET limits 0 what)
  list(GET limits 1 least)
  list(GET limits 2 most)
  if(${what} LESS least OR ${what} GREATER most)
    message(FATAL_ERROR "${what}: ${${what}}; expected are ${least} to ${most}")
  endif()
endforeach()
